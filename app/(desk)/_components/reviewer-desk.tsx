import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Stat, StatRow } from "@/components/ui/stat";
import { findReviewerDesk } from "@/lib/coverage/desk/queries";
import { periodOf } from "@/lib/methods/rules";
import { daysBetween } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { DeskColumn, DeskGrid, DeskList, type DeskProps } from "./desk-list";
import { recordItems } from "./record-item";

export async function ReviewerDesk({ viewer, today, level }: DeskProps) {
  const monday = periodOf(today, "week").from;
  const desk = await read(viewer, (db) => findReviewerDesk(db, viewer, monday));
  const t = await getTranslations("home");
  const dates = await cityDates();
  const { waiting, returned, accepted, attention } = desk;
  const waitingFor = (day: string) => t("hint.waitingFor", { days: daysBetween(day, today) });
  return (
    <>
      <StatRow>
        <Stat
          label={t("field.waiting")}
          value={waiting.count}
          unit={t("field.records")}
          href="/review"
          icon="check"
          note={
            waiting.oldestOn
              ? t("hint.oldest", { days: daysBetween(waiting.oldestOn, today) })
              : t("empty.waiting")
          }
        />
        <Stat
          label={t("field.attention")}
          value={attention}
          unit={t("field.records")}
          href={recordsHref({ state: "submitted", polarity: "attention" })}
          icon="warning"
          tone={attention > 0 ? "attention" : "neutral"}
          note={t("hint.attention")}
        />
        <Stat
          label={t("field.returned")}
          value={returned.count}
          unit={t("field.records")}
          href={recordsHref({ state: "returned" })}
          icon="return"
          note={t("hint.returned")}
        />
      </StatRow>
      <DeskGrid>
        <Panel
          flush
          level={level}
          title={t("title.waiting")}
          note={t("hint.oldestFirst")}
          actions={
            waiting.count > 0 && (
              <ButtonLink variant="primary" size="sm" icon="check" href="/review">
                {t("action.review")}
              </ButtonLink>
            )
          }
        >
          <DeskList
            items={
              await recordItems(waiting.first, (record) => ({
                href: `/review?id=${record.id}`,
                mark: waitingFor(record.submittedOn),
              }))
            }
            empty={t("empty.waiting")}
          />
        </Panel>
        <DeskColumn>
          <Panel flush level={level} title={t("title.accepted")}>
            <DeskList
              items={await recordItems(accepted, (record) => ({ mark: dates.dayOfYear(record.decidedOn) }))}
              empty={t("empty.accepted")}
            />
          </Panel>
          <Panel flush level={level} title={t("title.returnedWaiting")}>
            <DeskList
              items={await recordItems(returned.first, () => ({ mark: undefined }))}
              empty={t("empty.returned")}
            />
          </Panel>
        </DeskColumn>
      </DeskGrid>
    </>
  );
}
