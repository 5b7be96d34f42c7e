import { getTranslations } from "next-intl/server";
import { UnitFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { AGES, type WaitingFilter } from "@/lib/achievements/waiting/schema";

type Props = { filter: WaitingFilter; units: { id: string; shortName: string }[] };

/** Unit, age and requests; what is missing stands as tabs above. */
export async function WaitingFilters({ filter, units }: Props) {
  const t = await getTranslations("achievements");
  const { need, page: _, ...active } = filter;
  return (
    <FilterBar
      action="/achievements/waiting"
      clearHref={need ? `/achievements/waiting?need=${need}` : "/achievements/waiting"}
      isActive={Object.values(active).some((value) => value !== undefined)}
      keep={{ need }}
      labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <UnitFilter units={units} label={t("field.unit")} value={filter.unit} />
      <FilterSelect
        id="f-age"
        name="age"
        label={t("field.age")}
        width="9rem"
        value={filter.age?.toString()}
        any={t("action.all")}
        options={AGES.map((days) => ({ value: String(days), label: t("hint.ageOver", { days }) }))}
      />
      <FilterSelect
        id="f-asked"
        name="asked"
        label={t("field.asked")}
        width="9rem"
        value={filter.asked}
        any={t("action.all")}
        options={[
          { value: "none", label: t("status.askedNone") },
          { value: "open", label: t("status.askedOpen") },
          { value: "overdue", label: t("status.askedOverdue") },
        ]}
      />
      <FilterSelect
        id="f-fallen"
        name="fallen"
        label={t("field.fallen")}
        width="9rem"
        value={filter.fallen}
        any={t("action.all")}
        options={[{ value: "1", label: t("status.fallen") }]}
      />
    </FilterBar>
  );
}
