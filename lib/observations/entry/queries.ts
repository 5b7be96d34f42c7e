/** What an entry is checked against before it is written. */
import { fieldsOf, type MethodVersion } from "@/lib/methods/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";

type Entry = {
  id: string;
  unitId: string;
  startedAt: Date;
  cadres: { cadreId: string }[];
  centralTaskId?: string;
  secondObserverId?: string;
  links?: string[];
};
/** The method's version that a record is written in, as far as a command asks for it. */
export type EntryMethod = Pick<MethodVersion, "methodId" | "versionId" | "defaultConfidentiality" | "fields">;
export type EntryFacts = {
  existing: { observerId: string; bodyHash: string } | null;
  /** an entry of this id that waits in the hand-over inbox or was declined there; another person's says no more */
  handedOver: { isOwn: boolean; bodyHash: string | null } | null;
  /** the viewer was assigned to the unit on the day of the event */
  heldUnit: boolean;
  /** not held that day, but shortly before: the unit went to somebody else while the phone had no news */
  lostUnit: boolean;
  /** an earlier revision of that day came in by hand-over */
  cameByHandover: boolean;
  isColleague: boolean;
  /** how many of the linked records the viewer may see */
  visibleLinks: number;
  cadreNames: Record<string, string>;
  /** members of the task among the nameless are of the viewer's own unit that day */
  namesColleagues: boolean;
  method: EntryMethod | null;
};

/** The version that was read, or the method's present one. */
export type WantedMethod = { versionId: string } | { methodId: string; today: Day };

/** Everything a command must know before it writes, in one round trip. */
export async function findEntryFacts(
  db: ScopedDb,
  viewerId: string,
  entry: Entry,
  wanted: WantedMethod,
): Promise<EntryFacts> {
  const cadreIds = entry.cadres.map((line) => line.cadreId);
  const version =
    "versionId" in wanted
      ? sql`id = ${wanted.versionId}::uuid`
      : sql`method_id = ${wanted.methodId}::uuid and effective_from <= ${wanted.today}::date`;
  const [facts] = await db.rows<Omit<EntryFacts, "lostUnit" | "cameByHandover" | "namesColleagues">>(sql`
    select (select json_build_object('observerId', observer_id, 'bodyHash', encode(body_hash, 'hex'))
            from observations where id = ${entry.id}::uuid) as existing,
           (select json_build_object('isOwn', is_own, 'bodyHash', body_hash)
            from known_handover(${entry.id}::uuid)) as "handedOver",
           observer_held_unit(${viewerId}::uuid, ${entry.unitId}::uuid, city_day(${entry.startedAt}::timestamptz)) as "heldUnit",
           exists (select 1 from user_roles where user_id = ${entry.secondObserverId ?? null}::uuid and role = 'OBSERVER') as "isColleague",
           (select count(*)::int from observations where id = any(${entry.links ?? []}::uuid[])) as "visibleLinks",
           cadre_names_that_day(${entry.unitId}::uuid, city_day(${entry.startedAt}::timestamptz), ${cadreIds}::uuid[]) as "cadreNames",
           (select json_build_object('methodId', method_id, 'versionId', id, 'fields', fields,
                     'defaultConfidentiality', default_confidentiality)
            from method_versions where ${version} order by version_no desc limit 1) as method`);
  if (!facts) throw new NotFound("observation");
  const { method } = facts;
  return {
    ...facts,
    ...(facts.heldUnit ? HELD : await unheldFacts(db, entry)),
    ...(await withOtherNames(db, entry, facts)),
    method: method && { ...method, fields: fieldsOf(method.versionId, method.fields) },
  };
}

const HELD = { lostUnit: false, cameByHandover: false };

/** Of the rare entry whose unit was somebody else's that day. */
async function unheldFacts(
  db: ScopedDb,
  entry: Entry,
): Promise<Pick<EntryFacts, "lostUnit" | "cameByHandover">> {
  const [facts] = await db.rows<Pick<EntryFacts, "lostUnit" | "cameByHandover">>(sql`
    select viewer_lost_unit(${entry.unitId}::uuid, city_day(${entry.startedAt}::timestamptz)) as "lostUnit",
           viewer_was_handed_over(${entry.id}::uuid, city_day(${entry.startedAt}::timestamptz)) as "cameByHandover"`);
  return facts ?? HELD;
}

/** Beside the unit's own people of that day: whom the author sees at all, and members of a task whose naming has ended since. */
async function withOtherNames(
  db: ScopedDb,
  entry: Entry,
  { heldUnit, cadreNames: known }: Pick<EntryFacts, "heldUnit" | "cadreNames">,
): Promise<Pick<EntryFacts, "cadreNames" | "namesColleagues">> {
  const unknown = entry.cadres.map((line) => line.cadreId).filter((id) => known[id] === undefined);
  if (unknown.length === 0) return { cadreNames: known, namesColleagues: false };
  const day = sql`city_day(${entry.startedAt}::timestamptz)`;
  const task = sql`${entry.centralTaskId ?? null}::uuid`;
  const [found] = await db.rows<{ names: Record<string, string>; isColleague: boolean }>(sql`
    with seen as materialized (select id, name from cadres where id = any(${unknown}::uuid[])),
    unseen as (select array(select unnest(${unknown}::uuid[]) except select id from seen) as ids)
    select (select coalesce(jsonb_object_agg(id, name), '{}') from seen)
        || case when ${heldUnit}::boolean then task_member_names(${task}, ${entry.unitId}::uuid, ${day}, ids) else '{}' end as names,
           ${heldUnit}::boolean and task_names_colleagues(${task}, ${day}, ids) as "isColleague"
    from unseen`);
  return { cadreNames: { ...known, ...found?.names }, namesColleagues: found?.isColleague ?? false };
}
