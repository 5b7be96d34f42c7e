import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { cx } from "@/components/ui/cx";
import type { CalendarDay } from "@/lib/calendar/queries";
import { isWeekend, weeksOf } from "@/lib/calendar/rules";
import type { Day } from "@/lib/platform/clock";
import { calendarHref } from "./address";

type Props = {
  year: number;
  days: readonly CalendarDay[];
  today: Day;
  /** the days that this person may set: from today on */
  mayEdit: boolean;
  openDay?: Day;
};

const LOOKS = {
  OFF: "bg-positive-soft text-positive font-semibold",
  WORK: "bg-caution-soft text-caution font-semibold",
} as const;

/** Twelve months as tables; a named day carries its sign, so that colour is never the only mark. */
export async function YearMonths({ year, days, today, mayEdit, openDay }: Props) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  const named = new Map(days.map((day) => [day.day, day]));
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((weekday) => t(`field.weekday.${weekday}`));
  const look = (day: Day) => {
    const kind = named.get(day)?.kind;
    return kind ? LOOKS[kind] : isWeekend(day) && "text-ink-hint";
  };
  const content = (day: Day) => {
    const found = named.get(day);
    const number = Number(day.slice(8));
    const sign = found && (
      <span className="block text-xs leading-none" aria-hidden>
        {t(`status.sign.${found.kind}`)}
      </span>
    );
    if (!mayEdit || day < today)
      return (
        <span className="flex min-h-9 flex-col items-center justify-center" title={found?.name}>
          {number}
          {sign}
          {found && <span className="sr-only">{`${t(`status.${found.kind}`)} ${found.name}`}</span>}
        </span>
      );
    return (
      <Link
        prefetch={false}
        scroll={false}
        href={calendarHref(year, { day })}
        title={found?.name}
        aria-label={
          found ? `${dates.dayOfYear(day)} ${t(`status.${found.kind}`)} ${found.name}` : dates.dayOfYear(day)
        }
        className="flex min-h-9 flex-col items-center justify-center rounded-sm hover:outline hover:outline-accent"
      >
        {number}
        {sign}
      </Link>
    );
  };
  return (
    <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4">
      {Array.from({ length: 12 }, (_, at) => at + 1).map((month) => (
        <table key={month} className="keep-together w-full table-fixed text-center">
          <caption className="pb-1 text-left font-semibold">
            {dates.shortMonth(`${year}-${String(month).padStart(2, "0")}`)}
          </caption>
          <thead>
            <tr className="text-sm text-ink-hint">
              {weekdays.map((weekday) => (
                <th key={weekday} scope="col" className="pb-0.5 font-normal">
                  {weekday}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, month).map((week) => (
              <tr key={week.find((day) => day !== null)}>
                {week.map((day, at) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: a weekday is its place
                    key={at}
                    aria-current={day === today ? "date" : undefined}
                    className={cx(
                      "print-color rounded-sm p-0",
                      day !== null && look(day),
                      day === today && "outline outline-2 outline-accent",
                      day !== null && day === openDay && "bg-accent-soft",
                    )}
                  >
                    {day && content(day)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
