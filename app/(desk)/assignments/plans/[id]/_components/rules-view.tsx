import { getTranslations } from "next-intl/server";
import { settlePlan } from "@/app/_actions/plans";
import { formMessages } from "@/app/_shared/form-messages";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Plan } from "@/lib/assignments/plans/queries";
import type { Roster } from "@/lib/assignments/plans/rules";
import { planHref } from "../../_components/address";
import { RulesForm } from "./rules-form";
import { rulesWords } from "./rules-words";

type Props = { plan: Plan; roster: Roster; mayArrange: boolean };

/** What each rule costs, and the values to change. */
export async function RulesView({ plan, roster, mayArrange }: Props) {
  const t = await getTranslations("plans");
  const prices = plan.answer?.kind === "plan" ? plan.answer.prices : [];
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <Panel title={t("title.values")} note={t("hint.recusalRule")}>
        <RulesForm
          key={plan.rowVersion}
          action={settlePlan}
          plan={{ id: plan.id, rowVersion: plan.rowVersion, settings: plan.settings }}
          observers={roster.observers
            .filter(({ mayObserve }) => mayObserve)
            .map(({ id, name }) => ({ id, name }))}
          units={roster.units.map(({ id, name }) => ({ id, name }))}
          mayArrange={mayArrange}
          successHref={planHref(plan.id, { view: "rules", saved: "settled" })}
          words={await rulesWords()}
          messages={await formMessages("plans")}
        />
      </Panel>
      <Panel flush title={t("title.prices")} note={t("hint.priceNote")}>
        <DataTable
          flush
          caption={t("hint.table", { title: t("title.prices") })}
          rows={prices}
          rowKey={({ kind }) => kind}
          empty={<EmptyState icon="checkCircle" title={t("hint.priceNone")} />}
          columns={[
            { key: "kind", header: t("field.kind"), cell: ({ kind }) => t(`status.kind.${kind}`) },
            {
              key: "changes",
              header: t("field.changes"),
              width: "9rem",
              cell: ({ changes }) => t("hint.price", { count: changes }),
            },
          ]}
        />
      </Panel>
    </div>
  );
}
