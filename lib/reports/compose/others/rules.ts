/** 覆盖情况 and 履职情况 by the same machinery. Observers stand by name: nothing here is an order of merit. */
import type { Block } from "@/lib/platform/gongwen";
import { coverageSection } from "../coverage/rules";
import {
  caption,
  cells,
  type Draft,
  type Frame,
  type Material,
  type MaterialObserver,
  Register,
  type Say,
  sum,
} from "../rules";

export function composeCoverage(
  material: Pick<Material, "units" | "methods" | "silentAfter">,
  frame: Frame,
  say: Say,
): Draft {
  const register = new Register();
  const { section, paragraphs } = coverageSection(material, frame, say, register);
  return {
    snapshot: {
      version: 1,
      sections: [section],
      scope: say("scope", { level: say(`level.${frame.level}`) }),
    },
    paragraphs: paragraphs.map((text) => ({ section: section.key, text })),
    citations: register.citations,
    cadreIds: [],
  };
}

export function composeDuty(observers: readonly MaterialObserver[], frame: Frame, say: Say): Draft {
  const register = new Register();
  const table = register.table(say, "/coverage");
  const without = observers.filter(({ silentUnits }) => silentUnits.length > 0);
  const overdue = sum(observers.map((one) => one.overdue));
  const text =
    say("duty", {
      observers: observers.length,
      pairs: sum(observers.map(({ units }) => units.length)),
      records: sum(observers.map(({ records }) => records)),
      cite: table.mark,
    }) +
    (without.length > 0
      ? say("dutySilent", {
          count: sum(without.map(({ silentUnits }) => silentUnits.length)),
          cite: table.mark,
        })
      : say("dutyAll", { cite: table.mark })) +
    (overdue > 0 ? say("dutyOverdue", { count: overdue, cite: table.mark }) : "");
  const blocks: Block[] = [
    caption(table.label, say("tableDuty")),
    {
      kind: "table",
      widths: [14, 30, 12, 12, 20, 12],
      head: [
        say("observer"),
        say("assignedUnits"),
        say("records"),
        say("methodsUsed"),
        say("unitsWithout"),
        say("overdue"),
      ],
      rows: observers.map((one) =>
        cells([
          one.name,
          one.units.join(say("listMark")),
          one.records,
          one.methods,
          one.silentUnits.join(say("listMark")) || say("none"),
          one.overdue,
        ]),
      ),
    },
    { kind: "note", text: say("dutyNote") },
  ];
  return {
    snapshot: {
      version: 1,
      sections: [{ key: "duty", heading: say("headDuty"), empty: say("nothing"), blocks }],
      scope: say("scope", { level: say(`level.${frame.level}`) }),
    },
    paragraphs: observers.length > 0 ? [{ section: "duty", text }] : [],
    citations: register.citations,
    cadreIds: [],
  };
}
