import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { Board } from "@/lib/assignments/board/rules";
import { type BoardFilter, LOAD_FILTERS, WARNING_FILTERS } from "@/lib/assignments/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { boardHref } from "./address";
import { words } from "./words";

type Props = { board: Board; filter: BoardFilter; today: string; showsRecusals: boolean };

export async function BoardFilters({ board, filter, today, showsRecusals }: Props) {
  const m = await marks();
  const t = await words();
  const typeWords = await getTranslations("units.status");
  const types = [...new Set(board.units.map((unit) => unit.type))];
  const warnings = WARNING_FILTERS.filter((warning) => showsRecusals || warning !== "recusal");
  const isUnits = filter.view === "units";
  return (
    <FilterBar
      action="/assignments"
      keep={{ view: isUnits ? undefined : filter.view }}
      clearHref={boardHref({ view: filter.view })}
      isActive={Boolean(filter.type || filter.observer || filter.warning || filter.load || filter.on)}
      labels={{ form: t("nav.filter"), submit: t("nav.filterSubmit"), clear: t("nav.filterClear") }}
    >
      {isUnits && (
        <FilterSelect
          id="filter-type"
          name="type"
          label={t("field.type")}
          value={filter.type ?? ""}
          any={t("hint.all")}
          options={types.map((type) => ({ value: type, label: typeWords(unitTypeKey(type)) }))}
        />
      )}
      <FilterSelect
        id="filter-observer"
        name="observer"
        label={t("field.observer")}
        width="12rem"
        value={filter.observer ?? ""}
        any={t("hint.all")}
        options={board.observers.map((observer) => ({
          value: observer.id,
          label: `${observer.name}${m.gap}${observer.department}`,
        }))}
      />
      {isUnits ? (
        <FilterSelect
          id="filter-warning"
          name="warning"
          label={t("field.warning")}
          width="12rem"
          value={filter.warning ?? ""}
          any={t("hint.all")}
          options={warnings.map((warning) => ({ value: warning, label: t(`status.${warning}`) }))}
        />
      ) : (
        <FilterSelect
          id="filter-load"
          name="load"
          label={t("field.load")}
          value={filter.load ?? ""}
          any={t("hint.all")}
          options={LOAD_FILTERS.map((load) => ({ value: load, label: t(`status.${load}`) }))}
        />
      )}
      <FilterField label={t("field.on")} htmlFor="filter-on" width="10rem">
        {/* Left empty for today, so that a link sent on shows the board of the day it is opened. */}
        <input
          id="filter-on"
          type="date"
          name="on"
          defaultValue={filter.on === today ? "" : filter.on}
          className="control"
        />
      </FilterField>
    </FilterBar>
  );
}
