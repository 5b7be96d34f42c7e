/** What a meeting has before it, and what it decided, as far as this viewer may see it; nobody from whom they are recused. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
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
