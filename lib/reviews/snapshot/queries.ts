/**
 * The evidence of a cadre as this viewer may see it, put together from what the cadre's file reads: the file, the verified
 * results, grades, concerns by right, 容错. Opening it is opening the file, and stands in its read log.
 */
import { listVerified } from "@/lib/achievements/verified/queries";
import { listAppraisals } from "@/lib/appraisals/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { cadreFileFilter } from "@/lib/cadres/file/schema";
import { frontLength } from "@/lib/central-tasks/front/rules";
import { daysOnPost } from "@/lib/central-tasks/rules";
import { listFileConcerns } from "@/lib/concerns/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { can } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { listFileTolerance } from "@/lib/tolerance/file/queries";
import { digestOf } from "./rules";
import type { Snapshot } from "./schema";

export type Evidence = {
  snapshot: Snapshot;
  digest: string;
  /** of the most confidential part of it */
  confidentiality: number;
};
type Reader = Pick<Viewer, "id" | "roles" | "cadreId">;

export async function snapshotOfCadre(
  db: ScopedDb,
  viewer: Reader,
  cadreId: string,
  today: Day,
): Promise<Evidence> {
  // it goes on to others: one-source negative remarks stay out of it for everybody (rule 5)
  const file = await getCadreFile(db, viewer, cadreId, cadreFileFilter.parse({}), today, { forOthers: true });
  const verified = await listVerified(db, cadreId, today);
  const appraisals = can(viewer, "appraisals.read") ? await listAppraisals(db, cadreId, today) : [];
  const concerns = can(viewer, "concerns.read") ? await listFileConcerns(db, cadreId, today) : [];
  const tolerance = await listFileTolerance(db, cadreId, today);
  const [level] = await db.rows<{ level: number }>(sql`
    select greatest(1,
      (select max(o.confidentiality) from observation_cadres l
       join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       where l.cadre_id = ${cadreId}::uuid and o.state in ('ACCEPTED', 'ARCHIVED')),
      (select max(confidentiality) from achievements where id = any (${verified.map(({ id }) => id)}::uuid[])),
      (select max(confidentiality) from concerns where id = any (${concerns.map(({ id }) => id)}::uuid[])))::int as level`);
  const tasks = file.tasks ?? [];
  const front = frontLength(tasks, file.posts, today);
  const snapshot: Snapshot = {
    version: 1,
    asOf: today,
    cadre: {
      id: file.id,
      name: file.name,
      gender: file.gender,
      bornOn: file.bornOn,
      education: file.education,
    },
    posts: file.posts.map(({ unitName, title, level, startsOn, endsOn }) => ({
      unitName,
      title,
      level,
      startsOn,
      endsOn,
    })),
    tasks: tasks.map(({ id, name, post, startsOn, endsOn, task }) => ({
      id,
      name,
      post,
      startsOn,
      endsOn,
      battlefieldDays: daysOnPost([{ startsOn, endsOn }], task, today).battlefieldDays,
    })),
    battlefieldMonths: front.months,
    battlefieldRestDays: front.days,
    strength: file.records?.strength ?? { records: 0, recorders: 0, methods: 0, sources: 0 },
    enough: {
      evidenceMethods: file.limits.evidenceMethods,
      evidenceRecorders: file.limits.evidenceRecorders,
    },
    polarities: file.records?.polarities ?? [],
    achievements: verified.map((one) => ({
      id: one.id,
      claim: one.claim,
      contribution: one.contribution,
      part: one.part,
      startsOn: one.startsOn,
      endsOn: one.endsOn,
      indicator: one.indicator,
      measureUnit: one.measureUnit,
      baseline: one.baseline,
      target: one.target,
      actual: one.actual,
      isMainBattlefield: one.isMainBattlefield,
      taskName: one.taskName,
    })),
    appraisals: appraisals.map(({ id, year, quarter, grade, source }) => ({
      id,
      year,
      quarter,
      grade,
      source,
    })),
    concerns: concerns.map(({ id, state, decidedOn, expiresOn }) => ({ id, state, decidedOn, expiresOn })),
    tolerance: tolerance.map(({ id, number, title, kind, outcome, decidedOn }) => ({
      id,
      number,
      title,
      kind,
      outcome,
      decidedOn,
    })),
  };
  return { snapshot, digest: digestOf(snapshot), confidentiality: level?.level ?? 1 };
}
