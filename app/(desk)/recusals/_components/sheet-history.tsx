import { getFormatter, getTranslations } from "next-intl/server";
import { MOMENT } from "@/app/_shared/moment";
import { Timeline } from "@/components/ui/timeline";
import { CITY_TIME_ZONE } from "@/lib/platform/clock";
import type { SheetEvent } from "@/lib/recusals/queries";

export async function SheetHistory({ events }: { events: readonly SheetEvent[] }) {
  const t = await getTranslations("recusals");
  const format = await getFormatter();
  return (
    <Timeline
      label={t("title.history")}
      items={events.map(({ at, state, actorName, text }) => {
        const moment = new Date(at);
        return {
          key: moment.toISOString(),
          time: format.dateTime(moment, { ...MOMENT, timeZone: CITY_TIME_ZONE }),
          dateTime: moment.toISOString(),
          title: t(`status.event.${state}`, { name: actorName }),
          children: text,
        };
      })}
    />
  );
}
