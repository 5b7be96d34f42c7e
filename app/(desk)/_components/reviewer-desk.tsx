import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Stat, StatRow } from "@/components/ui/stat";
import { countWaiting } from "@/lib/achievements/waiting/queries";
import { findReviewerDesk, SHOWN } from "@/lib/coverage/desk/queries";
import { periodOf } from "@/lib/methods/rules";
import { overdueFollowUps } from "@/lib/observations/follow-ups/queries";
import { daysBetween } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { CasePanel, readCases } from "./case-panel";
import { ComplaintPanel, readComplaints } from "./complaint-panel";
import { DeskColumn, DeskGrid, DeskList, type DeskProps } from "./desk-list";
import { MeetingPanel, readMeetings } from "./meeting-panel";
import { recordItems } from "./record-item";
import { ReviewPanel, readReviews } from "./review-panel";
import { readTolerance, TolerancePanel } from "./tolerance-panel";
import { ConcernPanel, CorrectionPanel, readConcerns, readCorrections } from "./watch-panels";

export async function ReviewerDesk({ viewer, today, level }: DeskProps) {
  const monday = periodOf(today, "week").from;
  const {
    desk,
    claims,
    overdue,
    complaints,
    concerns,
    corrections,
    late,
    settled,
    meetings,
    tolerance,
    reviews,
  } = await read(viewer, async (db) => ({
    desk: await findReviewerDesk(db, viewer, monday),
    claims: await countWaiting(db, today),
    overdue: await overdueFollowUps(db, viewer, today, SHOWN),
    complaints: await readComplaints(db),
    concerns: await readConcerns(db, today),
    corrections: await readCorrections(db, today),
    meetings: await readMeetings(db, viewer),
    late: await readCases(db, today, "overdue"),
    settled: await readCases(db, today, "settled"),
    tolerance: await readTolerance(db, today),
    reviews: await readReviews(db, viewer.id, today),
  }));
  const t = await getTranslations("home");
  const dates = await cityDates();
  const { waiting, returned, accepted, attention } = desk;
  const overdueItems = overdue.first.map((one) => ({
    key: one.id,
    href: one.observationId
      ? `/observations/${one.observationId}`
      : one.achievementId
        ? `/achievements/${one.achievementId}#requests`
        : one.caseId
          ? `/cases/${one.caseId}#follow-ups`
          : "/observations/follow-ups?scope=all&due=overdue",
    title: one.title,
    detail: t("hint.overdueOf", { unit: one.unitName, name: one.ownerName }),
    mark: one.dueOn && t("status.overdue", { days: daysBetween(one.dueOn, today) }),
  }));
  const waitingFor = (day: string) => t("hint.waitingFor", { days: daysBetween(day, today) });
  return (
    <>
      <StatRow>
        <Stat
          label={t("field.waiting")}
          value={waiting.count}
          unit={t("field.records", { count: waiting.count })}
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
          unit={t("field.records", { count: attention })}
          href={recordsHref({ state: "submitted", polarity: "attention" })}
          icon="warning"
          tone={attention > 0 ? "attention" : "neutral"}
          note={t("hint.attention")}
        />
        <Stat
          label={t("field.returned")}
          value={returned.count}
          unit={t("field.records", { count: returned.count })}
          href={recordsHref({ state: "returned" })}
          icon="return"
          note={t("hint.returned")}
        />
        <Stat
          label={t("field.waitingClaims")}
          value={claims.count}
          unit={t("field.records", { count: claims.count })}
          href="/achievements/waiting"
          icon="scale"
          note={t("hint.waitingClaims")}
        />
        <Stat
          label={t("field.readyClaims")}
          value={claims.enough}
          unit={t("field.records", { count: claims.enough })}
          href="/achievements/waiting?need=enough"
          icon="checkCircle"
          note={t("hint.readyClaims")}
        />
        <Stat
          label={t("field.overdue")}
          value={overdue.count}
          unit={t("field.items", { count: overdue.count })}
          href="/observations/follow-ups?scope=all&due=overdue"
          icon="flag"
          tone={overdue.count > 0 ? "caution" : "neutral"}
          note={t("hint.overdue")}
        />
      </StatRow>
      <DeskGrid>
        <DeskColumn>
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
          {overdue.count > 0 && (
            <Panel
              flush
              level={level}
              title={t("title.overdue")}
              note={t("hint.items", { count: overdue.count })}
              actions={
                <ButtonLink variant="quiet" size="sm" href="/observations/follow-ups?scope=all&due=overdue">
                  {t("action.all")}
                </ButtonLink>
              }
            >
              <DeskList items={overdueItems} empty={null} />
            </Panel>
          )}
          {late.cases.length > 0 && <CasePanel shown={late} view="overdue" today={today} level={level} />}
          {settled.cases.length > 0 && (
            <CasePanel shown={settled} view="settled" today={today} level={level} />
          )}
        </DeskColumn>
        <DeskColumn>
          <ReviewPanel shown={reviews} level={level} />
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
          <MeetingPanel meetings={meetings} viewer={viewer} level={level} />
          <TolerancePanel shown={tolerance} today={today} level={level} />
          <ConcernPanel concerns={concerns} today={today} level={level} />
          <CorrectionPanel corrections={corrections} today={today} level={level} />
          <ComplaintPanel complaints={complaints} today={today} level={level} />
        </DeskColumn>
      </DeskGrid>
    </>
  );
}
