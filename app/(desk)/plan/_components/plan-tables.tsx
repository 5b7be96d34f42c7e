import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { MeetingOpen, ProjectStateMark, periodText } from "@/components/liaison/marks";
import { buttonClass } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { UnitMeeting, UnitProject } from "@/lib/liaison/queries";
import { wallClock } from "@/lib/liaison/rules";
import { planHref } from "./address";

type MeetingProps = { title: string; rows: readonly UnitMeeting[]; openId?: string };
export async function MeetingTable({ title, rows, openId }: MeetingProps) {
  const t = await getTranslations("liaison");
  const dates = await cityDates();
  return (
    <DataTable
      flush
      caption={t("hint.table", { title })}
      rows={rows}
      rowKey={({ id }) => id}
      isSelected={({ id }) => id === openId}
      empty={
        <EmptyState icon="calendar" title={t("empty.meetings")}>
          {t("empty.meetingsNext")}
        </EmptyState>
      }
      columns={[
        { key: "title", header: t("field.title"), cell: ({ title }) => title },
        {
          key: "when",
          header: t("field.when"),
          nowrap: true,
          cell: ({ startsAt }) => {
            const { day, time } = wallClock(startsAt);
            return `${dates.day(day)} ${time}`;
          },
        },
        {
          key: "kind",
          header: t("field.kind"),
          nowrap: true,
          cell: ({ kind }) => t(`status.meeting.${kind}`),
        },
        { key: "place", header: t("field.place"), minor: true, cell: ({ place }) => place },
        {
          key: "open",
          header: t("field.isOpen"),
          nowrap: true,
          cell: ({ isOpen }) => <MeetingOpen isOpen={isOpen} />,
        },
        {
          key: "actions",
          header: <span className="sr-only">{t("field.actions")}</span>,
          nowrap: true,
          width: "5rem",
          cell: ({ id, title }) => <EditLink href={planHref("meetings", { id })} title={title} />,
        },
      ]}
    />
  );
}

export async function ProjectTable({ rows, openId }: { rows: readonly UnitProject[]; openId?: string }) {
  const t = await getTranslations("liaison");
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.projects") })}
      rows={rows}
      rowKey={({ id }) => id}
      isSelected={({ id }) => id === openId}
      empty={
        <EmptyState icon="folder" title={t("empty.projects")}>
          {t("empty.projectsNext")}
        </EmptyState>
      }
      columns={[
        { key: "name", header: t("field.name"), cell: ({ name }) => name },
        {
          key: "kind",
          header: t("field.kind"),
          nowrap: true,
          cell: ({ kind }) => t(`status.project.${kind}`),
        },
        {
          key: "period",
          header: t("field.period"),
          nowrap: true,
          minor: true,
          cell: (row) => periodText(t, row),
        },
        { key: "lead", header: t("field.lead"), minor: true, cell: ({ lead }) => lead || t("empty.lead") },
        {
          key: "state",
          header: t("field.state"),
          nowrap: true,
          cell: ({ state }) => <ProjectStateMark state={state} />,
        },
        {
          key: "actions",
          header: <span className="sr-only">{t("field.actions")}</span>,
          nowrap: true,
          width: "5rem",
          cell: ({ id, name }) => <EditLink href={planHref("projects", { id })} title={name} />,
        },
      ]}
    />
  );
}

async function EditLink({ href, title }: { href: string; title: string }) {
  const t = await getTranslations("liaison.action");
  return (
    <a href={href} aria-label={t("editFor", { title })} className={buttonClass({ size: "sm" }, "no-print")}>
      {t("edit")}
    </a>
  );
}
