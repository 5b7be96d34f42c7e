import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { TabLinks } from "@/components/ui/tab-links";
import type { TaskCounts } from "@/lib/central-tasks/queries";
import { KINDS, STATE_WORDS, type TaskFilter } from "@/lib/central-tasks/schema";
import { tasksHref } from "./address";

type Props = { filter: TaskFilter; counts: TaskCounts; units: { id: string; shortName: string }[] };

/** Running or ended as tabs; kind, 主战场, unit and name as fields. */
export async function TaskFilters({ filter, counts, units }: Props) {
  const t = await getTranslations("centralTasks");
  const { state, kind, battlefield, unit, q } = filter;
  return (
    <>
      <TabLinks
        label={t("nav.states")}
        items={[
          {
            href: tasksHref(filter, { state: undefined }),
            label: t("action.all"),
            count: counts.all,
            isCurrent: !state,
          },
          ...STATE_WORDS.map((one) => ({
            href: tasksHref(filter, { state: one }),
            label: t(`status.${one}`),
            count: counts[one],
            isCurrent: state === one,
          })),
        ]}
      />
      <FilterBar
        action="/central-tasks"
        clearHref={tasksHref({ state })}
        isActive={Boolean(kind || battlefield || unit || q)}
        keep={{ state }}
        labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
      >
        <FilterField label={t("field.name")} htmlFor="f-q" width="12rem">
          <input id="f-q" type="search" name="q" defaultValue={q} className="control" />
        </FilterField>
        <FilterSelect
          id="f-kind"
          name="kind"
          label={t("field.kind")}
          width="9rem"
          value={kind ?? ""}
          any={t("action.all")}
          options={KINDS.map((one) => ({ value: one.toLowerCase(), label: t(`status.${one}`) }))}
        />
        <FilterSelect
          id="f-battlefield"
          name="battlefield"
          label={t("field.battlefield")}
          width="9rem"
          value={battlefield}
          any={t("action.all")}
          options={[{ value: "1", label: t("hint.battlefieldOnly") }]}
        />
        <FilterSelect
          id="f-unit"
          name="unit"
          label={t("field.unit")}
          width="11rem"
          value={unit ?? ""}
          any={t("action.all")}
          options={units.map((one) => ({ value: one.id, label: one.shortName }))}
        />
      </FilterBar>
    </>
  );
}
