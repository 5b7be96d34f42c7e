import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { EmptyState } from "@/components/ui/empty-state";
import type { FullRoster, Plan, PlanListLine, PlanVersion } from "@/lib/assignments/plans/queries";
import type { PlanFilter, PlanLine } from "@/lib/assignments/plans/schema";
import { loadBand } from "@/lib/assignments/plans/solve/rules";
import type { Explained } from "@/lib/assignments/plans/why/rules";
import { boardWords } from "./board-words";
import { ChangeTables } from "./change-tables";
import { Compare } from "./compare";
import { PlanBoard } from "./plan-board";
import { RulesView } from "./rules-view";

type Props = {
  plan: Plan;
  version: PlanVersion | null;
  roster: FullRoster;
  filter: PlanFilter;
  explained: Explained;
  mayArrange: boolean;
  other: { plan: Plan; lines: PlanLine[] } | null;
  others: PlanListLine[];
};

export async function PlanView({
  plan,
  version,
  roster,
  filter,
  explained,
  mayArrange,
  other,
  others,
}: Props) {
  const t = await getTranslations("plans");
  if (filter.view === "rules") return <RulesView {...{ plan, roster, mayArrange }} />;
  if (!version)
    return (
      <EmptyState icon="scale" title={t("empty.arranged")}>
        {t("empty.arrangedNext")}
      </EmptyState>
    );
  if (filter.view === "compare")
    return <Compare {...{ plan, roster, other, others }} lines={version.lines} />;
  if (filter.view === "changes") return <ChangeTables {...{ roster, explained }} lines={version.lines} />;
  const { startsOn, units, observers, tenures, recusals, deputies } = roster;
  return (
    <PlanBoard
      key={plan.id}
      plan={{ id: plan.id, rowVersion: plan.rowVersion, settings: plan.settings }}
      roster={{
        startsOn,
        units,
        observers,
        tenures,
        deputies,
        // the page says that somebody is recused, and keeps the reason to itself
        recusals: recusals.map(({ note: _, ...recusal }) => recusal),
      }}
      lines={version.lines}
      band={loadBand(roster, plan.settings)}
      mayArrange={mayArrange}
      words={await boardWords()}
      messages={await formMessages("plans")}
    />
  );
}
