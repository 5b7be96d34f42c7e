import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type DeskBatch, findReviewDesk } from "@/lib/reviews/desk/queries";
import { countOutcomes } from "@/lib/reviews/outcomes/queries";
import { DeskList } from "./desk-list";

const SHOWN = 5;

export const readReviews = async (db: ScopedDb, viewerId: string, today: Day) => ({
  open: await findReviewDesk(db, viewerId, SHOWN),
  outcomes: await countOutcomes(db, today),
});

type Props = { shown: Awaited<ReturnType<typeof readReviews>>; level: 2 | 3 };

/** Open batches with what each waits for, and whose trial year is about to end. */
export async function ReviewPanel({ shown: { open, outcomes }, level }: Props) {
  if (open.total === 0 && outcomes.due === 0) return null;
  const t = await getTranslations("reviews");
  const m = await marks();
  const dates = await cityDates();
  const items = open.batches.map((batch) => ({
    key: batch.id,
    href: `/reviews/${batch.id}`,
    title: batch.title,
    detail: [
      batch.meetingOn ? t("hint.meetingDay", { day: dates.day(batch.meetingOn) }) : t("empty.meetingOn"),
      t("hint.decidedOf", { decided: batch.decided, positions: batch.positions }),
      batch.noticeEndsOn && t("hint.noticeUntil", { day: dates.day(batch.noticeEndsOn) }),
    ]
      .filter(Boolean)
      .join(m.gap),
    isWhole: true,
    mark: <Waiting batch={batch} />,
  }));
  const due = {
    key: "due",
    href: "/reviews/outcomes?view=due",
    title: t("hint.trialsDue", { days: outcomes.warningDays }),
    mark: t("hint.people", { count: outcomes.due }),
  };
  return (
    <Panel
      flush
      level={level}
      title={t("title.list")}
      note={open.total > 0 && t("hint.openBatches", { count: open.total })}
      actions={
        <ButtonLink variant="quiet" size="sm" href="/reviews">
          {t("action.all")}
        </ButtonLink>
      }
    >
      <DeskList items={outcomes.due > 0 ? [...items, due] : items} empty={t("empty.list")} />
    </Panel>
  );
}

async function Waiting({ batch: { ownMissing, objections } }: { batch: DeskBatch }) {
  const t = await getTranslations("reviews");
  return (
    <span className="flex flex-col items-end gap-1">
      {ownMissing > 0 && (
        <Badge tone="caution" icon="pen">
          {t("hint.ownMissing", { count: ownMissing })}
        </Badge>
      )}
      {objections > 0 && (
        <Badge tone="attention" icon="mail">
          {t("hint.objectionsOpen", { count: objections })}
        </Badge>
      )}
    </span>
  );
}
