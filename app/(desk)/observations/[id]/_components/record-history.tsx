import { getTranslations } from "next-intl/server";
import { Changes } from "@/components/observation/changes";
import { dayText } from "@/components/observation/days";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { RecordPage } from "@/lib/observations/record/queries";
import { cityDay } from "@/lib/platform/clock";

/** Who did what with the record: submissions with what they changed, decisions, follow-ups. */
export async function RecordHistory({ record, method, names }: RecordPage) {
  const t = await getTranslations("observations");
  const today = cityDay(new Date());
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
          {earlier && (
            <details className="mt-1">
              <summary className="cursor-pointer text-accent">{t("title.changes")}</summary>
              <div className="mt-2 text-ink">
                <Changes
                  before={earlier.content}
                  after={revision.content}
                  fields={method.fields}
                  names={names}
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
      {record.followUps.length > 0 && (
        <Panel title={t("title.followUps")}>
          <ul className="flex flex-col gap-2.5">
            {record.followUps.map((one) => {
              const isOverdue = !one.doneAt && one.dueOn !== null && one.dueOn < today;
              return (
                <li key={one.id}>
                  <p>{one.title}</p>
                  <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                    <Badge tone={one.doneAt ? "positive" : isOverdue ? "attention" : "info"} icon>
                      {t(`status.${one.doneAt ? "done" : isOverdue ? "overdue" : "open"}`)}
                    </Badge>
                    {one.ownerName}
                    {one.dueOn && <span>{`${t("field.dueOn")} ${one.dueOn}`}</span>}
                  </p>
                  {one.outcome && <p className="text-sm">{one.outcome}</p>}
                </li>
              );
            })}
          </ul>
        </Panel>
      )}
    </div>
  );
}
