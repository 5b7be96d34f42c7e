import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
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
      <FilterField label={t("field.role")} htmlFor="role" width="11rem">
        <select id="role" name="role" defaultValue={filter.role ?? ""} className="control">
          <option value="">{t("field.any")}</option>
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {role(one)}
            </option>
          ))}
          <option value="NONE">{t("empty.roles")}</option>
        </select>
      </FilterField>
    </FilterBar>
  );
}
