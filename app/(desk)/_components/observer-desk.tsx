import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { recordsHref } from "@/app/_shared/records-href";
import { FollowUpSummary } from "@/components/follow-up/summary";
import { StateMark } from "@/components/observation/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { type ObserverDesk as Found, findObserverDesk } from "@/lib/coverage/desk/queries";
import { minima } from "@/lib/coverage/queries";
import { listOpenFollowUps } from "@/lib/observations/follow-ups/queries";
import { dueState } from "@/lib/observations/follow-ups/rules";
import type { Day } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { listOwnTransfers } from "@/lib/transfers/queries";
import { CasePanel, readCases } from "./case-panel";
import { DeskGrid, DeskList, type DeskProps } from "./desk-list";
import { MeetingPanel, readMeetings } from "./meeting-panel";
import { recordItems } from "./record-item";
import { RecusalDuty, readRecusalDuty } from "./recusal-notes";
import { TransferPanel } from "./transfer-panel";
import { UnitTile } from "./unit-tile";

export async function ObserverDesk({ viewer, today, level }: DeskProps) {
  const { board, desk, followUps, cases, meetings, duty, transfers } = await read(viewer, async (db) => ({
    board: await minima(db, viewer, { asOf: today, unitIds: viewer.unitIds }),
    desk: await findObserverDesk(db, viewer),
    followUps: await listOpenFollowUps(db, viewer.id),
    cases: await readCases(db, today, "open"),
    meetings: await readMeetings(db, viewer),
    duty: await readRecusalDuty(db, viewer, today),
    transfers: await listOwnTransfers(db, viewer),
  }));
  const t = await getTranslations("home");
  const dates = await cityDates();
  const words = await followUpWords();
  const returned = await recordItems(desk.returned.first, (record) => ({
    detail: t("hint.returnReason", { reason: record.reason }),
    isWhole: true,
    mark: record.returnedOn && t("hint.returnedOn", { day: dates.dayOfYear(record.returnedOn) }),
  }));
  const recent = await recordItems(desk.recent, (record) => ({ mark: <StateMark state={record.state} /> }));
  return (
    <>
      {/* on a phone the phone's own pages are a tap away */}
      <ButtonLink href="/field" icon="phone" variant="primary" className="mb-4 w-full sm:hidden">
        {t("action.phone")}
      </ButtonLink>
      <RecusalDuty state={duty} today={today} />
      {board.units.length === 0 ? (
        <Panel level={level} className="mb-4">
          <EmptyState icon="unit" title={t("empty.units")}>
            {t("empty.unitsNext")}
          </EmptyState>
        </Panel>
      ) : (
        <div className="mb-4 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {board.units.map((unit) => (
            <UnitTile
              key={unit.id}
              unit={unit}
              board={board}
              level={level}
              followUps={
                <FollowUpSummary
                  followUps={followUps.filter((one) => one.unitId === unit.id)}
                  today={today}
                  href="/observations/follow-ups"
                  words={words}
                />
              }
            />
          ))}
        </div>
      )}
      <DeskGrid>
        <TransferPanel transfers={transfers} level={level} />
        {desk.returned.count > 0 && (
          <Panel
            flush
            level={level}
            className="border-caution-line lg:col-span-2"
            title={t("title.returned")}
            note={t("hint.count", { count: desk.returned.count })}
            actions={more(recordsHref({ observer: viewer.id, state: "returned" }), t("action.all"))}
          >
            <DeskList items={returned} empty={null} />
          </Panel>
        )}
        <Panel
          flush
          level={level}
          title={t("title.followUps")}
          note={t("hint.items", { count: desk.followUps.count })}
          actions={desk.followUps.count > 0 && more("/observations/follow-ups", t("action.all"))}
        >
          <DeskList items={await followUpItems(desk.followUps.first, today)} empty={t("empty.followUps")} />
        </Panel>
        <MeetingPanel level={level} viewer={viewer} meetings={meetings} />
        <CasePanel shown={cases} view="open" today={today} level={level} mayOpen />
        <Panel
          flush
          level={level}
          title={t("title.drafts")}
          note={t("hint.items", { count: desk.drafts.count })}
          actions={desk.drafts.count > 0 && more("/observations/drafts", t("action.all"))}
        >
          <DeskList items={await draftItems(desk.drafts.first)} empty={t("empty.drafts")} />
        </Panel>
        <Panel
          flush
          level={level}
          className="lg:col-span-2"
          title={t("title.recent")}
          actions={more(recordsHref({ observer: viewer.id }), t("action.allMine"))}
        >
          <DeskList items={recent} empty={t("empty.recent")} />
        </Panel>
      </DeskGrid>
    </>
  );
}

const more = (href: string, label: string) => (
  <ButtonLink variant="quiet" size="sm" href={href}>
    {label}
  </ButtonLink>
);

const isThisYear = (day: Day, today: Day) => day.slice(0, 4) === today.slice(0, 4);

async function followUpItems(followUps: Found["followUps"]["first"], today: Day) {
  const t = await getTranslations("home");
  const dates = await cityDates();
  return followUps.map(({ id, observationId, achievementId, caseId, unitName, title, dueOn }) => {
    const due = dueState(dueOn, today);
    const words = t(`status.${due.kind}`, { days: "days" in due ? due.days : 0 });
    return {
      key: id,
      href: observationId
        ? `/observations/${observationId}`
        : achievementId
          ? `/achievements/${achievementId}`
          : caseId
            ? `/cases/${caseId}#follow-ups`
            : "/observations/follow-ups",
      title,
      detail: dueOn
        ? t("hint.followUp", {
            unit: unitName,
            day: (isThisYear(dueOn, today) ? dates.dayOfYear : dates.day)(dueOn),
          })
        : unitName,
      mark:
        due.kind === "overdue" ? (
          <Badge tone="caution" icon="warning">
            {words}
          </Badge>
        ) : (
          words
        ),
    };
  });
}

async function draftItems(drafts: Found["drafts"]["first"]) {
  const t = await getTranslations("home");
  const locale = await getLocale();
  const dates = await cityDates();
  return drafts.map((draft) => ({
    key: draft.id,
    href: `/observations/new?draft=${draft.id}`,
    title: draft.unitName ?? t("empty.draftUnit"),
    detail: (locale === "en" ? draft.methodNameEn : draft.methodName) ?? t("empty.draftMethod"),
    mark: t("hint.savedOn", { day: dates.dayOfYear(draft.updatedOn) }),
  }));
}
