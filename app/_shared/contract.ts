/** What /api/v1 answers, as zod: the source of openapi.json, and what the endpoint tests hold answers against. */

import { z } from "zod";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { NOTICE_KINDS } from "@/lib/notices/schema";
import { POLARITIES, STATES } from "@/lib/observations/schema";
import { GROUPS } from "@/lib/search/schema";

const id = z.uuid();
const moment = z.iso.datetime();
const day = z.iso.date();

const cadreLine = z.object({
  cadreId: id,
  name: z.string(),
  roleInEvent: z.string(),
  postTitle: z.string().meta({ description: "post held on the day of the event" }),
  unitId: id,
  unitName: z.string(),
  details: z.record(z.string(), z.unknown()),
});

const observationRow = z.object({
  id,
  startedAt: moment,
  endedAt: moment,
  submittedAt: moment,
  enteredAt: moment.nullable().meta({ description: "when its first revision was submitted" }),
  place: z.string(),
  fact: z.string(),
  judgement: z.string(),
  dimensions: z.array(z.enum(DIMENSIONS)),
  polarity: z.enum(POLARITIES),
  confidentiality: z.int().min(1).max(3),
  isGuarded: z
    .boolean()
    .meta({ description: "a negative remark with one source: author and reviewers only" }),
  state: z.enum(STATES),
  revisionNo: z.int(),
  unitId: id,
  unitName: z.string(),
  methodId: id,
  methodName: z.string(),
  methodNameEn: z.string(),
  isSample: z.boolean(),
  observerId: id,
  observerName: z.string().nullable(),
  secondObserverId: id.nullable(),
  secondObserverName: z.string().nullable(),
  visitId: id.nullable().meta({ description: "shared by the records of one visit to several units" }),
  conductItemIds: z.array(id).meta({ description: "items of the two lists (双十条)" }),
  cadres: z.array(cadreLine),
});
export const observationList = z.object({
  items: z.array(observationRow),
  nextCursor: z.string().nullable(),
});
export const observationCreated = z.object({ id, state: z.literal("SUBMITTED"), revisionNo: z.literal(1) });
export const observationHandedOver = z.object({ id, state: z.literal("HANDED_OVER") });

/** 409 and 410 are problems; 409 holds the newer draft. */
export const draftSaved = z.object({ savedAt: moment, version: z.int() });
export const draftDiscarded = z.object({
  discarded: z.boolean().meta({ description: "false where there was none" }),
});
const newerDraft = z.object({
  savedAt: moment,
  version: z.int(),
  content: z.record(z.string(), z.unknown()).meta({ description: "the form as typed on another device" }),
});

export const offlineKey = z.object({
  key: z.base64().meta({ description: "32 bytes, under which a phone seals what is unsent" }),
});

export const waitingNews = z.object({ waiting: z.int(), newestAt: moment.nullable() });

export const coverageAnswer = z.object({
  from: day,
  to: day,
  asOf: day,
  months: z.array(z.string().meta({ description: "yyyy-MM" })),
  methods: z.array(z.looseObject({ id, code: z.string(), name: z.string() })),
  units: z.array(z.looseObject({ id, shortName: z.string(), type: z.string() })),
  silentAfter: z.int().meta({ description: "days without a record after which a unit is silent" }),
  silent: z.array(z.object({ unitId: id, lastOn: day.nullable(), silentDays: z.int().nullable() })),
  totals: z.object({ months: z.array(z.int()), methods: z.array(z.int()), records: z.int() }),
});

export const cadreFile = z.looseObject({
  id,
  name: z.string(),
  asOf: day,
  posts: z.array(z.looseObject({})),
  records: z
    .looseObject({})
    .nullable()
    .meta({ description: "null without the right to records, and in one's own file" }),
});

/** What a phone takes along; the parts that forms are made of are told by the form itself. */
export const fieldKit = z.looseObject({
  version: z.int(),
  takenAt: moment,
  takenOn: day,
  trace: z.string().meta({ description: "stands in the watermark of pages drawn from this kit" }),
  words: z.record(z.enum(["zh-CN", "en"]), z.looseObject({})),
  viewer: z.looseObject({ id, name: z.string() }),
  units: z.array(
    z.looseObject({
      id,
      shortName: z.string(),
      until: day.nullable().meta({ description: "last day of the assignment" }),
      due: z.array(z.looseObject({ methodId: id, count: z.int(), minimum: z.int().nullable() })),
      cadres: z.array(z.looseObject({ id, name: z.string() })),
      tasks: z.array(z.looseObject({ id, name: z.string(), isWithoutMembers: z.boolean().optional() })),
      followUps: z.array(z.looseObject({ id, title: z.string(), dueOn: day.nullable() })),
      meetings: z
        .array(z.looseObject({ id, title: z.string(), day, time: z.string(), isOpen: z.boolean() }))
        .meta({ description: "of the unit's own plan, the next weeks" }),
    }),
  ),
  methods: z.array(
    z.looseObject({ id, versionId: id, name: z.string(), fields: z.array(z.looseObject({})) }),
  ),
  people: z.array(z.looseObject({ id, name: z.string() })),
  allUnits: z.array(z.object({ id, shortName: z.string() })),
  drafts: z.array(z.looseObject({ id, savedAt: moment })),
  returned: z.array(z.looseObject({ id, reason: z.string() })),
  notices: z.array(z.looseObject({ id, kind: z.enum(NOTICE_KINDS), isRead: z.boolean() })),
  unread: z.int(),
});

export const taskMembers = z.object({ members: z.array(z.looseObject({ id, name: z.string() })) });

const parts = z.array(z.object({ text: z.string(), isHit: z.boolean() }));
export const searchAnswer = z.object({
  tooShort: z.boolean(),
  groups: z.array(
    z.object({
      key: z.enum([...GROUPS, "pages"]),
      label: z.string(),
      total: z.string().meta({ description: "'50+' where more were found than are counted" }),
      more: z.object({ href: z.string(), label: z.string() }).nullable(),
      items: z.array(z.object({ href: z.string(), title: parts, text: parts.nullable(), about: z.string() })),
    }),
  ),
});

export const health = z.object({ status: z.enum(["ok", "migrationsMissing", "databaseUnreachable"]) });

/** RFC 9457 */
export const problem = z.object({
  type: z.literal("about:blank"),
  title: z.string().meta({ description: "in the person's language" }),
  status: z.int(),
  code: z.string().meta({
    description: "stable; a refusal's message key, or invalid, denied, notFound, signedOut, stale, tooMany",
  }),
  issues: z
    .array(
      z.object({
        path: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  draft: newerDraft.optional(),
  trace: z.string().optional(),
});
