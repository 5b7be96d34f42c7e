import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { MeetingsPanel, ProjectsPanel } from "@/components/liaison/unit-plan";
import { ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { findLiaisonDesk } from "@/lib/coverage/desk/queries";
import { listMeetings, listProjects } from "@/lib/liaison/queries";
import { comingUntil } from "@/lib/liaison/rules";
import { listOpenFollowUps } from "@/lib/observations/follow-ups/queries";
import { read } from "@/lib/platform/db";
import { CasePanel, readCases } from "./case-panel";
import { DeskGrid, DeskList, type DeskProps } from "./desk-list";
import { MeetingPanel, readMeetings } from "./meeting-panel";
import { readTolerance, TolerancePanel } from "./tolerance-panel";

/** Who comes, and that nothing is asked of the unit (product.md, light by rule). */
export async function LiaisonDesk({ viewer, today, level }: DeskProps) {
  const { unit, observers, meetings, projects, coordination, cases, followUps, tolerance } = await read(
    viewer,
    async (db) => ({
      ...(await findLiaisonDesk(db, viewer, today)),
      meetings: viewer.ownUnitId ? await listMeetings(db, viewer.ownUnitId, today, comingUntil(today)) : [],
      coordination: await readMeetings(db, viewer),
      projects: viewer.ownUnitId ? await listProjects(db, viewer.ownUnitId) : [],
      cases: await readCases(db, today, "open"),
      followUps: await listOpenFollowUps(db, viewer.id),
      tolerance: await readTolerance(db, today),
    }),
  );
  const t = await getTranslations("home");
  const dates = await cityDates();
  if (!unit)
    return (
      <EmptyState icon="unit" title={t("empty.ownUnit")}>
        {t("empty.ownUnitNext")}
      </EmptyState>
    );
  const plan = (view: "meetings" | "projects") => (
    <ButtonLink variant="quiet" size="sm" href={view === "meetings" ? "/plan" : `/plan?view=${view}`}>
      {t("action.plan")}
    </ButtonLink>
  );
  return (
    <DeskGrid>
      <MeetingPanel level={level} viewer={viewer} meetings={coordination} />
      <CasePanel shown={cases} view="open" today={today} level={level} mayOpen />
      <Panel
        flush
        level={level}
        title={t("title.followUps")}
        note={t("hint.items", { count: followUps.length })}
      >
        <DeskList
          items={followUps.map((one) => ({
            key: one.id,
            href: one.caseId ? `/cases/${one.caseId}#follow-ups` : "/",
            title: one.title,
            detail: one.askedByName,
            mark: one.dueOn && dates.dayOfYear(one.dueOn),
          }))}
          empty={t("empty.followUps")}
        />
      </Panel>
      <TolerancePanel shown={tolerance} today={today} level={level} mayApply />
      <MeetingsPanel level={level} meetings={meetings} actions={plan("meetings")} dayText={dates.dayOfYear} />
      <ProjectsPanel
        level={level}
        projects={projects.filter(({ state }) => state !== "DONE")}
        actions={plan("projects")}
      />
      <Panel
        level={level}
        title={unit.name}
        actions={
          <ButtonLink size="sm" icon="unit" href={`/units/${unit.id}`}>
            {t("action.unit")}
          </ButtonLink>
        }
      >
        {observers.length === 0 ? (
          <p className="text-ink-soft">{t("empty.observers")}</p>
        ) : (
          observers.map((observer) => (
            <DescriptionList
              key={`${observer.name}-${observer.since}`}
              items={[
                {
                  key: "name",
                  term: t("field.observer"),
                  value: <span className="font-medium">{observer.name}</span>,
                },
                { key: "department", term: t("field.department"), value: observer.department },
                { key: "since", term: t("field.since"), value: dates.day(observer.since) },
              ]}
            />
          ))
        )}
      </Panel>
      <Panel level={level} title={t("title.light")}>
        <ul className="flex list-disc flex-col gap-1.5 pl-5">
          <li>{t("hint.lightTask")}</li>
          <li>{t("hint.lightNothing")}</li>
          <li>{t("hint.lightContact")}</li>
        </ul>
      </Panel>
    </DeskGrid>
  );
}
