/** One record with everything that its page shows. */
import { getMethodVersion, type MethodVersion } from "@/lib/methods/queries";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { type ObservationRow, rowColumns, rowJoins } from "../queries";
import type { Snapshot } from "../rules";

export type Revision = {
  revisionNo: number;
  content: Snapshot;
  reason: string;
  createdAt: string;
  authorName: string;
};
export type Review = {
  revisionNo: number;
  decision: "ACCEPT" | "RETURN";
  reason: string;
  decidedAt: string;
  reviewerName: string;
};
export type FollowUp = {
  id: string;
  title: string;
  dueOn: string | null;
  doneAt: string | null;
  outcome: string;
  ownerName: string;
};

export type ObservationRecord = ObservationRow & {
  details: Record<string, unknown>;
  evidenceNote: string;
  centralTaskId: string | null;
  centralTaskName: string | null;
  methodVersionId: string;
  /** newest first; only what the viewer may read */
  revisions: Revision[];
  reviews: Review[];
  followUps: FollowUp[];
};

/** Names behind the ids that answers hold: cadres, units, users. */
export type AnswerNames = Record<string, string>;

export type RecordPage = { record: ObservationRecord; method: MethodVersion; names: AnswerNames };

export async function getObservation(db: ScopedDb, id: string): Promise<RecordPage> {
  const [record] = await db.rows<ObservationRecord>(sql`
    select ${rowColumns}, o.details, o.evidence_note as "evidenceNote", o.central_task_id as "centralTaskId",
      t.name as "centralTaskName", o.method_version_id as "methodVersionId",
      (select coalesce(json_agg(json_build_object('revisionNo', r.revision_no, 'content', r.content, 'reason', r.reason,
                'createdAt', r.created_at, 'authorName', ru.name) order by r.revision_no desc), '[]')
       from observation_revisions r left join users ru on ru.id = r.author_id where r.observation_id = o.id) as revisions,
      (select coalesce(json_agg(json_build_object('revisionNo', w.revision_no, 'decision', w.decision, 'reason', w.reason,
                'decidedAt', w.decided_at, 'reviewerName', wu.name) order by w.revision_no desc), '[]')
       from observation_reviews w left join users wu on wu.id = w.reviewer_id where w.observation_id = o.id) as reviews,
      (select coalesce(json_agg(json_build_object('id', f.id, 'title', f.title, 'dueOn', f.due_on, 'doneAt', f.done_at,
                'outcome', f.outcome, 'ownerName', fu.name) order by f.due_on nulls last, f.created_at), '[]')
       from follow_ups f left join users fu on fu.id = f.owner_id where f.observation_id = o.id) as "followUps"
    from observations o ${rowJoins} left join central_tasks t on t.id = o.central_task_id
    where o.id = ${id}::uuid`);
  if (!record) throw new NotFound("observation");
  const method = await getMethodVersion(db, record.methodVersionId);
  return { record, method, names: await namesIn(db, record) };
}

const UUID = /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g;

async function namesIn(db: ScopedDb, record: ObservationRecord): Promise<AnswerNames> {
  const text = JSON.stringify([record.details, record.cadres.map((line) => line.details), record.revisions]);
  const ids = [...new Set([...text.matchAll(UUID)].map((match) => match[1] ?? ""))];
  if (ids.length === 0) return {};
  const named = await db.rows<{ id: string; name: string }>(sql`
    select id, name from cadres where id = any(${ids}::uuid[])
    union all select id, short_name from units where id = any(${ids}::uuid[])
    union all select id, name from users where id = any(${ids}::uuid[])
    union all select id, name from central_tasks where id = any(${ids}::uuid[])`);
  return Object.fromEntries(named.map((one) => [one.id, one.name]));
}
