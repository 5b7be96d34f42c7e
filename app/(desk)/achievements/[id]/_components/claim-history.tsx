import { getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { Panel } from "@/components/ui/panel";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { AchievementPage } from "@/lib/achievements/queries";
import { fallText } from "./fallen";

/** What became of the claim, and how it was worded before. */
export async function ClaimHistory({ claim }: { claim: AchievementPage }) {
  const t = await getTranslations("achievements");
  const texts = await Promise.all(claim.events.map((event) => fallText(claim, event)));
  const events = claim.events.map((event, at): TimelineItem & { at: string } => ({
    at: event.at,
    key: event.at + event.toState,
    time: dayText(event.at),
    title: `${t(wayBack(event) ?? `status.${event.toState.toLowerCase()}`)} ${event.actorName ?? ""}`,
    tone:
      event.toState === "CORROBORATED"
        ? "positive"
        : event.fromState === "CORROBORATED"
          ? "attention"
          : "info",
    children: texts[at] || undefined,
  }));
  const revisions = claim.revisions
    .filter((one) => one.revisionNo > 1)
    .map((revision): TimelineItem & { at: string } => ({
      at: new Date(revision.createdAt).toISOString(),
      key: `r${revision.revisionNo}`,
      time: dayText(revision.createdAt),
      title: `${t("hint.revised")} ${revision.authorName ?? ""}`,
      tone: "neutral",
      children: (
        <>
          <p>{revision.reason}</p>
          <p className="text-sm text-ink-hint line-through">
            {claim.revisions.find((one) => one.revisionNo === revision.revisionNo - 1)?.claim}
          </p>
        </>
      ),
    }));
  const items = [...events, ...revisions].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Panel title={t("title.history")}>
      <Timeline items={items} label={t("title.history")} />
    </Panel>
  );
}

/** A merge or a split that was taken back says so, and not merely where the claim stands again. */
const wayBack = ({ fromState }: { fromState: string | null }): string | null =>
  fromState === "MERGED" ? "title.undoMerge" : fromState === "SPLIT" ? "title.undoSplit" : null;
