import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { ACCOUNT_STATES, type AccountFilter } from "@/lib/accounts/schema";

export async function AccountFilters({ filter, view }: { filter: AccountFilter; view?: string }) {
  const t = await getTranslations("accounts");
  return (
    <FilterBar
      action="/accounts"
      clearHref="/accounts"
      keep={{ view }}
      isActive={filter.q !== "" || filter.state !== undefined}
      labels={{ form: t("field.search"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.search")} htmlFor="q" width="16rem">
        <input id="q" name="q" defaultValue={filter.q} placeholder={t("hint.search")} className="control" />
      </FilterField>
      <FilterSelect
        id="state"
        name="state"
        label={t("field.state")}
        any={t("field.any")}
        value={filter.state ?? ""}
        options={ACCOUNT_STATES.map((state) => ({ value: state, label: t(`status.${state}`) }))}
      />
    </FilterBar>
  );
}
