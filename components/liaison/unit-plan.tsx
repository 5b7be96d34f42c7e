import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { UnitMeeting, UnitProject } from "@/lib/liaison/queries";
import { wallClock } from "@/lib/liaison/rules";
import { Panel } from "../ui/panel";
import { MeetingOpen, ProjectStateMark, periodText } from "./marks";

type Shared = { level?: 2 | 3; actions?: ReactNode; dayText: (day: string) => string };

/** What the unit has planned for the next weeks, so that sitting in can be planned too. */
export async function MeetingsPanel({
  meetings,
  level,
  actions,
  dayText,
}: Shared & { meetings: readonly UnitMeeting[] }) {
  const t = await getTranslations("liaison");
  return (
    <Panel flush level={level} title={t("title.coming")} note={t("hint.coming")} actions={actions}>
      {meetings.length === 0 ? (
        <p className="px-4 py-4 text-ink-soft">{t("empty.coming")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {meetings.map((meeting) => {
            const { day, time } = wallClock(meeting.startsAt);
            return (
              <li key={meeting.id} className="flex items-center justify-between gap-3 px-4 py-2">
                <span className="min-w-0">
                  <span className="block font-medium break-words">{meeting.title}</span>
                  <span className="block text-sm text-ink-soft">
                    {`${dayText(day)} ${time} · ${t(`status.meeting.${meeting.kind}`)}`}
                    {meeting.place && ` · ${meeting.place}`}
                  </span>
                </span>
                <MeetingOpen isOpen={meeting.isOpen} />
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

export async function ProjectsPanel({
  projects,
  level,
  actions,
}: Omit<Shared, "dayText"> & { projects: readonly UnitProject[] }) {
  const t = await getTranslations("liaison");
  return (
    <Panel flush level={level} title={t("title.projects")} actions={actions}>
      {projects.length === 0 ? (
        <p className="px-4 py-4 text-ink-soft">{t("empty.projects")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {projects.map((project) => (
            <li key={project.id} className="flex items-center justify-between gap-3 px-4 py-2">
              <span className="min-w-0">
                <span className="block font-medium break-words">{project.name}</span>
                <span className="block text-sm text-ink-soft">
                  {`${t(`status.project.${project.kind}`)} · ${periodText(t, project)}`}
                  {project.lead && ` · ${project.lead}`}
                </span>
              </span>
              <ProjectStateMark state={project.state} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
