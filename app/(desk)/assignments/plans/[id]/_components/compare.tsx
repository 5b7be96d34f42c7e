import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Plan, PlanListLine } from "@/lib/assignments/plans/queries";
import type { Roster } from "@/lib/assignments/plans/rules";
import type { PlanLine } from "@/lib/assignments/plans/schema";
import { planHref } from "../../_components/address";
import { namesOf } from "./names";

type Props = {
  plan: Pick<Plan, "id" | "name">;
  roster: Roster;
  lines: readonly PlanLine[];
  other: { plan: Plan; lines: PlanLine[] } | null;
  others: readonly PlanListLine[];
};

/** Unit by unit, those that two plans give to different people. */
export async function Compare({ plan, roster, lines, other, others }: Props) {
  const t = await getTranslations("plans");
  const names = namesOf(roster);
  const of = (all: readonly PlanLine[], unitId: string) =>
    all
      .filter((line) => line.unitId === unitId)
      .map(({ observerId }) => names.observer(observerId))
      .sort()
      .join(t("hint.list"));
  const rows = other
    ? roster.units
        .map(({ id, name }) => ({ id, name, mine: of(lines, id), theirs: of(other.lines, id) }))
        .filter(({ mine, theirs }) => mine !== theirs)
    : [];
  return (
    <div className="flex flex-col gap-4">
      <form action={planHref(plan.id)} method="get" className="flex flex-wrap items-end gap-2">
        <input type="hidden" name="view" value="compare" />
        <label className="flex flex-col gap-1">
          <span className="text-sm text-ink-soft">{t("field.with")}</span>
          <select name="with" defaultValue={other?.plan.id ?? ""} className="control min-w-60">
            <option value="">{t("hint.choose")}</option>
            {others.map(({ id, name, state }) => (
              <option key={id} value={id}>
                {t("hint.optionOf", { name, state: t(`status.${state}`) })}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" variant="secondary">
          {t("action.compare")}
        </Button>
      </form>
      {other && (
        <Panel flush title={t("hint.difference", { count: rows.length })}>
          <DataTable
            flush
            caption={t("title.compare")}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<EmptyState icon="checkCircle" title={t("hint.sameAsOther")} />}
            columns={[
              { key: "unit", header: t("field.unit"), width: "14rem", cell: ({ name }) => name },
              { key: "mine", header: plan.name, cell: ({ mine }) => mine || t("hint.none") },
              { key: "theirs", header: other.plan.name, cell: ({ theirs }) => theirs || t("hint.none") },
            ]}
          />
        </Panel>
      )}
    </div>
  );
}
