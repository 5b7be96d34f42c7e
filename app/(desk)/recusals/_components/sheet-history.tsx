import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/ui/timeline";
import { momentText } from "@/lib/platform/clock";
import type { SheetEvent } from "@/lib/recusals/queries";

export async function SheetHistory({ events }: { events: readonly SheetEvent[] }) {
  const t = await getTranslations("recusals");
  return (
    <Timeline
      label={t("title.history")}
      items={events.map(({ at, state, actorName, text }) => {
        const moment = new Date(at);
        return {
          key: moment.toISOString(),
          time: momentText(moment),
          dateTime: moment.toISOString(),
          title: t(`status.event.${state}`, { name: actorName }),
          children: text,
        };
      })}
    />
  );
}
