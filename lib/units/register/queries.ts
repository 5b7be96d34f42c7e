import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { UnitType } from "../schema";

export type RegisteredUnit = {
  id: string;
  code: string;
  name: string;
  shortName: string;
  type: UnitType;
  isVerified: boolean;
  startsOn: Day | null;
  endsOn: Day | null;
  intoName: string | null;
  /** 拆分: where it came from */
  originId: string | null;
  originName: string | null;
  /** since when it bears its name; null: since it began */
  namedOn: Day | null;
  /** who hold a post there today or are to hold one */
  people: number;
  rowVersion: number;
  /** of a merger that can still be taken back: what it moved, in the roster's journal */
  mergerId: string | null;
  /** of a closing without one that can still be taken back */
  closingId: string | null;
  /** 更名 announced for a day to come */
  renaming: Renaming | null;
};

export type Renaming = {
  id: string;
  name: string;
  shortName: string;
  startsOn: Day;
  reason: string;
  actorName: string;
};

/** All that ever stood in the register, those that ended last. */
export function listRegister(db: ScopedDb, today: Day): Promise<RegisteredUnit[]> {
  return db.rows<RegisteredUnit>(sql`
    select u.id, u.code, u.name, u.short_name as "shortName", u.type, u.is_verified as "isVerified",
           u.starts_on::text as "startsOn", u.ends_on::text as "endsOn", n.short_name as "intoName",
           u.split_from as "originId", o.short_name as "originName", u.named_on::text as "namedOn",
           coalesce(p.people, 0) as people, u.row_version as "rowVersion", m.batch_id as "mergerId", c.id as "closingId",
           case when r.id is not null then json_build_object('id', r.id, 'name', r.name, 'shortName', r.short_name, 'startsOn', r.starts_on::text,
             'reason', r.reason, 'actorName', w.name) end as renaming
    from units u left join units n on n.id = u.merged_into left join units o on o.id = u.split_from
    left join unit_mergers m on m.unit_id = u.id and m.undone_at is null and m.made_at > now() - interval '30 days'
    left join unit_closings c on c.unit_id = u.id and c.undone_at is null and c.made_at > now() - interval '30 days'
    left join unit_renames r on r.unit_id = u.id and r.done_at is null and r.cancelled_at is null left join users w on w.id = r.made_by
    left join (select unit_id, count(distinct cadre_id)::int as people from post_holdings
               where ends_on is null or ends_on >= ${today}::date group by unit_id) p on p.unit_id = u.id
    order by (u.ends_on is not null), u.position, u.code`);
}

export async function getRegistered(db: ScopedDb, id: string, today: Day): Promise<RegisteredUnit> {
  const found = (await listRegister(db, today)).find((unit) => unit.id === id);
  if (!found) throw new NotFound("unit");
  return found;
}

type Stated = Partial<
  Record<"name" | "short_name" | "type" | "is_verified" | "starts_on" | "ends_on" | "named_on", unknown>
>;
export type UnitChange = {
  id: string;
  at: Date;
  actorName: string;
  reason: string;
  before: Stated | null;
  after: Stated;
};

export function listUnitChanges(db: ScopedDb, unitId: string): Promise<UnitChange[]> {
  return db.rows<UnitChange>(sql`
    select c.id, c.at, u.name as "actorName", c.reason, c.before, c.after
    from unit_changes c join users u on u.id = c.actor_id
    where c.unit_id = ${unitId}::uuid order by c.at desc, c.id`);
}

export type CancelledRename = {
  id: string;
  name: string;
  startsOn: Day;
  at: Date;
  /** null: by the unit's end, or by a later rename */
  actorName: string | null;
  /** a word of the product begins with @ */
  reason: string;
};

/** Announced and not done, newest first. */
export const listCancelledRenames = (db: ScopedDb, unitId: string): Promise<CancelledRename[]> =>
  db.rows<CancelledRename>(sql`
    select r.id, r.name, r.starts_on::text as "startsOn", r.cancelled_at as at, u.name as "actorName", r.cancel_reason as reason
    from unit_renames r left join users u on u.id = r.cancelled_by
    where r.unit_id = ${unitId}::uuid and r.cancelled_at is not null order by r.cancelled_at desc, r.id`);

export type Observing = { name: string; units: { id: string; shortName: string }[] };

/** Of those who hold a post there, who observe other units: merged into one of those, it would be their own (docs/adr/0049). */
export const listObservingStaff = (db: ScopedDb, unitId: string, today: Day): Promise<Observing[]> =>
  db.rows<Observing>(sql`
    select w.name, json_agg(json_build_object('id', n.id, 'shortName', n.short_name) order by n.position) as units
    from users w join units n on n.id <> ${unitId}::uuid
    where exists (select from post_holdings p where p.cadre_id = w.cadre_id and p.unit_id = ${unitId}::uuid
                    and (p.ends_on is null or p.ends_on >= ${today}::date))
      and exists (select from assignments a where a.observer_id = w.id and a.unit_id = n.id
                    and (a.ends_on is null or a.ends_on >= ${today}::date))
    group by w.id, w.name order by w.name, w.id`);

export type UnitPerson = { id: string; name: string; title: string };

/** Who holds the main post there and stays: those who may go along when a unit is split. */
export const listStaff = (db: ScopedDb, unitId: string): Promise<UnitPerson[]> =>
  db.rows<UnitPerson>(sql`
    select c.id, c.name, h.title from post_holdings h join cadres c on c.id = h.cadre_id
    where h.unit_id = ${unitId}::uuid and h.is_primary and h.ends_on is null
    order by array_position(array['TEAM', 'MIDDLE', 'STAFF'], h.tier), c.pinyin, c.id`);
