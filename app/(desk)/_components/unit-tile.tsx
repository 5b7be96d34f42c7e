import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cityDates } from "@/app/_shared/city-dates";
import { logHref, recordsHref } from "@/app/_shared/records-href";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import type { Minima, MinimaUnit } from "@/lib/coverage/queries";
import { isSilent, minimumState } from "@/lib/coverage/rules";

const SHOWN = 5;
const PERIODS = { quarter: "hint.dueQuarter", half_year: "hint.dueHalfYear", year: "hint.dueYear" } as const;

/** One of my units: when somebody was last there, and what this period still asks for. */
export async function UnitTile({
  unit,
  board,
  level,
  followUps,
}: {
  unit: MinimaUnit;
  board: Minima;
  level: 2 | 3;
  followUps: ReactNode;
}) {
  const t = await getTranslations("home");
  const locale = await getLocale();
  const dates = await cityDates();
  const due = board.methods.flatMap((method, at) => {
    const state = minimumState(unit.counts[at] ?? 0, method.minimum);
    return state.kind === "short" ? [{ ...method, missing: state.missing }] : [];
  });
  return (
    <Panel
      flush
      level={level}
      className="flex flex-col [&>div]:flex-1"
      footer={
        <>
          <Link
            prefetch={false}
            className="text-accent hover:underline"
            href={recordsHref({ unit: unit.id })}
          >
            {t("action.unitRecords")}
          </Link>
          <Link prefetch={false} className="text-accent hover:underline" href="/coverage?tab=methods">
            {due.length > SHOWN ? t("action.moreDue", { count: due.length - SHOWN }) : t("action.allMinima")}
          </Link>
        </>
      }
      title={
        <Link prefetch={false} href={`/units/${unit.id}`} className="hover:text-accent hover:underline">
          {unit.shortName}
        </Link>
      }
      actions={
        <ButtonLink variant="primary" size="sm" icon="pen" href={logHref(unit.id)}>
          {t("action.log")}
        </ButtonLink>
      }
    >
      <p className="flex flex-wrap items-center gap-x-1.5 border-b border-line px-4 py-2 text-ink-soft">
        {unit.lastId && unit.lastOn ? (
          <>
            {t("field.lastVisit")}
            <Link
              prefetch={false}
              href={`/observations/${unit.lastId}`}
              className="text-accent hover:underline"
            >
              {dates.dayOfYear(unit.lastOn)}
            </Link>
            <span>{t("hint.daysAgo", { days: unit.silentDays ?? 0 })}</span>
            {isSilent(unit.silentDays, board.silentAfter) && (
              <Icon name="warning" className="size-4 text-caution" />
            )}
          </>
        ) : (
          t("empty.visits")
        )}
      </p>
      {due.length === 0 ? (
        <p className="flex items-center gap-1.5 px-4 py-3 text-positive">
          <Icon name="checkCircle" />
          {t("empty.due")}
        </p>
      ) : (
        <ul className="py-1">
          {due.slice(0, SHOWN).map((method) => (
            <li key={method.id}>
              <Link
                prefetch={false}
                href={logHref(unit.id, method.id)}
                className="flex min-h-8 items-center justify-between gap-2 px-4 hover:bg-accent-soft pointer-coarse:min-h-11"
              >
                <span>{locale === "en" ? method.nameEn : method.name}</span>
                <span className="text-sm text-caution">
                  {t(PERIODS[method.period], { missing: method.missing })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {followUps}
    </Panel>
  );
}
