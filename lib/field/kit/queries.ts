import { listConductItems } from "@/lib/conduct/queries";
import { minima } from "@/lib/coverage/queries";
import { listCurrentWordings } from "@/lib/dimensions/queries";
import { listMeetingsOf } from "@/lib/liaison/queries";
import { comingUntil, wallClock } from "@/lib/liaison/rules";
import { listComingOf } from "@/lib/meetings/queries";
import { listCurrentMethods, type MethodVersion } from "@/lib/methods/queries";
import { noticeNews } from "@/lib/notices/queries";
import { listDrafts } from "@/lib/observations/drafts/queries";
import { listOpenFollowUps } from "@/lib/observations/follow-ups/queries";
import { OUTCOME_LIMIT } from "@/lib/observations/follow-ups/schema";
import { listFormFacts, listMethodUse } from "@/lib/observations/form/queries";
import { LIMITS } from "@/lib/observations/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { type FieldKit, KIT_VERSION, type KitMethod, type KitReturned } from "./rules";

/** As many as a phone keeps; the rest is on the server. */
const NOTICES = 20;

/**
 * All of it in one transaction whose statements travel together. `unitIds` narrows it for a page that shows one unit;
 * units that are not the viewer's today are never in it.
 */
export async function getFieldKit(
  db: ScopedDb,
  viewer: Viewer,
  now: Date,
  { unitIds = viewer.unitIds }: { unitIds?: string[] } = {},
): Promise<FieldKit> {
  const today = cityDay(now);
  const own = unitIds.filter((id) => viewer.unitIds.includes(id));
  const [
    board,
    methods,
    dimensions,
    conductItems,
    use,
    facts,
    ends,
    followUps,
    meetings,
    coming,
    drafts,
    returned,
    news,
  ] = await Promise.all([
    minima(db, viewer, { asOf: today, unitIds: own }),
    listCurrentMethods(db, today),
    listCurrentWordings(db, today),
    listConductItems(db, today),
    listMethodUse(db, viewer.id, own),
    listFormFacts(db, { viewerId: viewer.id, unitIds: own, today, asksUnit: true }),
    listEnds(db, viewer.id, own, today),
    listOpenFollowUps(db, viewer.id),
    listMeetingsOf(db, own, today, comingUntil(today)),
    listComingOf(db, own, today, comingUntil(today)),
    listDrafts(db),
    listReturned(db, viewer.id),
    noticeNews(db, viewer.id, NOTICES),
  ]);
  return {
    version: KIT_VERSION,
    takenAt: now.toISOString(),
    takenOn: today,
    viewer: {
      id: viewer.id,
      account: viewer.account,
      name: viewer.name,
      department: viewer.department,
      locale: viewer.locale,
    },
    units: facts.own.map((unit) => {
      const counted = board.units.find((one) => one.id === unit.id);
      return {
        ...unit,
        until: ends.find((one) => one.unitId === unit.id)?.endsOn ?? null,
        lastOn: counted?.lastOn ?? null,
        silentDays: counted?.silentDays ?? null,
        due: board.methods.map((method, at) => ({
          methodId: method.id,
          count: counted?.counts[at] ?? 0,
          minimum: method.minimum,
          period: method.period,
          ...board.periods[method.period],
        })),
        lastUsed: Object.fromEntries(
          use
            .filter((one) => one.unitId === unit.id)
            .map(({ methodId, lastAt }) => [methodId, cityDay(lastAt)]),
        ),
        meetings: [
          ...meetings,
          ...coming.map((one) => ({ ...one, kind: "COORDINATION" as const, isOpen: true })),
        ]
          .filter((one) => one.unitId === unit.id)
          .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
          .map(({ id, title, kind, place, startsAt, isOpen }) => ({
            id,
            title,
            kind,
            place,
            ...wallClock(startsAt),
            isOpen,
          })),
        followUps: followUps
          .filter((one) => one.unitId === unit.id)
          .map(({ id, observationId, achievementId, caseId, askedByName, title, dueOn }) => ({
            id,
            observationId,
            achievementId,
            caseId,
            askedByName,
            title,
            dueOn,
          })),
      };
    }),
    methods: methods.map(kitMethod),
    dimensions,
    conductItems,
    people: facts.people,
    allUnits: facts.units,
    limits: {
      fact: LIMITS.fact,
      judgement: LIMITS.judgement,
      evidenceNote: LIMITS.evidenceNote,
      reason: LIMITS.reason,
      outcome: OUTCOME_LIMIT,
    },
    drafts: drafts.map(({ updatedAt, ...draft }) => ({ ...draft, savedAt: updatedAt.toISOString() })),
    returned,
    ...news,
  };
}

const kitMethod = (method: MethodVersion): KitMethod => ({
  id: method.methodId,
  versionId: method.versionId,
  name: method.name,
  nameEn: method.nameEn,
  definition: method.definition,
  definitionEn: method.definitionEn,
  minimumText: method.minimumText,
  isSample: method.isSample,
  isEvidenceAsked: method.isEvidenceAsked,
  defaultConfidentiality: method.defaultConfidentiality,
  fields: method.fields,
});

/** Until when each unit is the viewer's. */
const listEnds = (
  db: ScopedDb,
  viewerId: string,
  unitIds: string[],
  today: Day,
): Promise<{ unitId: string; endsOn: Day | null }[]> =>
  db.rows(sql`
    select unit_id as "unitId", ends_on::text as "endsOn" from assignments
    where observer_id = ${viewerId}::uuid and unit_id = any(${unitIds}::uuid[])
      and ${today}::date between starts_on and coalesce(ends_on, 'infinity')`);

/** Own records that a reviewer sent back, with the reason; the longest waiting first. */
const listReturned = (db: ScopedDb, viewerId: string): Promise<KitReturned[]> =>
  db.rows(sql`
    select o.id, u.short_name as "unitName", v.name as "methodName", v.name_en as "methodNameEn",
           city_day(o.started_at)::text as "startedOn", coalesce(r.reason, '') as reason,
           coalesce(p.name, '') as reviewer, city_day(r.decided_at)::text as "returnedOn"
    from observations o
    join units u on u.id = o.unit_id
    join method_versions v on v.id = o.method_version_id
    left join observation_reviews r on r.observation_id = o.id and r.revision_no = o.revision_no
    left join users p on p.id = r.reviewer_id
    where o.observer_id = ${viewerId}::uuid and o.state = 'RETURNED'
    order by r.decided_at, o.id limit 50`);
