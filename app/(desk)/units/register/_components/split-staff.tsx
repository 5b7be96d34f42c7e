import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import type { Day } from "@/lib/platform/clock";
import type { RegisteredUnit, UnitPerson } from "@/lib/units/register/queries";

type Props = { unit: RegisteredUnit; staff: readonly UnitPerson[]; today: Day };

/** 拆分, second step: who goes along. The next page shows what becomes of each before anything is changed. */
export async function SplitStaff({ unit, staff, today }: Props) {
  const t = await getTranslations("units");
  const origin = unit.originName ?? "";
  const day = unit.startsOn && unit.startsOn > today ? unit.startsOn : today;
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer text-accent">
        {t("action.moveStaff", { unit: origin, count: staff.length })}
      </summary>
      <form method="get" action="/cadres/bulk" className="mt-2" aria-label={t("title.moveStaff")}>
        <input type="hidden" name="deed" value="MOVE" />
        <input type="hidden" name="into" value={unit.id} />
        <input type="hidden" name="day" value={day} />
        <p className="text-sm text-ink-soft">{t("hint.moveStaff")}</p>
        <ul className="my-2 max-h-72 overflow-y-auto">
          {staff.map(({ id, name, title }) => (
            <li key={id}>
              <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input type="checkbox" name="cadres" value={id} />
                {name}
                <span className="text-sm text-ink-soft">{title}</span>
              </label>
            </li>
          ))}
        </ul>
        <Button type="submit">{t("action.lookMove")}</Button>
      </form>
    </details>
  );
}
