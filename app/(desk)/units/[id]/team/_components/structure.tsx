import { getTranslations } from "next-intl/server";
import { BarList } from "@/components/chart/bar-list";
import { ChartTable } from "@/components/chart/chart-frame";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { addMonths } from "@/lib/platform/clock";
import { fourQuarters } from "@/lib/teams/queries";
import { FEWEST_UNITS, groupsOf, type Measures, measuresOf, rangeOf, withNone } from "@/lib/teams/rules";
import { TRAITS } from "@/lib/teams/schema";
import { ClosedNote } from "./closed-note";
import { closedIn, type Shown } from "./shown";

/** Each number opens the members behind it, further down the page. */
export async function StructurePanel({ team, on, href }: Shown) {
  const t = await getTranslations("teams");
  const cadres = await getTranslations("cadres.status");
  const word = (trait: (typeof TRAITS)[number], value: string) => {
    if (trait === "age") return t(`status.age.${value}`);
    if (trait === "term") return t(`status.term.${value}`);
    if (trait === "gender") return cadres(value === "男" ? "male" : "female");
    return value === "" ? t("status.unknown") : value;
  };
  return (
    <Panel
      title={t("title.structure")}
      note={t("hint.people", { count: team.people.length + closedIn(team, team.id) })}
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {TRAITS.map((trait) => {
          const groups = groupsOf(trait, team.people, on);
          return (
            <div key={trait}>
              <BarList
                caption={t(`title.${trait}`)}
                unit={t("hint.persons")}
                labelWidth="7.5rem"
                max={team.people.length}
                bars={groups.map(({ value, count }) => ({
                  key: value,
                  label: word(trait, value),
                  value: count,
                  href: `${href({ trait, value })}#members`,
                }))}
              />
              <ChartTable
                summary={t("hint.tableOf", { title: t(`title.${trait}`) })}
                head={[t(`title.${trait}`), t("hint.persons")]}
                rows={groups.map(({ value, count }) => ({
                  key: value,
                  label: word(trait, value),
                  value: count,
                }))}
              />
            </div>
          );
        })}
      </div>
      <ClosedNote team={team} />
    </Panel>
  );
}

const MEASURES = ["size", "age", "termYears", "womenShare"] as const satisfies (keyof Measures)[];

/** The own value beside the middle and the ends of the type. No unit is named: this is no league table. */
export async function ComparisonPanel({ team, on }: Shown) {
  const t = await getTranslations("teams");
  const own = measuresOf(team.people, on, closedIn(team, team.id));
  const byUnit = Map.groupBy(team.peers, (one) => one.unitId);
  const teams = new Set([...byUnit.keys(), ...team.closed.map(({ unitId }) => unitId)]);
  const all = [...teams].map((unitId) => measuresOf(byUnit.get(unitId) ?? [], on, closedIn(team, unitId)));
  // of the day shown, also where nobody has recorded anything in it yet
  const quarter = addMonths(fourQuarters(on).from, 9);
  const records = team.quarters.filter((one) => one.quarter === quarter);
  const rows = [
    ...MEASURES.map((key) => ({
      key: key as string,
      own: own[key],
      range: rangeOf(
        key === "size"
          ? withNone(
              all.map(({ size }) => size),
              team.units,
            )
          : all.map((one) => one[key]),
      ),
    })),
    {
      key: "records",
      own: records.find((one) => one.unitId === team.id)?.records ?? 0,
      range: rangeOf(
        withNone(
          records.map((one) => one.records),
          team.units,
        ),
      ),
    },
  ];
  return (
    <Panel flush title={t("title.comparison")} note={t("hint.sameType", { units: team.units })}>
      <DataTable
        flush
        caption={t("hint.tableOf", { title: t("title.comparison") })}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: "measure", header: t("field.measure"), cell: (row) => t(`field.${row.key}`) },
          { key: "own", header: t("field.own"), align: "end", width: "5rem", cell: (row) => row.own ?? "—" },
          {
            key: "median",
            header: t("field.median"),
            align: "end",
            width: "6rem",
            cell: (row) => row.range?.median ?? "—",
          },
          {
            key: "range",
            header: t("field.range"),
            align: "end",
            width: "7rem",
            cell: (row) => (row.range ? `${row.range.low} – ${row.range.high}` : t("status.tooFew")),
          },
        ]}
      />
      <p className="px-4 py-2 text-sm text-ink-hint">{t("hint.range", { count: FEWEST_UNITS })}</p>
    </Panel>
  );
}
