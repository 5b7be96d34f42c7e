import { getTranslations } from "next-intl/server";
import { OtherDayNotice } from "@/components/ui/day-shown";
import type { Day } from "@/lib/platform/clock";
import { cityDates } from "./city-dates";

/** Above a list that shows what was there on a day that has passed; `href` is the same list of today. */
export async function PastList({ on, href }: { on: Day; href: string }) {
  const t = await getTranslations("boards");
  const dates = await cityDates();
  return (
    <OtherDayNotice href={href} back={t("action.present")}>
      {t("hint.pastList", { day: dates.day(on) })}
    </OtherDayNotice>
  );
}
