import { getTranslations } from "next-intl/server";
import type { UnitDue } from "@/app/_shared/entry-page";
import { Icon } from "@/components/ui/icon";

/** So many gaps go straight to their form; the rest is a tap further. */
const SHORTCUTS = 4;

/** A unit, when it was last seen, and what is still due there: a tap on a gap opens its form. */
export async function UnitTile({ unit, isEnglish }: { unit: UnitDue; isEnglish: boolean }) {
  const t = await getTranslations("observations.hint");
  const gaps = unit.due.filter((due) => due.missing > 0);
  return (
    <li className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
      <a
        href={`/field/units/${unit.id}`}
        className="flex min-h-18 items-center gap-3 px-4 py-3 active:bg-accent-soft"
      >
        <span className="min-w-0 flex-1">
          <span className="block text-xl font-semibold">{unit.name}</span>
          <span className="mt-0.5 block text-sm text-ink-hint">
            {unit.lastOn === null
              ? t("neverVisited")
              : unit.silentDays === 0
                ? t("lastToday")
                : t("lastVisit", { day: unit.lastOn, days: unit.silentDays ?? 0 })}
          </span>
        </span>
        <Icon name="chevronRight" className="size-5 text-ink-hint" />
      </a>
      {gaps.length > 0 ? (
        <ul className="grid grid-cols-2 gap-2 border-t border-line px-3 py-3">
          {gaps.slice(0, SHORTCUTS).map((due) => (
            <li key={due.methodId}>
              <a
                href={`/field/new?unit=${unit.id}&method=${due.methodId}`}
                className="flex min-h-11 flex-wrap items-center justify-between gap-x-1.5 rounded-md border border-line-strong px-3 py-1 active:bg-accent-soft"
              >
                {isEnglish ? due.nameEn : due.name}
                <span className="text-sm text-caution">{t("stillDue", { missing: due.missing })}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p className="border-t border-line px-4 py-2.5 text-sm text-positive">{t("allMet")}</p>
      )}
    </li>
  );
}
