/** 请人核实: a follow-up of the claim, which arrives with its owner as a dated task. Who may be asked is asked by policy too. */
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { isEnded } from "../rules";
import type { AchievementState } from "../schema";
import { listAskable } from "./queries";
import { requestInput } from "./schema";

export const requestSource = command({
  name: "requestSource",
  right: "achievements.draft",
  input: requestInput,
  run: async ({ db, viewer, input, today }) => {
    const [claim] = await db.rows<{ state: AchievementState; unitId: string; isThere: boolean }>(sql`
      select a.state, a.unit_id as "unitId",
        exists (select 1 from follow_ups f where f.id = ${input.id}::uuid) as "isThere"
      from achievements a where a.id = ${input.achievementId}::uuid`);
    if (!claim) throw new NotFound("achievement");
    // the button was pressed twice
    if (claim.isThere) return done({ id: input.id, isRepeat: true }, null);
    if (isEnded(claim.state)) return refuse("achievements.reason.wrongState");
    if (input.dueOn < today) return refuse("achievements.reason.dueInThePast");
    const [unitId = "", ownerId = ""] = input.whom.split(":");
    const isOwn = ownerId === viewer.id;
    if (isOwn) {
      if (unitId !== claim.unitId || !viewer.unitIds.includes(unitId))
        return refuse("achievements.reason.notMyUnit");
    } else {
      if (!can(viewer, "achievements.decide")) return refuse("achievements.reason.notDrafter");
      const askable = await listAskable(db, input.achievementId);
      if (!askable.some((one) => one.unitId === unitId && one.ownerId === ownerId))
        return refuse("achievements.reason.notAskable");
    }
    await db.rows(sql`
      insert into follow_ups (id, achievement_id, unit_id, owner_id, title, due_on, asked_by)
      values (${input.id}::uuid, ${input.achievementId}::uuid, ${unitId}::uuid, ${ownerId}::uuid, ${input.title},
        ${input.dueOn}::date, ${isOwn ? null : viewer.id}::uuid)`);
    return done({ id: input.id, isRepeat: false }, { entity: "followUp", id: input.id, after: "OPEN" });
  },
});
