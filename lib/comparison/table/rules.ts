/**
 * The rows of a comparison: facts with the address of what each of them says, the same for page, paper and workbook.
 * No row adds facts up, and none puts people in an order (product.md, "Light by rule").
 */

import { CONTRIBUTIONS } from "@/lib/achievements/schema";
import type { VerifiedAchievement } from "@/lib/achievements/verified/queries";
import { lateShare, lateSpans } from "@/lib/cadres/file/rules";
import { POLARITY_ORDER } from "@/lib/cadres/file/schema";
import { ageOn, strengthVerdict } from "@/lib/cadres/rules";
import { daysOf, frontGrounds, frontWindow, lengthOf } from "@/lib/central-tasks/front/rules";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import type { Day } from "@/lib/platform/clock";
import { marksOf } from "@/lib/platform/marks";
import type { Compared } from "../queries";

type Say = (key: string, values?: Record<string, string | number>) => string;
/** Translators of messages/<locale>. */
export type ComparisonWords = Record<
  "comparison" | "cadres" | "observations" | "achievements" | "appraisals" | "concerns" | "cases",
  Say
> & {
  isEnglish: boolean;
  /** as of the day of the comparison */
  dimensions: DimensionWords;
};

export type Part = { text: string; href?: string };
export type Line = { parts: Part[]; isThin?: boolean };
export const ROW_KEYS = [
  "verified",
  "battlefield",
  "posts",
  "grades",
  "dimensions",
  "conduct",
  "concerns",
  "cases",
  "strength",
  "late",
  "exposure",
  "recorders",
  "basics",
] as const;
export type RowKey = (typeof ROW_KEYS)[number];
/** Whose span or right is told beside the name. */
const NOTED: readonly RowKey[] = ["verified", "battlefield", "dimensions", "conduct", "concerns", "exposure"];
export type Row = { key: RowKey; label: string; note: string; cells: Line[][]; differs: boolean };

/** `on`: the day asked for, which every address keeps; `names`: whether recorders are named. */
export type Shown = { asOf: Day; on?: Day; names: boolean };

export function comparisonRows(compared: readonly Compared[], shown: Shown, words: ComparisonWords): Row[] {
  return ROW_KEYS.map((key) => {
    const cells = compared.map((one) => {
      const lines = CELLS[key](one, shown, words);
      return lines.length > 0 ? lines : [line(words.comparison(`empty.${key}`))];
    });
    return {
      key,
      label: words.comparison(`field.${key}`),
      note: NOTED.includes(key) ? words.comparison(`hint.row.${key}`) : "",
      cells,
      differs: new Set(cells.map(cellText)).size > 1,
    };
  });
}

export const lineText = ({ parts }: Line): string => parts.map(({ text }) => text).join("");
export const cellText = (lines: readonly Line[]): string => lines.map(lineText).join("\n");

const line = (...parts: (string | Part | false)[]): Line => ({
  parts: parts
    .filter((part) => part !== false)
    .map((part) => (typeof part === "string" ? { text: part } : part)),
});

export function addressWith(path: string, query: Record<string, string | undefined>, hash = ""): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return `${path}${search.size > 0 ? `?${search}` : ""}${hash}`;
}
const fileHref = ({ file }: Compared, { on }: Shown, only: Record<string, string> = {}, hash = "#records") =>
  addressWith(`/cadres/${file.id}`, { on, ...only }, hash);

const monthOf = (day: Day): string => day.slice(0, 7).replace("-", ".");

type CellOf = (one: Compared, shown: Shown, words: ComparisonWords) => Line[];

const CELLS: Record<RowKey, CellOf> = {
  basics: (one, shown, { cadres, comparison }) => {
    const { file } = one;
    const text = [
      cadres(file.gender === "男" ? "status.male" : "status.female"),
      comparison("hint.born", { month: monthOf(file.bornOn), age: ageOn(file.bornOn, file.asOf) }),
      file.ethnicity,
      [file.education, file.speciality].filter(Boolean).join(" "),
      file.joinedPartyOn && comparison("hint.party", { month: monthOf(file.joinedPartyOn) }),
    ].filter(Boolean);
    return [line({ text: text.join(cadres("hint.listMark")), href: fileHref(one, shown, {}, "") })];
  },

  posts: (one, shown, { cadres, comparison }) =>
    one.file.posts.map((post) =>
      line(`${monthOf(post.startsOn)} – ${post.endsOn ? monthOf(post.endsOn) : cadres("hint.openEnded")} `, {
        text: comparison("hint.post", { unit: post.unitName, title: post.title, level: post.level }),
        href: fileHref(one, shown, {}, ""),
      }),
    ),

  verified: (one, _shown, words) =>
    CONTRIBUTIONS.flatMap((contribution) =>
      one.verified.filter((claim) => claim.contribution === contribution),
    ).map((claim) => {
      const numbers = numbersOf(claim, words);
      const m = marksOf(words.isEnglish);
      return line(
        `${m.openTag}${words.achievements(`status.${claim.contribution.toLowerCase()}`)}${m.closeTag}`,
        { text: claim.claim, href: `/achievements/${claim.id}` },
        `${m.open}${[
          `${monthOf(claim.startsOn)} – ${monthOf(claim.endsOn)}`,
          `${claim.unitName}${claim.postTitle}`,
          numbers,
          claim.part,
          claim.isMainBattlefield && words.achievements("status.mainBattlefield"),
        ]
          .filter(Boolean)
          .join(m.parts)}${m.close}`,
      );
    }),

  battlefield: (one, shown, { comparison }) => {
    const grounds = frontGrounds(one.file.tasks ?? [], one.file.posts, shown.asOf);
    if (grounds.length === 0) return [];
    return [
      line({
        text: comparison("hint.battlefield", {
          from: frontWindow(shown.asOf).from,
          days: daysOf(grounds),
          months: lengthOf(grounds).months,
          rest: lengthOf(grounds).days,
        }),
        href: fileHref(one, shown, {}, ""),
      }),
      ...grounds.map(({ stint, post, ...span }) =>
        stint
          ? line(
              { text: stint.name, href: addressWith(`/central-tasks/${stint.id}`, { on: shown.on }) },
              comparison("hint.stint", { post: stint.post, days: daysOf([span]) }),
            )
          : line(
              { text: post.unitName, href: fileHref(one, shown, {}, "") },
              comparison("hint.stint", { post: post.title, days: daysOf([span]) }),
            ),
      ),
    ];
  },

  /** 年度 in one line, 平时 in another, newest first. */
  grades: (one, shown, { appraisals, isEnglish }) => {
    const href = fileHref(one, shown, {}, "");
    const m = marksOf(isEnglish);
    const told = (isAnnual: boolean): Line[] => {
      const parts = one.appraisals
        .filter(({ quarter }) => (quarter === null) === isAnnual)
        .map(({ year, quarter, grade }, at) => {
          const period =
            quarter === null
              ? appraisals("hint.annual", { year: String(year) })
              : appraisals("hint.routine", { year: String(year), quarter });
          return `${at > 0 ? m.parts : ""}${period} ${grade}`;
        });
      return parts.length > 0 ? [line({ text: parts.join(""), href })] : [];
    };
    return [...told(true), ...told(false)];
  },

  dimensions: (one, shown, { observations, comparison, dimensions }) =>
    DIMENSIONS.map((dimension) =>
      line(
        `${dimensions[dimension].name} `,
        ...POLARITY_ORDER.flatMap((polarity, at) => {
          const found = one.file.records?.dimensions.find(
            (each) => each.dimension === dimension && each.polarity === polarity,
          );
          const lower = polarity.toLowerCase();
          return [
            at > 0 && " · ",
            {
              text: comparison("hint.count", {
                what: observations(`status.${lower}`),
                count: found?.records ?? 0,
              }),
              href: fileHref(one, shown, { dimension: dimension.toLowerCase(), polarity: lower }),
            },
          ];
        }),
      ),
    ),

  conduct: (one, shown, { cadres, isEnglish }) =>
    (one.file.records?.conduct ?? []).map((item) =>
      line(
        `${cadres("hint.itemPlace", {
          list: cadres(item.list === "POSITIVE" ? "status.positiveList" : "status.negativeList"),
          position: item.position,
        })} ${isEnglish ? item.textEn : item.text} `,
        {
          text: cadres("hint.records", { count: item.records }),
          href: fileHref(one, shown, { item: item.id }),
        },
      ),
    ),

  concerns: (one, _shown, { concerns, comparison, isEnglish }) => {
    const m = marksOf(isEnglish);
    return one.concerns.map((concern) =>
      line(
        `${m.openTag}${concerns(`status.${concern.state}`)}${m.closeTag}`,
        { text: concern.summary, href: `/concerns/${concern.id}` },
        comparison("hint.until", { day: concern.expiresOn }),
      ),
    );
  },

  cases: (one, _shown, { cases, isEnglish }) => {
    const m = marksOf(isEnglish);
    return one.cases.map((each) =>
      line(
        `${m.openTag}${cases(`status.${each.state}`)}${m.closeTag}`,
        { text: each.title, href: `/cases/${each.id}` },
        `${m.open}${[each.number, each.role, each.initiative, each.decision].filter(Boolean).join(m.parts)}${m.close}`,
      ),
    );
  },

  strength: (one, shown, { cadres, isEnglish }) => {
    const { records } = one.file;
    if (!records) return [];
    const verdict = strengthVerdict(records.strength, one.file.limits);
    const lines = [line({ text: cadres("hint.behind", records.strength), href: fileHref(one, shown) })];
    if (verdict.kind !== "thin") return lines;
    const missing = [
      verdict.missingMethods > 0 && cadres("hint.thinMethods", { count: verdict.missingMethods }),
      verdict.missingRecorders > 0 && cadres("hint.thinRecorders", { count: verdict.missingRecorders }),
    ].filter(Boolean);
    return [
      ...lines,
      {
        ...line(`${cadres("hint.thin")}${marksOf(isEnglish).says}${missing.join(cadres("hint.listMark"))}`),
        isThin: true,
      },
    ];
  },

  late: (one, shown, { comparison, cadres }) => {
    const late = one.file.records?.late;
    if (!late || late.year === 0) return [];
    const { lateDays: days, lateMonths: months } = one.file.limits;
    const { recentFrom, yearFrom } = lateSpans(shown.asOf, one.file.limits);
    const { share, even } = lateShare(late, shown.asOf, one.file.limits);
    return [
      line(
        {
          text: comparison("hint.lateRecent", { ...late, days }),
          href: fileHref(one, shown, { from: recentFrom }),
        },
        cadres("hint.listMark"),
        {
          text: comparison("hint.lateYear", { ...late, months }),
          href: fileHref(one, shown, { from: yearFrom }),
        },
      ),
      ...(share === null ? [] : [line(cadres("hint.lateShare", { days, share, even }))]),
    ];
  },

  exposure: (one, _shown, { comparison, isEnglish }) =>
    (one.file.exposure ?? []).map((row) => {
      const span = { unit: row.unitId, from: row.from, to: row.to, state: "counted" };
      const { open, close } = marksOf(isEnglish);
      return line(
        `${row.unitName}${open}${monthOf(row.from)} – ${monthOf(row.to)}${close}${isEnglish ? " " : ""}`,
        { text: comparison("hint.visits", { count: row.visits }), href: addressWith("/observations", span) },
        " · ",
        {
          text: comparison("hint.seen", { count: row.seen }),
          href: addressWith("/observations", { ...span, cadre: one.file.id }),
        },
      );
    }),

  recorders: (one, shown, { comparison, cadres }) => {
    const recorders = one.file.records?.recorders ?? [];
    if (recorders.length === 0) return [];
    if (!shown.names)
      return [
        line({
          text: comparison("hint.recorders", { count: recorders.length }),
          href: fileHref(one, shown),
        }),
      ];
    return recorders.map((each) =>
      line(`${each.name} `, {
        text: cadres("hint.records", { count: each.records }),
        href: fileHref(one, shown, { observer: each.id }),
      }),
    );
  },
};

/** 平整面积 0 → 203.5 亩（目标 200） */
function numbersOf(claim: VerifiedAchievement, { achievements, isEnglish }: ComparisonWords): string {
  const m = marksOf(isEnglish);
  if (!claim.indicator) return "";
  const way = [claim.baseline, claim.actual].filter((value) => value !== null).join(" → ");
  const goal =
    claim.target === null ? "" : `${m.open}${achievements("field.target")} ${claim.target}${m.close}`;
  return [claim.indicator, way && `${way} ${claim.measureUnit}`.trim()].filter(Boolean).join(" ") + goal;
}
