/** A post is corrected while its list is open; what its rule then says of people is looked at before it goes on. */
import { command, done } from "@/lib/platform/command";
import { refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getPosition } from "../queries";
import { correctRefusal, requirementsOf } from "../rules";
import { positionChangeInput, redrawInput } from "../schema";
import { changedFacts } from "./rules";

export const changeReviewPosition = command({
  name: "changeReviewPosition",
  right: "reviews.prepare",
  input: positionChangeInput,
  run: async ({ db, viewer, input }) => {
    const position = await getPosition(db, viewer.id, input.id);
    const refusal = correctRefusal(position);
    if (refusal) return refusal;
    const requirements = requirementsOf(input);
    const changed = changedFacts(position, { ...input, requirements });
    if (changed.length === 0) return refuse("reviews.reason.nothingChanged");
    // what stood before is kept by the trigger, which also says whether the pool must be drawn again
    const stored = await db.rows(sql`
      update review_positions set unit_id = ${input.unitId}::uuid, title = ${input.title}, level = ${input.level}, tier = ${input.tier},
        places = ${input.places}::smallint, requirements = ${JSON.stringify(requirements)}::jsonb,
        state_reason = ${input.reason}, row_version = row_version + 1
      where id = ${input.id}::uuid and row_version = ${input.rowVersion}::int returning id`);
    if (stored.length === 0) throw new Stale();
    return done(
      { id: input.id, batchId: position.batchId },
      { entity: "reviewPosition", id: input.id, after: changed.join(" ") },
    );
  },
});

/** Somebody has seen whom the changed rule takes in and leaves out: naming goes on. */
export const redrawPool = command({
  name: "redrawPool",
  right: "reviews.prepare",
  input: redrawInput,
  run: async ({ db, viewer, input, now }) => {
    const position = await getPosition(db, viewer.id, input.id);
    const refusal = correctRefusal(position);
    if (refusal) return refusal;
    // the page that was looked at is of this version: a correction made meanwhile is looked at too
    if (position.rowVersion !== input.rowVersion) throw new Stale();
    const redrawn = await db.rows(sql`
      update review_position_changes set redrawn_by = ${viewer.id}::uuid, redrawn_at = ${now}::timestamptz
      where position_id = ${input.id}::uuid and needs_redraw and redrawn_at is null returning id`);
    if (redrawn.length === 0) return refuse("reviews.reason.wrongState");
    return done({ id: input.id }, { entity: "reviewPosition", id: input.id, after: "redrawn" });
  },
});
