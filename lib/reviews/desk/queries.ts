/** What the open batches wait for, for whoever takes part: shown where the day begins. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type DeskBatch = {
  id: string;
  title: string;
  meetingOn: Day | null;
  positions: number;
  decided: number;
  /** people on a short list of whom the viewer has not said what they think, and may */
  ownMissing: number;
  /** objections to its notices that nobody has answered */
  objections: number;
  /** of the notice that runs longest, if one runs */
  noticeEndsOn: Day | null;
};
export type ReviewDesk = { batches: DeskBatch[]; total: number };

/** The nearest meeting first; a batch that has none yet comes last. */
export async function findReviewDesk(db: ScopedDb, viewerId: string, shown: number): Promise<ReviewDesk> {
  const rows = await db.rows<DeskBatch & { total: number }>(sql`
    select b.id, b.title, b.meeting_on::text as "meetingOn", count(*) over ()::int as total,
      (select count(*)::int from review_positions p where p.batch_id = b.id and p.state <> 'CANCELLED') as positions,
      (select count(*)::int from review_positions p where p.batch_id = b.id and p.state = 'DECIDED') as decided,
      (select count(*)::int from review_positions p join review_candidates c on c.position_id = p.id and c.stage = 'SHORT'
       where p.batch_id = b.id and p.state = 'PREPARING' and not viewer_stands_aside(b.id, p.id, true)
         and not exists (select from review_decisions d where d.candidate_id = c.id)
         and not exists (select from review_opinions o where o.candidate_id = c.id and o.user_id = ${viewerId}::uuid)) as "ownMissing",
      (select count(*)::int from public_notices n join public_objections j on j.notice_id = n.id
       where n.batch_id = b.id and j.finding is null) as objections,
      (select max(n.ends_on)::text from public_notices n
       where n.batch_id = b.id and city_today() between n.starts_on and n.ends_on) as "noticeEndsOn"
    from review_batches b where b.state = 'OPEN'
    order by b.meeting_on nulls last, b.opened_at desc, b.id limit ${shown}::int`);
  return { batches: rows.map(({ total: _, ...batch }) => batch), total: rows[0]?.total ?? 0 };
}
