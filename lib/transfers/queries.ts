/** Sheets by right; what belongs to the unit is read under the viewer's own policies, so each sees what they may. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import type { TransferState } from "./rules";

export type TransferRow = {
  id: string;
  unitId: string;
  unitName: string;
  fromObserverId: string;
  fromName: string;
  toObserverId: string;
  toName: string;
  /** last day of who goes, first day of who comes */
  endsOn: Day;
  startsOn: Day;
  state: TransferState;
  openedAt: Date;
  rowVersion: number;
};

const columns = sql`
  s.id, s.unit_id as "unitId", n.short_name as "unitName", s.from_observer_id as "fromObserverId", f.name as "fromName",
  s.to_observer_id as "toObserverId", t.name as "toName", s.ends_on::text as "endsOn", s.starts_on::text as "startsOn",
  s.state, s.opened_at as "openedAt", s.row_version as "rowVersion"`;
const joins = sql`
  join units n on n.id = s.unit_id join users f on f.id = s.from_observer_id join users t on t.id = s.to_observer_id`;

/** As many as a page shows. */
const SHOWN = 200;

export function listTransfers(db: ScopedDb, filter: { state?: TransferState }): Promise<TransferRow[]> {
  const conditions = filter.state ? [sql`s.state = ${filter.state}`] : [];
  return db.rows<TransferRow>(sql`
    select ${columns} from transfer_sheets s ${joins} where ${allOf(conditions)}
    order by array_position(array['OPEN', 'HANDED', 'TAKEN'], s.state), s.opened_at desc, s.id limit ${SHOWN}::int`);
}

/** Those whose next step is this person's. */
export const listOwnTransfers = (db: ScopedDb, viewer: Pick<Viewer, "id">): Promise<TransferRow[]> =>
  db.rows<TransferRow>(sql`
    select ${columns} from transfer_sheets s ${joins}
    where s.state = 'OPEN' and s.from_observer_id = ${viewer.id}::uuid
       or s.state = 'HANDED' and s.to_observer_id = ${viewer.id}::uuid
    order by s.opened_at desc, s.id`);

export type TransferEvent = {
  at: Date;
  kind: "OPENED" | "HANDED" | "ASKED_BACK" | "TAKEN";
  actorName: string | null;
  followUps: number;
};
export type Transfer = TransferRow & {
  /** null: not for this viewer */
  note: { promises: string; cautions: string; question: string } | null;
  events: TransferEvent[];
};

export async function getTransfer(db: ScopedDb, id: string): Promise<Transfer> {
  const [found] = await db.rows<Transfer>(sql`
    select ${columns},
      (select json_build_object('promises', m.promises, 'cautions', m.cautions, 'question', m.question)
       from transfer_notes m where m.sheet_id = s.id) as note,
      coalesce((select json_agg(json_build_object('at', e.at, 'kind', e.kind, 'actorName', u.name, 'followUps', e.follow_ups)
                                order by e.at desc)
                from transfer_events e left join users u on u.id = e.actor_id where e.sheet_id = s.id), '[]') as events
    from transfer_sheets s ${joins} where s.id = ${id}::uuid`);
  if (!found) throw new NotFound("transfer sheet");
  return found;
}

export type TransferMatters = {
  followUps: { id: string; title: string; dueOn: Day | null; href: string }[];
  cases: { id: string; number: string; title: string; dueOn: Day | null }[];
  records: { id: string; startedOn: Day; methodName: string; methodNameEn: string; fact: string }[];
};

/**
 * What is open at the unit, and what was written last, as far as this viewer may see it. A visit that was asked for
 * belongs to no record yet: its owner closes it from their list, the others see it at the unit.
 */
export async function transferMatters(db: ScopedDb, sheet: TransferRow): Promise<TransferMatters> {
  const [found] = await db.rows<TransferMatters>(sql`
    select
      coalesce((select json_agg(json_build_object('id', f.id, 'title', f.title, 'dueOn', f.due_on,
          'href', case when f.case_id is not null then '/cases/' || f.case_id
                       when f.achievement_id is not null then '/achievements/' || f.achievement_id
                       when f.observation_id is not null then '/observations/' || f.observation_id
                       when f.owner_id = viewer_id() then '/observations/follow-ups'
                       else '/units/' || f.unit_id end) order by f.due_on nulls last, f.id)
        from follow_ups f where f.unit_id = ${sheet.unitId}::uuid and f.done_at is null
          and f.owner_id in (${sheet.fromObserverId}::uuid, ${sheet.toObserverId}::uuid)), '[]') as "followUps",
      coalesce((select json_agg(json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'dueOn', c.due_on)
                                order by c.due_on nulls last, c.number)
        from cases c where c.unit_id = ${sheet.unitId}::uuid and c.state in ('OPEN', 'SETTLED')), '[]') as cases,
      coalesce((select json_agg(one) from (
          select o.id, city_day(o.started_at)::text as "startedOn", v.name as "methodName", v.name_en as "methodNameEn",
                 left(o.fact, 80) as fact
          from observations o join method_versions v on v.id = o.method_version_id
          where o.unit_id = ${sheet.unitId}::uuid order by o.started_at desc, o.id limit 10) one), '[]') as records`);
  return found ?? { followUps: [], cases: [], records: [] };
}
