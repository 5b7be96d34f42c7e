import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
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
        <FilterField label={t("field.kind")} htmlFor="f-kind" width="9rem">
          <select id="f-kind" name="kind" defaultValue={kind ?? ""} className="control">
            <option value="">{t("action.all")}</option>
            {KINDS.map((one) => (
              <option key={one} value={one.toLowerCase()}>
                {t(`status.${one}`)}
              </option>
            ))}
          </select>
        </FilterField>
        <FilterField label={t("field.battlefield")} htmlFor="f-battlefield" width="9rem">
          <select id="f-battlefield" name="battlefield" defaultValue={battlefield ?? ""} className="control">
            <option value="">{t("action.all")}</option>
            <option value="1">{t("hint.battlefieldOnly")}</option>
          </select>
        </FilterField>
        <FilterField label={t("field.unit")} htmlFor="f-unit" width="11rem">
          <select id="f-unit" name="unit" defaultValue={unit ?? ""} className="control">
            <option value="">{t("action.all")}</option>
            {units.map((one) => (
              <option key={one.id} value={one.id}>
                {one.shortName}
              </option>
            ))}
          </select>
        </FilterField>
      </FilterBar>
    </>
  );
}
