import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import type { Board } from "@/lib/assignments/board/rules";
import { type BoardFilter, LOAD_FILTERS, WARNING_FILTERS } from "@/lib/assignments/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { boardHref } from "./address";
import { words } from "./words";

type Props = { board: Board; filter: BoardFilter; today: string; showsRecusals: boolean };

export async function BoardFilters({ board, filter, today, showsRecusals }: Props) {
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
        <FilterField label={t("field.type")} htmlFor="filter-type">
          <select id="filter-type" name="type" defaultValue={filter.type ?? ""} className="control">
            <option value="">{t("hint.all")}</option>
            {types.map((type) => (
              <option key={type} value={type}>
                {typeWords(unitTypeKey(type))}
              </option>
            ))}
          </select>
        </FilterField>
      )}
      <FilterField label={t("field.observer")} htmlFor="filter-observer" width="12rem">
        <select id="filter-observer" name="observer" defaultValue={filter.observer ?? ""} className="control">
          <option value="">{t("hint.all")}</option>
          {board.observers.map((observer) => (
            <option key={observer.id} value={observer.id}>
              {`${observer.name}　${observer.department}`}
            </option>
          ))}
        </select>
      </FilterField>
      {isUnits ? (
        <FilterField label={t("field.warning")} htmlFor="filter-warning" width="12rem">
          <select id="filter-warning" name="warning" defaultValue={filter.warning ?? ""} className="control">
            <option value="">{t("hint.all")}</option>
            {warnings.map((warning) => (
              <option key={warning} value={warning}>
                {t(`status.${warning}`)}
              </option>
            ))}
          </select>
        </FilterField>
      ) : (
        <FilterField label={t("field.load")} htmlFor="filter-load">
          <select id="filter-load" name="load" defaultValue={filter.load ?? ""} className="control">
            <option value="">{t("hint.all")}</option>
            {LOAD_FILTERS.map((load) => (
              <option key={load} value={load}>
                {t(`status.${load}`)}
              </option>
            ))}
          </select>
        </FilterField>
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
