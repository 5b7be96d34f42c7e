import { getMessages, getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import type { AuditFilter } from "@/lib/audit/schema";

export async function AuditFilters({ filter }: { filter: AuditFilter }) {
  const t = await getTranslations("audit");
  const { status } = (await getMessages()).audit;
  const isActive = [filter.person, filter.action, filter.entity, filter.id, filter.from, filter.to].some(
    Boolean,
  );
  return (
    <FilterBar
      action="/audit"
      clearHref="/audit"
      isActive={isActive}
      labels={{ form: t("action.filter"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.person")} htmlFor="person">
        <input
          id="person"
          name="person"
          defaultValue={filter.person}
          placeholder={t("hint.person")}
          className="control"
        />
      </FilterField>
      <FilterField label={t("field.action")} htmlFor="action" width="11rem">
        <Select name="action" value={filter.action} any={t("field.any")} words={status.done} />
      </FilterField>
      <FilterField label={t("field.entity")} htmlFor="entity">
        <Select name="entity" value={filter.entity} any={t("field.any")} words={status.entity} />
      </FilterField>
      <FilterField label={t("field.id")} htmlFor="id" width="11rem">
        <input id="id" name="id" defaultValue={filter.id} className="control" />
      </FilterField>
      <FilterField label={t("field.from")} htmlFor="from">
        <input id="from" name="from" type="date" defaultValue={filter.from} className="control" />
      </FilterField>
      <FilterField label={t("field.to")} htmlFor="to">
        <input id="to" name="to" type="date" defaultValue={filter.to} className="control" />
      </FilterField>
    </FilterBar>
  );
}

type SelectProps = { name: string; value?: string; any: string; words: Record<string, string> };

/** Offers what has a readable name; an address may ask for any other word. */
function Select({ name, value, any, words }: SelectProps) {
  return (
    <select id={name} name={name} defaultValue={value ?? ""} className="control">
      <option value="">{any}</option>
      {Object.entries(words).map(([word, label]) => (
        <option key={word} value={word}>
          {label}
        </option>
      ))}
      {value && !(value in words) && <option value={value}>{value}</option>}
    </select>
  );
}
