import { getMessages, getTranslations } from "next-intl/server";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
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
      <FilterSelect
        id="action"
        name="action"
        label={t("field.action")}
        width="11rem"
        value={filter.action}
        any={t("field.any")}
        options={wordsOf(status.done, filter.action)}
      />
      <FilterSelect
        id="entity"
        name="entity"
        label={t("field.entity")}
        value={filter.entity}
        any={t("field.any")}
        options={wordsOf(status.entity, filter.entity)}
      />
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

/** Offers what has a readable name; an address may ask for any other word. */
const wordsOf = (words: Record<string, string>, value: string | undefined) => [
  ...Object.entries(words).map(([word, label]) => ({ value: word, label })),
  ...(value && !(value in words) ? [{ value, label: value }] : []),
];
