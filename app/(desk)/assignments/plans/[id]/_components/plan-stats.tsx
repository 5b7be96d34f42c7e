import { getTranslations } from "next-intl/server";
import { Stat, StatRow } from "@/components/ui/stat";
import type { Plan } from "@/lib/assignments/plans/queries";
import type { Broken, Pair, Roster } from "@/lib/assignments/plans/rules";
import { type Explained, loadsOf } from "@/lib/assignments/plans/why/rules";
import { planHref } from "../../_components/address";

type Props = {
  plan: Pick<Plan, "id">;
  roster: Roster;
  lines: readonly Pair[];
  broken: readonly Broken[];
  explained: Explained;
};

/** Each number opens the lines behind it. */
export async function PlanStats({ plan, roster, lines, broken, explained }: Props) {
  const t = await getTranslations("plans");
  const covered = new Set(lines.map(({ unitId }) => unitId)).size;
  const loads = [...loadsOf(lines).values()];
  const count = (load: number) => loads.filter((one) => one === load).length;
  const lineUnit = (many: number) => t("hint.lineUnit", { count: many });
  return (
    <StatRow>
      <Stat
        label={t("field.unit")}
        value={`${covered}/${roster.units.length}`}
        note={t("hint.coveredNote")}
        tone={covered < roster.units.length ? "attention" : "neutral"}
        href={planHref(plan.id, { view: "board" })}
      />
      <Stat
        label={t("status.origin.KEPT")}
        value={lines.length - explained.begun}
        unit={lineUnit(lines.length - explained.begun)}
        href={planHref(plan.id, { view: "board" })}
      />
      <Stat
        label={t("title.begun")}
        value={explained.begun}
        unit={lineUnit(explained.begun)}
        href={planHref(plan.id)}
      />
      <Stat
        label={t("title.ended")}
        value={explained.ended.length}
        unit={lineUnit(explained.ended.length)}
        href={planHref(plan.id)}
      />
      <Stat
        label={t("hint.loads")}
        value={`${count(2)} / ${count(3)}`}
        unit={t("hint.personUnit", { count: 2 })}
        href={planHref(plan.id, { view: "board" })}
      />
      <Stat
        label={t("hint.brokenCount")}
        value={broken.length}
        unit={lineUnit(broken.length)}
        tone={broken.length > 0 ? "attention" : "positive"}
        href={planHref(plan.id, { view: "board" })}
      />
    </StatRow>
  );
}
