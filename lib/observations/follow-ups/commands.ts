/** 办结跟进: by its owner, with what came of it. A closed one is never reopened (also by trigger). */
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { closeRefusal } from "./rules";
import { closeInput } from "./schema";

export const closeFollowUp = commandInSql({
  name: "closeFollowUp",
  right: "observations.log",
  input: closeInput,
  run: async ({ db, viewer, input, now }) => {
    const [followUp] = await db.rows<{ ownerId: string; isDone: boolean }>(sql`
      select owner_id as "ownerId", done_at is not null as "isDone" from follow_ups where id = ${input.id}::uuid`);
    if (!followUp) throw new NotFound("follow-up");
    const refusal = closeRefusal(followUp, viewer);
    if (refusal) return refusal;
    const closed = await db.rows(sql`
      update follow_ups set done_at = ${now}::timestamptz, outcome = ${input.outcome}
      where id = ${input.id}::uuid and done_at is null returning id`);
    // closed on another device a moment ago
    if (closed.length === 0) return refuse("observations.reason.followUpDone");
    return done({ id: input.id }, { entity: "followUp", id: input.id, before: "OPEN", after: "DONE" });
  },
});
