/** 收录 an entry as a record of its author, or 不予收录 with a reason; once, by somebody who may read it. */
import { command, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { findHandover } from "./queries";
import { settleRefusal } from "./rules";
import { settlement } from "./schema";

export const settleHandover = command({
  name: "settleHandover",
  right: "handovers.settle",
  input: settlement,
  run: async ({ db, viewer, input }) => {
    // two at once go one after the other, so that the second reads what the first decided
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))::text`);
    const handover = await findHandover(db, input.id);
    if (!handover) throw new NotFound("handover");
    const refusal = settleRefusal(handover, viewer);
    if (refusal) return refusal;
    if (input.decision === "ADMIT") {
      // the record is built from the stored text alone; a cadre without a post there that day is refused here
      await db.rows(sql`select admit_handover(${input.id}::uuid)::text`);
    } else {
      await db.rows(sql`select decline_handover(${input.id}::uuid, ${input.reason})::text`);
    }
    const state = input.decision === "ADMIT" ? "ADMITTED" : "DECLINED";
    return done(
      { id: input.id, state },
      { entity: "handover", id: input.id, before: "WAITING", after: state },
    );
  },
});
