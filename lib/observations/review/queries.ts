import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type Waiting = {
  id: string;
  startedAt: Date;
  submittedAt: Date;
  unitName: string;
  methodName: string;
  methodNameEn: string;
  observerName: string;
  polarity: string;
  revisionNo: number;
};

const QUEUE_SIZE = 100;

export type WaitingNews = { waiting: number; newestAt: Date | null };

/** Whether the list on the screen is still the whole list. */
export async function getWaitingNews(db: ScopedDb, viewerId: string): Promise<WaitingNews> {
  const [news] = await db.rows<WaitingNews>(sql`
    select count(*)::int as waiting, max(o.submitted_at) as "newestAt" from observations o
    where o.state = 'SUBMITTED' and o.observer_id <> ${viewerId}::uuid
      and o.second_observer_id is distinct from ${viewerId}::uuid`);
  return news ?? { waiting: 0, newestAt: null };
}

/** What this reviewer can decide on, the longest waiting first: submitted, visible, not their own. */
export const listWaiting = (db: ScopedDb, viewerId: string): Promise<Waiting[]> =>
  db.rows<Waiting>(sql`
    select o.id, o.started_at as "startedAt", o.submitted_at as "submittedAt", u.short_name as "unitName",
           v.name as "methodName", v.name_en as "methodNameEn", a.name as "observerName", o.polarity,
           o.revision_no as "revisionNo"
    from observations o
    join units u on u.id = o.unit_id
    join method_versions v on v.id = o.method_version_id
    left join users a on a.id = o.observer_id
    where o.state = 'SUBMITTED' and o.observer_id <> ${viewerId}::uuid
      and o.second_observer_id is distinct from ${viewerId}::uuid
    order by o.submitted_at, o.id limit ${QUEUE_SIZE}::int`);
