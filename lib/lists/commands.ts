/** The rule of the lists changes from a day on, with its reason; a list that leaves the house leaves a line. */
import { commandInSql, done } from "@/lib/platform/command";
import { sql } from "@/lib/platform/sql";
import { getListRule } from "./queries";
import { ruleRefusal } from "./rules";
import { exportInput, ruleInput } from "./schema";

export const setListRule = commandInSql({
  name: "setListRule",
  right: "lists.rule",
  input: ruleInput,
  run: async ({ db, viewer, input: { reason, ...rule }, today }) => {
    const refusal = ruleRefusal(await getListRule(db, rule.effectiveOn), rule, today);
    if (refusal) return refusal;
    const [set] = await db.rows<{ id: string }>(sql`
      insert into cadre_list_rules (period_months, achievements, methods, recorders, reserve_days, reserve_achievements,
                                    effective_on, reason, set_by)
      values (${rule.periodMonths}::int, ${rule.achievements}::int, ${rule.methods}::int, ${rule.recorders}::int,
              ${rule.reserveDays}::int, ${rule.reserveAchievements}::int, ${rule.effectiveOn}::date, ${reason}, ${viewer.id}::uuid)
      returning id`);
    const { effectiveOn, ...numbers } = rule;
    return done(
      { effectiveOn },
      { entity: "listRule", id: set?.id ?? "", after: `${effectiveOn} ${Object.values(numbers).join(" ")}` },
    );
  },
});

export const exportCadreList = commandInSql({
  name: "exportCadreList",
  right: "lists.export",
  input: exportInput,
  run: async ({ input: { view, trace } }) => done({ trace }, { entity: "cadreList", id: trace, after: view }),
});
