/** 实绩: drafted, reworded, decided. Each change of words is a revision, each change of state an event (by trigger). */
import { type Context, command, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { type Sql, sql } from "@/lib/platform/sql";
import { decisionRefusal, LEADS_TO, mayRevise, stateAfterRevision } from "./rules";
import {
  type AchievementContent,
  type AchievementState,
  achievementInput,
  decisionInput,
  revisionInput,
} from "./schema";

type Claim = { state: AchievementState; revisionNo: number; draftedBy: string };
const find = async (db: CommandDb, id: string): Promise<Claim | undefined> =>
  (
    await db.rows<Claim>(sql`
      select state, revision_no as "revisionNo", drafted_by as "draftedBy" from achievements where id = ${id}::uuid`)
  )[0];

export const draftAchievement = command({
  name: "draftAchievement",
  right: "achievements.draft",
  input: achievementInput,
  run: async (context) => {
    const { db, viewer, input } = context;
    // a form sent twice at once: the second one finds what the first has stored
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))::text`);
    const there = await find(db, input.id);
    if (there) {
      return there.draftedBy === viewer.id && there.revisionNo === 1
        ? done({ id: input.id, isRepeat: true }, null)
        : refuse("achievements.reason.idTaken");
    }
    if (!can(viewer, "achievements.decide") && !viewer.unitIds.includes(input.unitId)) {
      return refuse("achievements.reason.notMyUnit");
    }
    const given = columnsOf(input);
    await db.rows(sql`
      insert into achievements (id, claim, unit_id, level, starts_on, ends_on, central_task_id, indicator, measure_unit,
        baseline, target, actual, conduct_item_ids, confidentiality, state, drafted_by)
      values (${input.id}::uuid, ${given.claim}, ${given.unitId}::uuid, ${given.level}, ${given.startsOn}::date,
        ${given.endsOn}::date, ${given.centralTaskId}::uuid, ${given.indicator}, ${given.measureUnit},
        ${given.baseline}::numeric, ${given.target}::numeric, ${given.actual}::numeric, ${given.conductItemIds}::uuid[],
        ${given.confidentiality}::smallint, ${input.state}, ${viewer.id}::uuid)`);
    await db.rows(revisionOf(context, input.id, 1, input, ""));
    if (input.sources.length > 0) {
      await db.rows(sql`
        insert into achievement_sources (id, achievement_id, kind, observation_id, is_independent, independence_note, supports,
          note, added_by)
        select id, ${input.id}::uuid, 'document', "observationId", "isIndependent", "independenceNote", supports, note,
          ${viewer.id}::uuid
        from jsonb_to_recordset(${JSON.stringify(input.sources)}::jsonb) as given(
          id uuid, "observationId" uuid, "isIndependent" boolean, "independenceNote" text, supports boolean, note text)`);
    }
    return done(
      { id: input.id, isRepeat: false },
      { entity: "achievement", id: input.id, after: `${input.state}#1` },
    );
  },
});

export const reviseAchievement = command({
  name: "reviseAchievement",
  right: "achievements.draft",
  input: revisionInput,
  run: async (context) => {
    const { db, viewer, input, now } = context;
    const claim = await find(db, input.id);
    if (!claim) throw new NotFound("achievement");
    const about = { state: claim.state, isDrafter: claim.draftedBy === viewer.id };
    const isReviewer = can(viewer, "achievements.decide");
    if (!about.isDrafter && !isReviewer) return refuse("achievements.reason.notDrafter");
    if (claim.revisionNo !== input.revisionNo) throw new Stale();
    const state = stateAfterRevision(claim.state);
    if (!state || !mayRevise(about, { isReviewer })) return refuse("achievements.reason.wrongState");
    const next = claim.revisionNo + 1;
    const given = columnsOf(input);
    const changed = await db.rows(sql`
      update achievements set claim = ${given.claim}, unit_id = ${given.unitId}::uuid, level = ${given.level},
        starts_on = ${given.startsOn}::date, ends_on = ${given.endsOn}::date, central_task_id = ${given.centralTaskId}::uuid,
        indicator = ${given.indicator}, measure_unit = ${given.measureUnit}, baseline = ${given.baseline}::numeric,
        target = ${given.target}::numeric, actual = ${given.actual}::numeric,
        conduct_item_ids = ${given.conductItemIds}::uuid[], confidentiality = ${given.confidentiality}::smallint,
        state = ${state}, state_reason = case when state = ${state} then state_reason else ${input.reason} end,
        revision_no = ${next}::int, updated_at = ${now}::timestamptz
      where id = ${input.id}::uuid and revision_no = ${claim.revisionNo}::int returning id`);
    if (changed.length === 0) throw new Stale();
    await db.rows(revisionOf(context, input.id, next, input, input.reason));
    return done(
      { id: input.id, revisionNo: next },
      {
        entity: "achievement",
        id: input.id,
        before: `${claim.state}#${claim.revisionNo}`,
        after: `${state}#${next}`,
      },
    );
  },
});

/** Submitted, confirmed, doubted, rejected, opened again. Whether it is supported is asked by the database. */
export const decideAchievement = command({
  name: "decideAchievement",
  right: "achievements.draft",
  input: decisionInput,
  run: async ({ db, viewer, input, now }) => {
    const claim = await find(db, input.id);
    if (!claim) throw new NotFound("achievement");
    const refusal = decisionRefusal(
      { state: claim.state, isDrafter: claim.draftedBy === viewer.id },
      input.decision,
      { isReviewer: can(viewer, "achievements.decide") },
    );
    if (refusal) return refusal;
    if (claim.revisionNo !== input.revisionNo) throw new Stale();
    const state = LEADS_TO[input.decision];
    const isConfirmation = input.decision === "CONFIRM";
    const changed = await db.rows(sql`
      update achievements set state = ${state}, state_reason = ${input.reason},
        confirmed_by = ${isConfirmation ? viewer.id : null}::uuid,
        confidence = ${input.decision === "CONFIRM" ? input.confidence : null}::text, updated_at = ${now}::timestamptz
      where id = ${input.id}::uuid and revision_no = ${input.revisionNo}::int and state = ${claim.state} returning id`);
    if (changed.length === 0) throw new Stale();
    return done(
      { id: input.id, state },
      {
        entity: "achievement",
        id: input.id,
        before: `${claim.state}#${claim.revisionNo}`,
        after: `${state}#${claim.revisionNo}`,
      },
    );
  },
});

export function columnsOf(content: AchievementContent) {
  return {
    claim: content.claim,
    unitId: content.unitId,
    level: content.level,
    startsOn: content.startsOn,
    endsOn: content.endsOn,
    centralTaskId: content.centralTaskId ?? null,
    indicator: content.indicator,
    measureUnit: content.measureUnit,
    baseline: content.baseline ?? null,
    target: content.target ?? null,
    actual: content.actual ?? null,
    conductItemIds: content.conductItemIds,
    confidentiality: content.confidentiality,
  };
}

/** The snapshot and its cadre lines; their post of that time is filled by trigger. */
export function revisionOf(
  { viewer }: Pick<Context<unknown>, "viewer">,
  id: string,
  revisionNo: number,
  content: AchievementContent,
  reason: string,
): Sql {
  const snapshot = { ...columnsOf(content), cadres: content.cadres };
  return sql`
    with kept as (
      insert into achievement_revisions (achievement_id, revision_no, author_id, content, reason)
      values (${id}::uuid, ${revisionNo}::int, ${viewer.id}::uuid, ${JSON.stringify(snapshot)}::jsonb, ${reason})
    )
    insert into achievement_cadres (achievement_id, revision_no, cadre_id, position, contribution, part)
    select ${id}::uuid, ${revisionNo}::int, (line ->> 'cadreId')::uuid, position - 1, line ->> 'contribution', line ->> 'part'
    from jsonb_array_elements(${JSON.stringify(content.cadres)}::jsonb) with ordinality as given(line, position)`;
}
