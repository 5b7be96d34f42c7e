import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { type CalendarCell, YearCalendar } from "@/components/chart/year-calendar";
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

const TONES = { OFF: "off", WORK: "work" } as const;

export async function YearMonths({ year, days, today, mayEdit, openDay }: Props) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  const named = new Map(days.map((day) => [day.day, day]));
  const cell = (day: Day): CalendarCell => {
    const found = named.get(day);
    return {
      text: String(Number(day.slice(8))),
      mark: found && {
        tone: TONES[found.kind],
        sign: t(`status.sign.${found.kind}`),
        name: found.name,
        spoken: `${t(`status.${found.kind}`)} ${found.name}`,
      },
      isWeekend: isWeekend(day),
      isToday: day === today,
      isOpen: day === openDay,
      link:
        mayEdit && day >= today
          ? { href: calendarHref(year, { day }), label: dates.dayOfYear(day) }
          : undefined,
    };
  };
  return (
    <YearCalendar
      weekdays={[1, 2, 3, 4, 5, 6, 7].map((weekday) => t(`field.weekday.${weekday}`))}
      months={Array.from({ length: 12 }, (_, at) => at + 1).map((month) => ({
        key: String(month),
        name: dates.shortMonth(`${year}-${String(month).padStart(2, "0")}`),
        weeks: weeksOf(year, month).map((week) => week.map((day) => (day === null ? null : cell(day)))),
      }))}
    />
  );
}
