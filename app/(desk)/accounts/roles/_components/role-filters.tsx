import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { RoleFilter } from "@/lib/accounts/schema";
import { ROLES } from "@/lib/platform/rights";

export async function RoleFilters({ filter }: { filter: RoleFilter }) {
  const t = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  return (
    <FilterBar
      action="/accounts/roles"
      clearHref="/accounts/roles"
      isActive={filter.q !== "" || filter.role !== undefined}
      labels={{ form: t("field.search"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.search")} htmlFor="q" width="16rem">
        <input id="q" name="q" defaultValue={filter.q} placeholder={t("hint.search")} className="control" />
      </FilterField>
      <FilterSelect
        id="role"
        name="role"
        label={t("field.role")}
        width="11rem"
        any={t("field.any")}
        value={filter.role ?? ""}
        options={[
          ...ROLES.map((one) => ({ value: one, label: role(one) })),
          { value: "NONE", label: t("empty.roles") },
        ]}
      />
    </FilterBar>
  );
}
