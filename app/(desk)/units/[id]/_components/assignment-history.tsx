import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import type { PastAssignment } from "@/lib/units/queries";

export async function AssignmentHistory({ history }: { history: PastAssignment[] }) {
  const t = await getTranslations("units");
  return (
    <Panel title={t("title.history")}>
      <Timeline
        label={t("title.history")}
        items={history.map((one) => ({
          key: one.id,
          time: one.startsOn,
          dateTime: one.startsOn,
          tone: one.endsOn ? "neutral" : "positive",
          title: one.observerName,
          meta: (
            <span className="text-sm text-ink-soft">
              {one.startsOn} – {one.endsOn ?? t("hint.openEnded")}
            </span>
          ),
          children: one.reason,
        }))}
      />
    </Panel>
  );
}
