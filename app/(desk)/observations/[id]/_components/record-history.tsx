import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Changes } from "@/components/observation/changes";
import { dayText } from "@/components/observation/days";
import { RecordRelations } from "@/components/observation/record-relations";
import { Panel } from "@/components/ui/panel";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { DimensionWords } from "@/lib/dimensions/rules";
import type { RecordPage } from "@/lib/observations/record/queries";

/** Who did what with the record: submissions with what they changed, decisions; and what hangs on it. */
export async function RecordHistory({
  record,
  method,
  names,
  dimensions,
  children,
}: RecordPage & { dimensions: DimensionWords; children?: ReactNode }) {
  const t = await getTranslations("observations");
  const submissions = record.revisions.map((revision): TimelineItem & { at: string } => {
    const earlier = record.revisions.find((one) => one.revisionNo === revision.revisionNo - 1);
    return {
      at: revision.createdAt,
      key: `r${revision.revisionNo}`,
      time: dayText(revision.createdAt),
      title: `${t("hint.revisionNo", { number: revision.revisionNo })} ${revision.authorName}`,
      tone: "info",
      children: (
        <>
          {revision.reason && <p>{revision.reason}</p>}
          <Added record={record} at={revision.createdAt} isFirst={!earlier} />
          {earlier && (
            <details className="mt-1">
              <summary className="cursor-pointer text-accent">{t("title.changes")}</summary>
              <div className="mt-2 text-ink">
                <Changes
                  before={earlier.content}
                  after={revision.content}
                  fields={method.fields}
                  names={names}
                  dimensions={dimensions}
                />
              </div>
            </details>
          )}
        </>
      ),
    };
  });
  const decisions = record.reviews.map((review): TimelineItem & { at: string } => ({
    at: review.decidedAt,
    key: `w${review.revisionNo}`,
    time: dayText(review.decidedAt),
    title: `${t(`status.${review.decision}`)} ${review.reviewerName}`,
    tone: review.decision === "ACCEPT" ? "positive" : "caution",
    children: review.reason || undefined,
  }));
  const items = [...submissions, ...decisions].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <div className="flex flex-col gap-4">
      <Panel title={t("title.reviews")} note={record.revisions.length > 1 ? t("hint.superseded") : undefined}>
        <Timeline items={items} label={t("title.reviews")} />
      </Panel>
      {children}
      <RecordRelations record={record} />
    </div>
  );
}

/** Follow-ups and links stand beside the text: what a later revision brought of them has its very moment. */
async function Added({
  record,
  at,
  isFirst,
}: {
  record: RecordPage["record"];
  at: string;
  isFirst: boolean;
}) {
  if (isFirst) return null;
  const t = await getTranslations("observations.hint");
  const isNow = (moment: string) => new Date(moment).getTime() === new Date(at).getTime();
  const lines = [
    ...record.followUps
      .filter((one) => isNow(one.createdAt))
      .map((one) => ({ key: one.id, text: t("addedFollowUp", { title: one.title }) })),
    ...record.links
      .filter((one) => one.isEarlier && isNow(one.linkedAt))
      .map((one) => ({
        key: one.id,
        text: t("addedLink", { record: `${dayText(one.startedAt)} ${one.methodName}` }),
      })),
  ];
  return lines.map((line) => (
    <p key={line.key} className="text-positive">
      {line.text}
    </p>
  ));
}
