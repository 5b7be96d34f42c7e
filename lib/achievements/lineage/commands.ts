/** 合并与拆分. Sources move by trigger or function: what was read, and by whom it was added, stays with them. */
import { command, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { columnsOf, revisionOf } from "../commands";
import type { AchievementContent, AchievementState } from "../schema";
import { findUndoBlocker } from "./queries";
import { type Mergeable, mayEnd, mergeRefusal, splitRefusal, undoRefusal } from "./rules";
import { mergeInput, type Part, splitInput, undoInput } from "./schema";

type Found = Mergeable & { id: string; revisionNo: number };

export const mergeAchievement = command({
  name: "mergeAchievement",
  right: "achievements.draft",
  input: mergeInput,
  run: async ({ db, viewer, input, now }) => {
    // both, in one order: two claims that go into each other at once wait here, and the second finds the first ended
    const found = await db.rows<Found>(sql`
      select a.id, a.state, a.revision_no as "revisionNo", a.confidentiality, a.drafted_by = ${viewer.id}::uuid as "isDrafter",
        array(select l.cadre_id::text from achievement_cadres l
              where l.achievement_id = a.id and l.revision_no = a.revision_no) as "cadreIds"
      from achievements a where a.id in (${input.id}::uuid, ${input.intoId}::uuid) order by a.id for update`);
    const claim = found.find((one) => one.id === input.id);
    const target = found.find((one) => one.id === input.intoId);
    if (!claim || !target) throw new NotFound("achievement");
    const refusal = mergeRefusal(claim, target, { isReviewer: can(viewer, "achievements.decide") });
    if (refusal) return refusal;
    if (claim.revisionNo !== input.revisionNo) throw new Stale();
    await db.rows(sql`
      update achievements set state = 'MERGED', merged_into = ${input.intoId}::uuid, state_reason = ${input.reason},
        updated_at = ${now}::timestamptz
      where id = ${input.id}::uuid`);
    return done(
      { id: input.id, intoId: input.intoId },
      { entity: "achievement", id: input.id, before: claim.state, after: input.intoId },
    );
  },
});

type Whole = Omit<AchievementContent, "cadres" | "claim"> & {
  state: AchievementState;
  revisionNo: number;
  isDrafter: boolean;
  cadreIds: string[];
  /** live, as far as the viewer sees them */
  sourceIds: string[];
};

export const splitAchievement = command({
  name: "splitAchievement",
  right: "achievements.draft",
  input: splitInput,
  run: async (context) => {
    const { db, viewer, input, now } = context;
    const whole = await findWhole(db, viewer, input.id);
    if (!whole) throw new NotFound("achievement");
    const isReviewer = can(viewer, "achievements.decide");
    if (!isReviewer && !whole.isDrafter) return refuse("achievements.reason.notDrafter");
    if (!mayEnd(whole, "SPLIT", { isReviewer })) return refuse("achievements.reason.wrongState");
    if (!isReviewer && !viewer.unitIds.includes(whole.unitId)) return refuse("achievements.reason.notMyUnit");
    if (whole.revisionNo !== input.revisionNo) throw new Stale();
    const refusal = splitRefusal(whole, input.parts);
    if (refusal) return refusal;
    const state = whole.state === "LEAD" ? "LEAD" : "WAITING";
    await db.rows(sql`
      update achievements set state = 'SPLIT', state_reason = ${input.reason}, updated_at = ${now}::timestamptz
      where id = ${input.id}::uuid`);
    for (const part of input.parts) {
      const content = contentOf(whole, part);
      const given = columnsOf(content);
      await db.rows(sql`
        insert into achievements (id, claim, unit_id, level, starts_on, ends_on, central_task_id, indicator, measure_unit,
          baseline, target, actual, conduct_item_ids, confidentiality, state, drafted_by, split_from)
        values (${part.id}::uuid, ${given.claim}, ${given.unitId}::uuid, ${given.level}, ${given.startsOn}::date,
          ${given.endsOn}::date, ${given.centralTaskId}::uuid, ${given.indicator}, ${given.measureUnit},
          ${given.baseline}::numeric, ${given.target}::numeric, ${given.actual}::numeric, ${given.conductItemIds}::uuid[],
          ${given.confidentiality}::smallint, ${state}, ${viewer.id}::uuid, ${input.id}::uuid)`);
      await db.rows(revisionOf(context, part.id, 1, content, ""));
      const without = whole.sourceIds.filter((id) => !part.sourceIds.includes(id));
      await db.rows(sql`select split_sources(${part.id}::uuid, ${without}::uuid[])::text`);
    }
    return done(
      { id: input.id, parts: input.parts.map((part) => part.id) },
      { entity: "achievement", id: input.id, before: whole.state, after: `SPLIT:${input.parts.length}` },
    );
  },
});

type Ended = Pick<Mergeable, "state" | "isDrafter"> & {
  revisionNo: number;
  /** where it was before */
  cameFrom: AchievementState | null;
};

/** 撤销合并 or 拆分: it stands again as it was. Sources and parts go back by trigger; what rests on them is asked there again. */
export const undoLineage = command({
  name: "undoLineage",
  right: "achievements.draft",
  input: undoInput,
  run: async ({ db, viewer, input, now }) => {
    // both sides in the order in which a merge locks them
    await db.rows(sql`
      select o.id from achievements o join achievements a on a.id = ${input.id}::uuid
      where o.id in (a.id, a.merged_into) or o.split_from = a.id order by o.id for update of o`);
    const [claim] = await db.rows<Ended>(sql`
      select a.state, a.revision_no as "revisionNo", a.drafted_by = ${viewer.id}::uuid as "isDrafter",
        (select e.from_state from achievement_events e where e.achievement_id = a.id and e.to_state = a.state
         order by e.at desc limit 1) as "cameFrom"
      from achievements a where a.id = ${input.id}::uuid for update`);
    if (!claim) throw new NotFound("achievement");
    const refusal = undoRefusal(
      { ...claim, blocker: await findUndoBlocker(db, input.id) },
      { isReviewer: can(viewer, "achievements.decide") },
    );
    if (refusal) return refusal;
    if (claim.revisionNo !== input.revisionNo) throw new Stale();
    await db.rows(sql`
      update achievements set state = ${claim.cameFrom}, merged_into = null, state_reason = ${input.reason},
        updated_at = ${now}::timestamptz
      where id = ${input.id}::uuid`);
    return done(
      { id: input.id },
      { entity: "achievement", id: input.id, before: claim.state, after: claim.cameFrom ?? "" },
    );
  },
});

async function findWhole(db: CommandDb, viewer: { id: string }, id: string): Promise<Whole | undefined> {
  const [whole] = await db.rows<Whole>(sql`
    select a.unit_id as "unitId", a.level, a.starts_on::text as "startsOn", a.ends_on::text as "endsOn",
      a.central_task_id as "centralTaskId", a.indicator, a.measure_unit as "measureUnit", a.baseline::float8 as baseline,
      a.target::float8 as target, a.actual::float8 as actual, a.conduct_item_ids as "conductItemIds", a.confidentiality,
      a.state, a.revision_no as "revisionNo", a.drafted_by = ${viewer.id}::uuid as "isDrafter",
      array(select l.cadre_id::text from achievement_cadres l
            where l.achievement_id = a.id and l.revision_no = a.revision_no) as "cadreIds",
      array(select s.id::text from achievement_sources s
            where s.achievement_id = a.id and s.withdrawn_at is null) as "sourceIds"
    from achievements a where a.id = ${id}::uuid for update`);
  return whole;
}

/** What the parts do not say for themselves is as it was. */
function contentOf(whole: Whole, part: Part): AchievementContent {
  const { unitId, level, startsOn, endsOn, centralTaskId, conductItemIds, confidentiality } = whole;
  const { indicator, measureUnit, baseline, target, actual } = whole;
  const figures = part.hasFigures
    ? { indicator, measureUnit, baseline, target, actual }
    : { indicator: "", measureUnit: "" };
  return {
    claim: part.claim,
    cadres: part.cadres,
    ...{ unitId, level, startsOn, endsOn, centralTaskId, conductItemIds, confidentiality },
    ...figures,
  };
}
