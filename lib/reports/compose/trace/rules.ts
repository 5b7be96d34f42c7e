/** 任用去向: of whom was promoted, who came from 主战场, by dates alone; it says where people came from, and measures none. */
import {
  medianOf,
  quarterOf,
  quartersBetween,
  REFERENCE_SHARE,
  shareOf,
} from "@/lib/boards/promotions/rules";
import type { Length } from "@/lib/central-tasks/front/rules";
import type { Block } from "@/lib/platform/gongwen";
import type { MaterialTrace } from "../../material/people/queries";
import { caption, cells, type Draft, dayIn, type Frame, Register, type Say } from "../rules";

export function composeTrace({ people, from, to }: MaterialTrace, frame: Frame, say: Say): Draft {
  const register = new Register();
  const now = people.filter(({ decidedOn }) => decidedOn >= frame.from);
  const page = (first: string, last: string) =>
    `/boards/promotions?from=${first.slice(0, 7)}&to=${last.slice(0, 7)}`;
  const own = register.table(say, page(frame.from, frame.to));
  const year = register.table(say, page(from, to));
  const share = shareOf(now);
  const since = now.flatMap(({ daysSinceFirst }) => (daysSinceFirst === null ? [] : [daysSinceFirst]));
  const median = medianOf(since);
  const texts = [
    say("promoted", {
      from: dayIn(say, frame.from),
      to: dayIn(say, frame.to),
      count: now.length,
      cite: own.mark,
    }) +
      (share === null
        ? ""
        : say("fromBattlefield", {
            count: now.filter((one) => one.isFromBattlefield).length,
            share,
            reference: REFERENCE_SHARE,
            cite: own.mark,
          })) +
      (now.length === 0
        ? ""
        : say("promotedOn", {
            verified: now.filter(({ verified }) => verified > 0).length,
            without: now.filter(({ verified }) => verified === 0).length,
            cite: own.mark,
          })) +
      (median === null ? "" : say("pace", { days: median, cite: own.mark })),
  ];
  const quarters = quartersBetween(from, to).map(({ key }) => {
    const decided = people.filter(({ decidedOn }) => quarterOf(decidedOn) === key);
    return { key, decided, share: shareOf(decided) };
  });
  const byPerson: Block[] = [
    caption(own.label, say("tablePromoted", { count: now.length })),
    ...(now.length > 0 ? [promotedTable(now, say)] : []),
    { kind: "note", text: say("traceNote") },
  ];
  return {
    snapshot: {
      version: 1,
      sections: [
        {
          key: "promotions",
          heading: say("headPromotions"),
          empty: say("nothing"),
          blocks: byPerson,
        },
        {
          key: "quarters",
          heading: say("headQuarters"),
          empty: say("nothing"),
          blocks: [
            caption(year.label, say("tableQuarters")),
            {
              kind: "table",
              widths: [28, 24, 24, 24],
              head: [say("quarter"), say("promotedPeople"), say("fromFront"), say("share")],
              rows: quarters.map(({ key, decided, share: part }) =>
                cells([
                  say("quarterOf", { year: key.slice(0, 4), quarter: key.slice(5) }),
                  decided.length,
                  decided.filter((one) => one.isFromBattlefield).length,
                  part === null ? say("none") : `${part}%`,
                ]),
              ),
            },
          ],
        },
      ],
      scope: say("scopeBySight", { level: say(`level.${frame.level}`) }),
    },
    paragraphs: [
      ...texts.map((text) => ({ section: "promotions", text })),
      {
        section: "quarters",
        text: say("yearPromoted", {
          from: dayIn(say, from),
          to: dayIn(say, to),
          count: people.length,
          front: people.filter((one) => one.isFromBattlefield).length,
          cite: year.mark,
        }),
      },
    ],
    citations: register.citations,
    cadreIds: [...new Set(people.map(({ cadreId }) => cadreId))].sort(),
  };
}

function promotedTable(people: MaterialTrace["people"], say: Say): Block {
  const length = ({ months, days }: Length): string =>
    months + days === 0 ? say("none") : say("monthsAndDays", { months, days });
  return {
    kind: "table",
    widths: [11, 14, 21, 21, 15, 9, 9],
    head: [
      say("name"),
      say("decidedOn"),
      say("fromPost"),
      say("toPost"),
      say("battlefield"),
      say("verifiedThen"),
      say("recordsThen"),
    ],
    rows: people.map((one) =>
      cells([
        one.name,
        one.decidedOn,
        [one.fromUnitName, one.fromTitle].filter(Boolean).join(" ") || say("none"),
        `${one.toUnitName} ${one.toTitle}`,
        [length(one.battlefield), ...new Set(one.grounds.map(({ name }) => name))].join("；"),
        one.verified,
        one.records,
      ]),
    ),
  };
}
