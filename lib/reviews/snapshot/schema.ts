/**
 * The evidence as it stood before a meeting: what its reader saw, without a sum of it. A concern stands here by its id and
 * its state alone: its words are never rewritten, and whoever may no longer read it reads them nowhere (rule 5).
 */
import * as z from "zod";

const day = z.string();
const counted = z.number().int();
export const snapshotSchema = z.object({
  version: z.literal(1),
  asOf: day,
  cadre: z.object({ id: z.uuid(), name: z.string(), gender: z.string(), bornOn: day, education: z.string() }),
  posts: z.array(
    z.object({
      unitName: z.string(),
      title: z.string(),
      level: z.string(),
      startsOn: day,
      endsOn: day.nullable(),
    }),
  ),
  tasks: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      post: z.string(),
      startsOn: day,
      endsOn: day.nullable(),
      battlefieldDays: counted,
    }),
  ),
  battlefieldMonths: counted,
  /** beside the whole months of the last 24; evidence of before docs/adr/0051 has none, and its months are of all its time on tasks */
  battlefieldRestDays: counted.optional(),
  strength: z.object({ records: counted, recorders: counted, methods: counted, sources: counted }),
  /** below which it was thin that day; snapshots of before this could be set have what product.md says */
  enough: z
    .object({ evidenceMethods: counted, evidenceRecorders: counted })
    .default({ evidenceMethods: 3, evidenceRecorders: 2 }),
  polarities: z.array(z.object({ polarity: z.string(), records: counted })),
  achievements: z.array(
    z.object({
      id: z.uuid(),
      claim: z.string(),
      contribution: z.string(),
      part: z.string(),
      startsOn: day,
      endsOn: day,
      indicator: z.string(),
      measureUnit: z.string(),
      baseline: z.number().nullable(),
      target: z.number().nullable(),
      actual: z.number().nullable(),
      isMainBattlefield: z.boolean(),
      taskName: z.string().nullable(),
    }),
  ),
  appraisals: z.array(
    z.object({
      id: z.uuid(),
      year: counted,
      quarter: counted.nullable(),
      grade: z.string(),
      source: z.string(),
    }),
  ),
  concerns: z.array(z.object({ id: z.uuid(), state: z.string(), decidedOn: day, expiresOn: day })),
  tolerance: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      title: z.string(),
      kind: z.string(),
      outcome: z.string(),
      decidedOn: day,
    }),
  ),
});
export type Snapshot = z.output<typeof snapshotSchema>;
