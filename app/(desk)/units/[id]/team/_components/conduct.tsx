import { getTranslations } from "next-intl/server";
import { BarList } from "@/components/chart/bar-list";
import { ChartTable } from "@/components/chart/chart-frame";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { addDays, addMonths } from "@/lib/platform/clock";
import { fourQuarters } from "@/lib/teams/queries";
import { FEWEST_FORMS, pollOf, rangeOf, withNone } from "@/lib/teams/rules";
import type { Shown } from "./shown";

/** Whole months: the counts are kept by month, and the list is opened for the same days. */
const lastOf = (firstOfQuarter: string): string => addDays(addMonths(firstOfQuarter, 3), -1);
const quarterOf = (day: string) => ({ year: day.slice(0, 4), quarter: (Number(day.slice(5, 7)) + 2) / 3 });

export async function QuartersPanel({ team, on }: Shown) {
  const t = await getTranslations("teams");
  const { from } = fourQuarters(on);
  const quarters = [0, 3, 6, 9]
    .map((months) => addMonths(from, months))
    .map((quarter) => {
      const all = team.quarters.filter((one) => one.quarter === quarter);
      return {
        quarter,
        own: all.find((one) => one.unitId === team.id)?.records ?? 0,
        range: rangeOf(
          withNone(
            all.map((one) => one.records),
            team.units,
          ),
        ),
      };
    });
  return (
    <Panel title={t("title.quarters")} note={t("hint.byMonth")}>
      <BarList
        caption={t("title.trend")}
        hideCaption
        unit={t("hint.records")}
        labelWidth="6rem"
        bars={quarters.map(({ quarter, own }) => ({
          key: quarter,
          label: t("hint.quarter", quarterOf(quarter)),
          value: own,
          href: addressOf("/observations", {
            unit: team.id,
            state: "counted",
            from: quarter,
            to: lastOf(quarter),
          }),
        }))}
      />
      <ChartTable
        summary={t("hint.tableOf", { title: t("title.trend") })}
        head={[t("field.quarter"), t("field.ownAndMedian")]}
        rows={quarters.map(({ quarter, own, range }) => ({
          key: quarter,
          label: t("hint.quarter", quarterOf(quarter)),
          value: range
            ? t("hint.besideType", { own, median: range.median, low: range.low, high: range.high })
            : own,
        }))}
      />
      <p className="mt-2 text-sm text-ink-hint">{t("hint.quarters")}</p>
    </Panel>
  );
}

/** Questionnaires about the team: its own row alone, and none of few forms. */
export async function PollsPanel({ team }: Shown) {
  const t = await getTranslations("teams");
  const polls = team.polls.map((one) => ({ ...one, ...pollOf(one.details) }));
  return (
    <Panel flush title={t("title.polls")} note={t("hint.times", { count: polls.length })}>
      {polls.length === 0 ? (
        <p className="px-4 py-3 text-ink-hint">{t("empty.polls")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {polls.map((poll) => (
            <li key={poll.id} data-listed className="px-4 py-2">
              <a href={`/observations/${poll.id}`} className="font-medium text-accent underline">
                {t("hint.pollOn", { day: poll.day })}
              </a>
              <span className="ml-3 text-sm text-ink-soft">
                {t("hint.forms", {
                  issued: poll.issued ?? "—",
                  returned: poll.returned ?? "—",
                  valid: poll.valid ?? "—",
                })}
              </span>
              <p className="text-sm text-ink-soft">
                {poll.votes ? t("hint.votes", poll.votes) : t("hint.noVotes", { count: FEWEST_FORMS })}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** 列席旁听 of the period, and the coordination meetings at which the unit sat. */
export async function MeetingsPanel({ team, on }: Shown) {
  const t = await getTranslations("teams");
  const m = await marks();
  const { from } = fourQuarters(on);
  const last = lastOf(addMonths(from, 9));
  return (
    <Panel
      flush
      title={t("title.meetings")}
      note={t("hint.newest", { count: team.meetings.length })}
      actions={
        team.sitInMethodId && (
          <a
            href={addressOf("/observations", {
              unit: team.id,
              method: team.sitInMethodId,
              state: "counted",
              from,
              to: last,
            })}
            className="text-sm text-accent hover:underline"
          >
            {t("action.sitIns", { count: team.sitIns })}
          </a>
        )
      }
    >
      <DataTable
        flush
        caption={t("hint.tableOf", { title: t("title.meetings") })}
        rows={team.meetings}
        rowKey={(row) => row.id}
        rowHref={(row) => `/observations/${row.id}`}
        empty={<EmptyState icon="people" title={t("empty.meetings")} />}
        columns={[
          { key: "day", header: t("field.day"), width: "7rem", nowrap: true, cell: (row) => row.day },
          { key: "title", header: t("field.meeting"), cell: (row) => row.title || t("status.unknown") },
          { key: "kind", header: t("field.kind"), width: "8rem", minor: true, cell: (row) => row.kind },
          {
            key: "marks",
            header: t("field.course"),
            width: "11rem",
            minor: true,
            cell: (row) =>
              [row.isDisputed && t("status.disputed"), row.isWitnessed && t("status.witnessed")]
                .filter(Boolean)
                .join(m.list) || "—",
          },
          {
            key: "roles",
            header: t("field.roles"),
            cell: (row) =>
              row.roles.map((one) => `${one.name}${m.open}${one.role}${m.close}`).join(m.list) || "—",
          },
        ]}
      />
      <h3 className="border-t border-line px-4 pt-3 font-medium">{t("title.coordination")}</h3>
      {team.coordination.length === 0 && <p className="px-4 py-3 text-ink-hint">{t("empty.coordination")}</p>}
      <ul className="divide-y divide-line">
        {team.coordination.map((one) => (
          <li key={one.id} data-listed className="px-4 py-2">
            <a href={`/meetings/${one.id}`} className="text-accent underline">
              {one.title}
            </a>
            <span className="ml-3 text-sm text-ink-soft">
              {one.day}
              {m.gap}
              {one.isPresent === null ? "" : t(one.isPresent ? "status.present" : "status.absent")}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
