import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { FilterField } from "@/components/ui/filter-bar";
import type { Day } from "@/lib/platform/clock";
import { type BulkFilter, DEEDS } from "@/lib/roster/bulk/schema";
import type { UnitChoice } from "@/lib/units/queries";

type Props = { ids: string[]; asked: BulkFilter; day: Day; units: UnitChoice[] };

/** Only looked at: nothing is changed by it. */
export async function WhatForm({ ids, asked, day, units }: Props) {
  const t = await getTranslations("roster");
  return (
    <form method="get" action="/cadres/bulk" className="flex flex-wrap items-end gap-3">
      {ids.map((id) => (
        <input key={id} type="hidden" name="cadres" value={id} />
      ))}
      <FilterField label={t("field.deed")} htmlFor="b-deed" width="13rem">
        <select id="b-deed" name="deed" defaultValue={asked.deed ?? "MOVE"} className="control">
          {DEEDS.map((deed) => (
            <option key={deed} value={deed}>
              {t(`status.deed.${deed}`)}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.day")} htmlFor="b-day" width="16rem">
        <input id="b-day" type="date" name="day" required defaultValue={day} className="control" />
      </FilterField>
      <FilterField label={t("field.into")} htmlFor="b-into" width="13rem">
        <select id="b-into" name="into" defaultValue={asked.into ?? ""} className="control">
          <option value="">—</option>
          {units.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.shortName}
            </option>
          ))}
        </select>
      </FilterField>
      <Button type="submit" icon="eye">
        {t("action.bulkLook")}
      </Button>
    </form>
  );
}
