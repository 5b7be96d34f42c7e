import { getLocale, getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { dimensionWords } from "@/app/_shared/dimension-words";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import type { FilterChoices } from "@/lib/observations/filter/queries";
import { type ObservationFilter, POLARITIES } from "@/lib/observations/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

const STATES = ["submitted", "returned", "accepted", "archived", "counted"] as const;

/** The list's filter: a GET form whose fields are the URL. */
export async function ObservationFilters({
  filter,
  choices,
  view,
}: {
  view?: string;
  filter: ObservationFilter;
  choices: FilterChoices;
}) {
  const t = await getTranslations("observations");
  const dimensions = await dimensionWords();
  const types = await getTranslations("units.status");
  const isEnglish = (await getLocale()) === "en";
  const all = t("action.all");
  const { cursor: _, ...active } = filter;
  const only = [choices.cadreName, choices.observerName, choices.taskName].filter((name) => name !== null);
  const pick = (
    name: string,
    label: string,
    value: string | undefined,
    options: ComponentProps<typeof FilterSelect>["options"],
    width = "8rem",
  ) => (
    <FilterSelect
      id={`f-${name}`}
      name={name}
      label={label}
      width={width}
      value={value}
      any={all}
      options={options}
    />
  );
  return (
    <>
      <FilterBar
        action="/observations"
        clearHref="/observations"
        isActive={Object.values(active).some((value) => value !== undefined)}
        keep={{
          view,
          cadre: filter.cadre,
          observer: filter.observer,
          task: filter.task,
          visit: filter.visit,
          confidentiality: filter.confidentiality?.toString(),
        }}
        labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
      >
        <FilterField label={t("field.q")} htmlFor="f-q" width="11rem">
          <input id="f-q" type="search" name="q" defaultValue={filter.q} className="control" />
        </FilterField>
        {pick(
          "unit",
          t("field.unit"),
          filter.unit,
          choices.units.map((unit) => ({ value: unit.id, label: unit.name })),
          "9.5rem",
        )}
        {pick(
          "type",
          t("field.unitType"),
          filter.type,
          UNIT_TYPES.map((type) => ({ value: type, label: types(unitTypeKey(type)) })),
        )}
        {pick(
          "method",
          t("field.method"),
          filter.method,
          choices.methods.map((method) => ({
            value: method.id,
            label: isEnglish ? method.nameEn : method.name,
          })),
          "9.5rem",
        )}
        {pick(
          "state",
          t("field.state"),
          filter.state,
          STATES.map((state) => ({ value: state, label: t(`status.${state}`) })),
        )}
        {pick(
          "polarity",
          t("field.polarity"),
          filter.polarity,
          POLARITIES.map((one) => ({ value: one.toLowerCase(), label: t(`status.${one.toLowerCase()}`) })),
          "6.5rem",
        )}
        {pick(
          "dimension",
          t("field.dimensions"),
          filter.dimension,
          DIMENSIONS.map((one) => ({ value: one.toLowerCase(), label: dimensions[one].shortName })),
          "6rem",
        )}
        {pick(
          "item",
          t("field.conductItemIds"),
          filter.item,
          (["POSITIVE", "NEGATIVE"] as const).map((list) => ({
            label: t(list === "POSITIVE" ? "field.positiveList" : "field.negativeList"),
            options: choices.items
              .filter((item) => item.list === list)
              .map((item) => ({
                value: item.id,
                label: `${item.position} ${isEnglish ? item.textEn : item.text}`,
              })),
          })),
          "9.5rem",
        )}
        {/* the two ends of one period stay side by side */}
        <div className="flex gap-3">
          <FilterField label={t("field.from")} htmlFor="f-from">
            <input id="f-from" type="date" name="from" defaultValue={filter.from} className="control" />
          </FilterField>
          <FilterField label={t("field.to")} htmlFor="f-to">
            <input id="f-to" type="date" name="to" defaultValue={filter.to} className="control" />
          </FilterField>
        </div>
      </FilterBar>
      {filter.visit && <p className="mb-2 text-sm text-ink-soft">{t("hint.filteredVisit")}</p>}
      {only.map((name) => (
        <p key={name} className="mb-2 text-sm text-ink-soft">
          {t("hint.filteredCadre", { name })}
        </p>
      ))}
    </>
  );
}
