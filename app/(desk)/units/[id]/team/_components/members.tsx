import { getTranslations } from "next-intl/server";
import { monthText } from "@/components/cadre/days";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ageOn } from "@/lib/cadres/rules";
import { traitOf } from "@/lib/teams/rules";
import { ClosedNote } from "./closed-note";
import { closedIn, type Shown } from "./shown";

/** Who does what: posts, tasks and cases under way. */
export async function MembersPanel({ team, on, filter, href }: Shown) {
  const t = await getTranslations("teams");
  const { trait, value } = filter;
  const people =
    trait && value !== undefined
      ? team.people.filter((one) => traitOf(trait, one, on) === value)
      : team.people;
  const isNarrowed = people.length !== team.people.length;
  return (
    <Panel
      id="members"
      flush
      title={t("title.division")}
      note={t("hint.people", { count: people.length + (isNarrowed ? 0 : closedIn(team, team.id)) })}
      actions={
        isNarrowed && (
          <a href={`${href({})}#members`} className="text-sm text-accent hover:underline">
            {t("action.everyone", { count: team.people.length })}
          </a>
        )
      }
    >
      <DataTable
        flush
        caption={t("hint.tableOf", { title: t("title.division") })}
        rows={people}
        rowKey={(row) => `${row.cadreId} ${row.title}`}
        rowHref={(row) => `/cadres/${row.cadreId}`}
        empty={<EmptyState icon="people" title={t("empty.members")} />}
        columns={[
          { key: "name", header: t("field.cadre"), width: "6rem", nowrap: true, cell: (row) => row.name },
          { key: "title", header: t("field.post"), width: "11rem", cell: (row) => row.title },
          {
            key: "age",
            header: t("title.age"),
            width: "4rem",
            align: "end",
            // on a phone the post and its tasks need the room
            minor: true,
            cell: (row) => ageOn(row.bornOn, on),
          },
          {
            key: "education",
            header: t("title.education"),
            width: "6rem",
            minor: true,
            cell: (row) => row.education,
          },
          {
            key: "speciality",
            header: t("title.speciality"),
            width: "8rem",
            minor: true,
            cell: (row) => row.speciality ?? "—",
          },
          {
            key: "since",
            header: t("field.since"),
            width: "6rem",
            nowrap: true,
            minor: true,
            cell: (row) => monthText(row.since),
          },
          {
            key: "tasks",
            header: t("field.tasks"),
            cell: (row) =>
              row.tasks.length === 0 ? (
                <span className="text-ink-hint">{t("empty.tasksOf")}</span>
              ) : (
                <ul>
                  {row.tasks.map((task) => (
                    <li key={task.id}>
                      <a href={`/central-tasks/${task.id}`} className="text-accent underline">
                        {task.name}
                      </a>
                      <span className="text-sm text-ink-soft"> {task.post}</span>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      <ClosedNote team={team} className="px-4 py-2" />
    </Panel>
  );
}

/** Posts that somebody held within two years and nobody holds on the day. How many posts there should be is not kept here. */
export async function VacanciesPanel({ team }: Shown) {
  const t = await getTranslations("teams");
  return (
    <Panel flush title={t("title.vacancies")} note={t("hint.posts", { count: team.vacancies.length })}>
      {team.vacancies.length === 0 ? (
        <p className="px-4 py-3 text-ink-hint">{t("empty.vacancies")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {team.vacancies.map((one) => (
            <li key={one.title} data-listed className="px-4 py-2">
              <span className="font-medium">{one.title}</span>
              <a href={`/cadres/${one.cadreId}`} className="ml-3 text-accent underline">
                {t("hint.lastHolder", { name: one.lastName, day: one.endedOn })}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p className="border-t border-line px-4 py-2 text-sm text-ink-hint">{t("hint.vacancies")}</p>
    </Panel>
  );
}
