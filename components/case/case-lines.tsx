import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Calendar } from "@/lib/calendar/rules";
import type { CaseRow } from "@/lib/cases/queries";
import type { Day } from "@/lib/platform/clock";
import { marks } from "../punctuation/marks";
import { CaseDue, CaseMark, TierMark } from "./marks";

type Props = {
  cases: readonly CaseRow[];
  today: Day;
  calendar: Calendar;
  empty: ReactNode;
  showsTier?: boolean;
};

/** Cases one below the other: on desks, on a unit's page, in a column of the board. */
export async function CaseLines({ cases, today, calendar, empty, showsTier = true }: Props) {
  const t = await getTranslations("cases");
  const m = await marks();
  if (cases.length === 0) return <p className="px-4 py-3 text-ink-hint">{empty}</p>;
  return (
    <ul className="divide-y divide-line">
      {cases.map((one) => (
        <li key={one.id} data-listed className="px-4 py-2.5">
          <p>
            <a href={`/cases/${one.id}`} className="font-medium break-words text-accent">
              {one.title}
            </a>
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
            {one.state === "OPEN" ? (
              <CaseDue one={one} today={today} calendar={calendar} />
            ) : (
              <CaseMark state={one.state} />
            )}
            {showsTier && <TierMark tier={one.tier} />}
            <span>{one.unitName}</span>
            {one.parties.length > 0 && <span>{t("hint.parties", { units: one.parties.join(m.list) })}</span>}
          </p>
          <p className="text-sm text-ink-hint">
            {one.number}
            {m.gap}
            {one.closedOn ? t("hint.doneOn", { day: one.closedOn }) : t("hint.tierSince", { day: one.dueOn })}
          </p>
        </li>
      ))}
    </ul>
  );
}
