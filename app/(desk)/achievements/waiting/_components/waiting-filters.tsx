import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
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
      <FilterField label={t("field.unit")} htmlFor="f-unit" width="10rem">
        <select id="f-unit" name="unit" defaultValue={filter.unit ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {units.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.shortName}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.age")} htmlFor="f-age" width="9rem">
        <select id="f-age" name="age" defaultValue={filter.age ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {AGES.map((days) => (
            <option key={days} value={days}>
              {t("hint.ageOver", { days })}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.asked")} htmlFor="f-asked" width="9rem">
        <select id="f-asked" name="asked" defaultValue={filter.asked ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          <option value="none">{t("status.askedNone")}</option>
          <option value="open">{t("status.askedOpen")}</option>
          <option value="overdue">{t("status.askedOverdue")}</option>
        </select>
      </FilterField>
      <FilterField label={t("field.fallen")} htmlFor="f-fallen" width="9rem">
        <select id="f-fallen" name="fallen" defaultValue={filter.fallen ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          <option value="1">{t("status.fallen")}</option>
        </select>
      </FilterField>
    </FilterBar>
  );
}
