import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type OpenFollowUp = {
  id: string;
  observationId: string;
  unitId: string;
  unitName: string;
  title: string;
  dueOn: Day | null;
  /** of the record it came from; null where that is no longer the viewer's to see */
  recordedOn: Day | null;
};
export type ClosedFollowUp = OpenFollowUp & { outcome: string; doneOn: Day };

const columns = sql`
  f.id, f.observation_id as "observationId", f.unit_id as "unitId", u.short_name as "unitName", f.title,
  f.due_on::text as "dueOn", city_day(o.started_at)::text as "recordedOn"`;
const joins = sql`join units u on u.id = f.unit_id left join observations o on o.id = f.observation_id`;

/** The viewer's own, nearest day first; also what the phone keeps for its unit tiles. */
export const listOpenFollowUps = (db: ScopedDb, viewerId: string): Promise<OpenFollowUp[]> =>
  db.rows<OpenFollowUp>(sql`
    select ${columns} from follow_ups f ${joins}
    where f.owner_id = ${viewerId}::uuid and f.done_at is null
    order by f.due_on nulls last, f.created_at, f.id limit 200`);

/** What the viewer closed since that day, latest first. */
export const listClosedFollowUps = (db: ScopedDb, viewerId: string, since: Day): Promise<ClosedFollowUp[]> =>
  db.rows<ClosedFollowUp>(sql`
    select ${columns}, f.outcome, city_day(f.done_at)::text as "doneOn" from follow_ups f ${joins}
    where f.owner_id = ${viewerId}::uuid and f.done_at >= ${since}::date
    order by f.done_at desc, f.id limit 50`);
