import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Notice } from "./rules";

/** As many as a page shows. */
export const SHOWN = 100;

export type NoticeNews = { unread: number; notices: Notice[] };

/** Plain JSON: a phone keeps it too. The viewer's own, unread first, newest first; what they name is joined under the viewer's policies. */
export async function noticeNews(db: ScopedDb, viewerId: string, size = SHOWN): Promise<NoticeNews> {
  const me = sql`${viewerId}::uuid`;
  const rows = await db.rows<Omit<Notice, "createdAt"> & { createdAt: Date }>(sql`
    with mine as materialized (
      select * from notifications where user_id = ${me}
      order by (read_at is null) desc, created_at desc, id desc limit ${size}::int
    )
    select n.id, n.kind, n.created_at as "createdAt", n.read_at is not null as "isRead", n.day::text,
      n.unit_id as "unitId", u.short_name as "unitName",
      case when o.id is not null then json_build_object(
        'id', o.id, 'startedOn', city_day(o.started_at)::text, 'methodName', v.name, 'methodNameEn', v.name_en,
        'observerName', author.name, 'reason', r.reason, 'isRewritten', o.revision_no > n.revision_no) end as record,
      case when f.id is not null then json_build_object(
        'id', f.id, 'title', f.title, 'isDone', f.done_at is not null, 'dueOn', f.due_on,
        'otherName', case when n.kind = 'FOLLOW_UP_CLOSED' then doer.name else asker.name end) end as "followUp",
      case when a.id is not null then json_build_object('id', a.id, 'claim', a.claim, 'state', a.state,
        'fellBy', case when fall.source_id is null or fallen.id is not null then fall.reason end) end as claim,
      case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end as task,
      case when c.id is not null then json_build_object('id', c.id) end as concern,
      case when q.id is not null then json_build_object('id', q.id) end as correction,
      case when x.id is not null then json_build_object('id', x.id, 'number', x.number, 'title', x.title) end as matter,
      s.id as "transferId", rv.id as "reviewId",
      case when z.id is not null then json_build_object('id', z.id, 'number', z.number) end as tolerance,
      case when m.id is not null then json_build_object('id', m.id, 'title', m.title, 'startsAt', m.starts_at,
        'step', step.kind, 'reason', step.reason) end as meeting,
      case when h.id is not null then json_build_object(
        'id', h.id, 'occurredOn', h.occurred_on, 'authorName', sender.name, 'state', h.state) end as handover
    from mine n
    left join units u on u.id = n.unit_id
    left join observations o on o.id = n.observation_id
    left join method_versions v on v.id = o.method_version_id
    left join users author on author.id = o.observer_id
    left join observation_reviews r on r.observation_id = o.id and r.revision_no = n.revision_no
    left join follow_ups f on f.id = n.follow_up_id
    left join users asker on asker.id = f.asked_by
    left join users doer on doer.id = f.closed_by
    left join achievements a on a.id = n.achievement_id
    left join achievement_events fall on fall.id = n.achievement_event_id
    left join achievement_sources fallen on fallen.id = fall.source_id
    left join central_tasks k on n.kind = 'TASK_NAMED' and k.id = n.matter_id
    left join concerns c on c.id = n.concern_id
    left join correction_requests q on q.id = n.correction_id
    left join cases x on (n.kind like 'CASE%' and x.id = n.matter_id) or x.id = f.case_id
    left join tolerance_cases z on n.kind like 'TOLERANCE%' and z.id = n.matter_id
    left join transfer_sheets s on n.kind like 'TRANSFER%' and s.id = n.matter_id
    left join review_batches rv on n.kind = 'REVIEW_ASKED' and rv.id = n.matter_id
    left join coordination_meetings m on n.kind like 'MEETING%' and m.id = n.matter_id
    left join meeting_events step on step.id = n.matter_event_id
    left join handovers h on h.id = n.handover_id
    left join users sender on sender.id = h.author_id
    order by (n.read_at is null) desc, n.created_at desc, n.id desc`);
  const notices = rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  const unread = notices.filter((notice) => !notice.isRead).length;
  return { unread: unread < size ? unread : await countUnread(db, viewerId), notices };
}

export async function countUnread(db: ScopedDb, viewerId: string): Promise<number> {
  const [row] = await db.rows<{ unread: number }>(sql`
    select count(*)::int as unread from notifications where user_id = ${viewerId}::uuid and read_at is null`);
  return row?.unread ?? 0;
}
