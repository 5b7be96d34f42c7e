/** 覆盖情况: what the boards show, frozen; first section of the quarter's report and a report of its own. */
import { isSilent, monthsBetween, silentDays } from "@/lib/coverage/rules";
import type { Day } from "@/lib/platform/clock";
import type { Block } from "@/lib/platform/gongwen";
import {
  caption,
  cells,
  dayIn,
  type Frame,
  type Material,
  type MaterialUnit,
  type Part,
  type Register,
  type Say,
  sum,
} from "../rules";

const NAMED = 8;
export const named = (names: readonly string[], say: Say): string =>
  names.length > NAMED
    ? say("namedSome", { names: names.slice(0, NAMED).join(say("listMark")), count: names.length })
    : names.join(say("listMark"));

const isQuiet = (unit: MaterialUnit, to: Day, silentAfter: number): boolean =>
  isSilent(silentDays(unit.lastOn, unit.startsOn, to), silentAfter);

export function coverageSection(
  { units, methods, silentAfter }: Pick<Material, "units" | "methods" | "silentAfter">,
  { from, to }: Frame,
  say: Say,
  register: Register,
): Part {
  const months = monthsBetween(from, to);
  const byMonth = register.table(say, `/coverage?month=${to.slice(0, 7)}`);
  const byMethod = register.table(say, `/coverage?tab=methods&quarter=${from.slice(0, 7)}`);
  const records = sum(units.map((unit) => unit.records));
  const without = units.filter((unit) => unit.records === 0);
  const quiet = units.filter((unit) => isQuiet(unit, to, silentAfter));
  const used = methods.filter((method) => method.records > 0);
  const unused = methods.filter((method) => method.records === 0);
  const paragraphs = [
    say("coverage", {
      from: dayIn(say, from),
      to: dayIn(say, to),
      records,
      units: units.length - without.length,
      all: units.length,
      cite: byMonth.mark,
    }) +
      (without.length > 0
        ? say("uncovered", {
            count: without.length,
            names: named(
              without.map((unit) => unit.shortName),
              say,
            ),
            cite: byMonth.mark,
          })
        : say("coveredAll", { cite: byMonth.mark })) +
      (quiet.length > 0
        ? say("silent", {
            days: silentAfter,
            count: quiet.length,
            names: named(
              quiet.map((unit) => unit.shortName),
              say,
            ),
            cite: byMonth.mark,
          })
        : ""),
    say("methods", { used: used.length, all: methods.length, cite: byMethod.mark }) +
      (unused.length > 0
        ? say("methodsUnused", {
            names: unused.map((method) => method.name).join(say("listMark")),
            cite: byMethod.mark,
          })
        : ""),
  ];
  const blocks: Block[] = [
    caption(byMonth.label, say("tableCoverage")),
    {
      kind: "table",
      widths: [28, ...months.map(() => Math.floor(36 / months.length)), 14, 22],
      head: [say("unit"), ...months.map((month) => month.replace("-", ".")), say("total"), say("lastOn")],
      rows: units.map((unit) =>
        cells([
          unit.shortName,
          ...months.map((month) => unit.months[month] ?? 0),
          unit.records,
          unit.lastOn ?? say("none"),
        ]),
      ),
    },
    caption(byMethod.label, say("tableMethods")),
    {
      kind: "table",
      widths: [50, 25, 25],
      head: [say("method"), say("records"), say("unitsSeen")],
      rows: methods.map((method) =>
        cells([
          method.isSample ? say("sample", { name: method.name }) : method.name,
          method.records,
          method.units,
        ]),
      ),
    },
  ];
  return {
    section: { key: "coverage", heading: say("headCoverage"), empty: say("nothing"), blocks },
    paragraphs,
  };
}
