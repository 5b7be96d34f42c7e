/** One record with everything that its page shows. */
import type { ConductItem } from "@/lib/conduct/queries";
import { getMethodVersion, type MethodVersion } from "@/lib/methods/queries";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { type ObservationRow, rowColumns, rowJoins } from "../queries";
import type { Snapshot } from "../rules";
import type { ObservationState } from "../schema";

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
  createdAt: string;
};
/** Another record that belongs to this one: of the same visit, or linked. */
export type RelatedRecord = {
  id: string;
  startedAt: string;
  unitName: string;
  methodName: string;
  methodNameEn: string;
  state: ObservationState;
  words: string;
};
/** `isEarlier`: this one goes on from it; else the other way round. */
export type LinkedRecord = RelatedRecord & { isEarlier: boolean; linkedAt: string };

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
  conductItems: ConductItem[];
  /** of the same visit, without this one; only what the viewer may see */
  visit: RelatedRecord[];
  links: LinkedRecord[];
};

/** Names behind the ids that answers hold: cadres, units, users. */
export type AnswerNames = Record<string, string>;

export type RecordPage = { record: ObservationRecord; method: MethodVersion; names: AnswerNames };

/** `n`, `u`, `v`: the other record, its unit and method. */
const related = sql`jsonb_build_object('id', n.id, 'startedAt', n.started_at, 'unitName', u.short_name,
  'methodName', v.name, 'methodNameEn', v.name_en, 'state', n.state,
  'words', left(regexp_replace(n.fact, '[[:space:]]+', ' ', 'g'), 60) || case when length(n.fact) > 60 then '…' else '' end)`;

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
                'outcome', f.outcome, 'ownerName', fu.name, 'createdAt', f.created_at) order by f.due_on nulls last, f.created_at), '[]')
       from follow_ups f left join users fu on fu.id = f.owner_id where f.observation_id = o.id) as "followUps",
      (select coalesce(json_agg(json_build_object('id', i.id, 'list', i.list, 'position', i.position, 'text', i.text,
                'textEn', i.text_en, 'isSample', i.is_sample) order by i.list desc, i.position), '[]')
       from conduct_items i where i.id = any(o.conduct_item_ids)) as "conductItems",
      (select coalesce(jsonb_agg(${related} order by u.position), '[]')
       from observations n join units u on u.id = n.unit_id join method_versions v on v.id = n.method_version_id
       where n.visit_id = o.visit_id and n.id <> o.id) as visit,
      (select coalesce(jsonb_agg(${related} || jsonb_build_object('isEarlier', k.is_earlier, 'linkedAt', k.created_at)
                order by n.started_at, n.id), '[]')
       from (select to_id as id, true as is_earlier, created_at from observation_links where from_id = o.id
             union all
             select from_id, false, created_at from observation_links where to_id = o.id) k
       join observations n on n.id = k.id join units u on u.id = n.unit_id
       join method_versions v on v.id = n.method_version_id) as links
    from observations o ${rowJoins} left join central_tasks t on t.id = o.central_task_id
    where o.id = ${id}::uuid`);
  if (!record) throw new NotFound("observation");
  const method = await getMethodVersion(db, record.methodVersionId);
  const { details, cadres, revisions } = record;
  return {
    record,
    method,
    names: await namesIn(db, [details, cadres.map((line) => line.details), revisions]),
  };
}

const UUID = /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g;

export async function namesIn(db: ScopedDb, answers: unknown): Promise<AnswerNames> {
  const ids = [...new Set([...JSON.stringify(answers).matchAll(UUID)].map((match) => match[1] ?? ""))];
  if (ids.length === 0) return {};
  const named = await db.rows<{ id: string; name: string }>(sql`
    select id, name from cadres where id = any(${ids}::uuid[])
    union all select id, short_name from units where id = any(${ids}::uuid[])
    union all select id, name from users where id = any(${ids}::uuid[])
    union all select id, name from central_tasks where id = any(${ids}::uuid[])
    union all select id, text from conduct_items where id = any(${ids}::uuid[])`);
  return Object.fromEntries(named.map((one) => [one.id, one.name]));
}
