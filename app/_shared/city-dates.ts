import { getLocale } from "next-intl/server";

/** Days ('yyyy-MM-dd') and months ('yyyy-MM') in the reader's language; a calendar day has no time zone. */
export async function cityDates() {
  const locale = await getLocale();
  const words = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    return (day: string) => format.format(new Date(`${day}T00:00:00Z`));
  };
  const longMonth = words({ year: "numeric", month: "long" });
  const shortMonth = words({ month: "short" });
  const yearMonth = words({ year: "numeric", month: "short" });
  return {
    day: words({ year: "numeric", month: "long", day: "numeric" }),
    dayOfYear: words({ month: "short", day: "numeric" }),
    weekday: words({ year: "numeric", month: "long", day: "numeric", weekday: "long" }),
    month: (month: string) => longMonth(`${month}-01`),
    /** For axes: the year stands at the first month shown and at each January. */
    monthOnAxis: (month: string, index: number) =>
      (index === 0 || month.endsWith("-01") ? yearMonth : shortMonth)(`${month}-01`),
    shortMonth: (month: string) => shortMonth(`${month}-01`),
  };
}
