/** What a meeting has before it, and what it decided, as far as this viewer may see it; nobody from whom they are recused. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import {
  type BatchPage,
  type CandidateRow,
  type DecisionPage,
  findDecision,
  getBatch,
  getPosition,
  type PositionPage,
} from "../queries";
import { snapshotOfCadre } from "../snapshot/queries";
import { type Change, changesSince } from "../snapshot/rules";
import { type Snapshot, snapshotSchema } from "../snapshot/schema";

export type MaterialCandidate = {
  row: CandidateRow;
  decision: DecisionPage | null;
  /** decided: what was before the meeting, null above the viewer's level; otherwise what there is today */
  evidence: Snapshot | null;
  /** since the decision */
  changes: Change[];
};
export type MaterialPosition = { position: PositionPage; candidates: MaterialCandidate[] };
export type ReviewMaterial = { batch: BatchPage; positions: MaterialPosition[] };

/** Of a whole batch, or of one post of it. Opens the file of each person of a short list, in the read log too. */
export async function getReviewMaterial(
  db: ScopedDb,
  viewer: Pick<Viewer, "id" | "roles" | "cadreId">,
  { id, position: only }: { id: string; position?: string | undefined },
  today: Day,
): Promise<ReviewMaterial> {
  const batch = await getBatch(db, viewer.id, id);
  const asked = batch.positions.filter((one) => (only ? one.id === only : one.state !== "CANCELLED"));
  if (only && asked.length === 0) throw new NotFound("position");
  const positions: MaterialPosition[] = [];
  for (const { id: positionId } of asked) {
    const position = await getPosition(db, viewer.id, positionId);
    const candidates: MaterialCandidate[] = [];
    for (const row of position.candidates.filter(({ stage }) => stage === "SHORT")) {
      const decision = await findDecision(db, row.id);
      const { snapshot: now } = await snapshotOfCadre(db, viewer, row.cadreId, today);
      const seen = decision?.evidence ? snapshotSchema.parse(decision.evidence) : null;
      candidates.push({
        row,
        decision,
        evidence: decision ? seen : now,
        changes: seen ? changesSince(seen, now) : [],
      });
    }
    positions.push({ position, candidates });
  }
  return { batch, positions };
}

export type NoticedPerson = {
  name: string;
  gender: string;
  ethnicity: string;
  bornOn: Day;
  education: string;
  isMember: boolean;
  nowPost: string | null;
  newPost: string;
};
export type NoticeMaterial = {
  number: string;
  startsOn: Day;
  endsOn: Day;
  contact: string;
  people: NoticedPerson[];
};

/** As it is put up: who is named, as the roster has them on the day it begins. Of whom the viewer is recused there is nothing. */
export async function findNotice(db: ScopedDb, batchId: string, id: string): Promise<NoticeMaterial | null> {
  const [notice] = await db.rows<NoticeMaterial>(sql`
    select n.number, n.starts_on::text as "startsOn", n.ends_on::text as "endsOn", n.contact,
      (select coalesce(json_agg(json_build_object('name', k.name, 'gender', k.gender, 'ethnicity', k.ethnicity, 'bornOn', k.born_on,
                'education', k.education, 'isMember', k.joined_party_on is not null, 'nowPost', h.post,
                'newPost', u.short_name || p.title) order by p.added_at, c.id), '[]')
       from public_notice_entries e join review_candidates c on c.id = e.candidate_id join cadres k on k.id = c.cadre_id
       join review_positions p on p.id = c.position_id join units u on u.id = p.unit_id
       left join lateral (select w.short_name || o.title as post from post_holdings o join units w on w.id = o.unit_id
         where o.cadre_id = k.id and o.is_primary and o.starts_on <= n.starts_on and coalesce(o.ends_on, 'infinity') >= n.starts_on
         order by o.starts_on desc limit 1) h on true
       where e.notice_id = n.id) as people
    from public_notices n where n.id = ${id}::uuid and n.batch_id = ${batchId}::uuid`);
  return notice && notice.people.length > 0 ? notice : null;
}
