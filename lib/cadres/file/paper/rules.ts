/** The file as 公文: what it says and where each statement comes from. Numbers and excerpts only, no judgement added. */
import type { VerifiedAchievement } from "@/lib/achievements/verified/queries";
import { frontLength } from "@/lib/central-tasks/front/rules";
import { battlefieldOf, daysOnPost, overlap } from "@/lib/central-tasks/rules";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import type { Day } from "@/lib/platform/clock";
import type { Block, Gongwen, Run } from "@/lib/platform/gongwen";
import type { Marks } from "@/lib/platform/marks";
import { ageOn } from "../../rules";
import type { CadreFile, TaskPeriod } from "../queries";
import type { FileRecords } from "../records/queries";
import { lateShare, perTenVisits } from "../rules";
import { POLARITY_ORDER } from "../schema";

type Say = (key: string, values?: Record<string, string | number>) => string;
/** Translators of messages/<locale>: of the file, of its paper, of records and of claims. */
export type PaperWords = {
  file: Say;
  observations: Say;
  achievements: Say;
  /** as of the day of the file */
  dimensions: DimensionWords;
  marks: Marks;
};

export type PaperContent = {
  file: CadreFile;
  verified: VerifiedAchievement[];
  /** what other domains tell of the cadre, each with its heading; after the results */
  sections: Block[];
  /** address of this installation, without a slash at its end */
  origin: string;
  /** who exports it, when, and the number that the audit knows it by */
  by: { name: string; on: Day; trace: string };
};

/** As records and claims are cited: the beginning of their number, which is no count of anything. */
const citation = (id: string): string => id.slice(0, 8);

const monthOf = (day: Day): string => day.slice(0, 7).replace("-", ".");

export function cadrePaper(
  { file, verified, sections, origin, by }: PaperContent,
  words: PaperWords,
): Gongwen {
  const say: Say = (key, values) => words.file(`hint.paper.${key}`, values);
  const { marks: m } = words;
  const cite = (kind: "observations" | "achievements", id: string): Run => ({
    text: say(kind === "observations" ? "citedRecord" : "citedClaim", { number: citation(id) }),
    href: `${origin}/${kind}/${id}`,
  });
  const blocks: Block[] = [
    heading(say("basics")),
    text(basicsOf(file, words, say)),
    heading(say("posts")),
    {
      kind: "table",
      widths: [30, 70],
      head: [words.file("field.period"), words.file("field.post")],
      rows: file.posts.map((post) => [
        [`${monthOf(post.startsOn)}—${post.endsOn ? monthOf(post.endsOn) : words.file("hint.openEnded")}`],
        [`${post.unitName}${post.title}${m.open}${post.level}${m.close}`],
      ]),
    },
    heading(say("verified")),
    ...(verified.length === 0
      ? [text(say("noVerified"))]
      : verified.map(
          (claim, at): Block => ({
            kind: "text",
            runs: [`${at + 1}. ${claimText(claim, words, say)}`, cite("achievements", claim.id)],
          }),
        )),
    ...sections,
    heading(say("tasks")),
    ...tasksOf(file, words, say),
    ...(file.records ? recordsOf(file, file.records, words, say, cite, origin) : []),
    { kind: "note", text: say("scope", { day: file.asOf }) },
  ];
  return {
    title: say("title", { name: file.name }),
    blocks,
    footer: say("footer", { name: by.name, day: by.on, trace: by.trace }),
    watermark: `${by.name}${m.gap}${by.trace}`,
  };
}

const heading = (words: string): Block => ({ kind: "heading", level: 1, text: words });
const text = (words: string): Block => ({ kind: "text", runs: [words] });

function basicsOf(file: CadreFile, words: PaperWords, say: Say): string {
  const post =
    file.posts.find((one) => !one.endsOn && one.isPrimary) ?? file.posts.find((one) => !one.endsOn);
  return [
    file.name,
    words.file(file.gender === "男" ? "status.male" : "status.female"),
    file.ethnicity,
    say("born", { month: monthOf(file.bornOn), age: ageOn(file.bornOn, file.asOf), place: file.nativePlace }),
    file.startedWorkOn && say("startedWork", { month: monthOf(file.startedWorkOn) }),
    file.joinedPartyOn && say("joinedParty", { month: monthOf(file.joinedPartyOn) }),
    [file.education, file.speciality].filter(Boolean).join(" "),
    post ? say("post", { unit: post.unitName, title: post.title }) : words.file("status.noPost"),
  ]
    .filter(Boolean)
    .join(words.file("hint.listMark"))
    .concat(say("stop"));
}

function claimText(claim: VerifiedAchievement, words: PaperWords, say: Say): string {
  const figures =
    claim.indicator &&
    say("figures", {
      indicator: claim.indicator,
      way: [claim.baseline, claim.actual].filter((value) => value !== null).join("→"),
      unit: claim.measureUnit,
    });
  return say("claim", {
    claim: claim.claim,
    from: claim.startsOn,
    to: claim.endsOn,
    unit: claim.unitName,
    post: claim.postTitle,
    contribution: words.achievements(`status.${claim.contribution.toLowerCase()}`),
    more: ["", figures, claim.part].filter((part, at) => at === 0 || part).join(words.file("hint.listMark")),
  });
}

function tasksOf(file: CadreFile, words: PaperWords, say: Say): Block[] {
  const front = frontLength(file.tasks ?? [], file.posts, file.asOf);
  const total =
    front.months + front.days > 0
      ? [text(`${words.file("hint.front", front)}${words.file("hint.paper.stop")}`)]
      : [];
  if (!file.tasks?.length) return [...total, text(say("noTasks"))];
  return [
    ...total,
    {
      kind: "table",
      widths: [24, 34, 18, 24],
      head: [
        words.file("field.period"),
        words.file("field.task"),
        say("role"),
        words.file("hint.battlefield"),
      ],
      rows: file.tasks.map((task) => [
        [`${task.startsOn}—${task.endsOn ?? words.file("hint.openEnded")}`],
        [task.name],
        [task.post],
        [battlefieldText(task, file.asOf, words)],
      ]),
    },
  ];
}

/** From when to when the stint was on 主战场, and the days of it until the day of the file. */
function battlefieldText(task: TaskPeriod, asOf: Day, { file, marks: m }: PaperWords): string {
  const { battlefieldDays } = daysOnPost([task], task.task, asOf);
  const field = battlefieldOf(task.task);
  const served = overlap(task, task.task);
  const fought = field && served && overlap(served, field);
  if (!fought || battlefieldDays === 0) return "—";
  return `${fought.startsOn}—${fought.endsOn ?? file("hint.openEnded")}${m.open}${file("hint.taskDays", { days: battlefieldDays })}${m.close}`;
}

/** 双十条 items that the records cite; each number opens its records in the file. */
const conductOf = (
  { id }: CadreFile,
  { conduct }: FileRecords,
  { file, marks: m }: PaperWords,
  origin: string,
): Block[] =>
  conduct.length === 0
    ? [text(`${file("empty.items")}${file("hint.paper.stop")}`)]
    : [
        {
          kind: "table",
          widths: [80, 20],
          head: [file("title.items"), file("title.records")],
          rows: conduct.map((item): Run[][] => {
            const list = file(item.list === "POSITIVE" ? "status.positiveList" : "status.negativeList");
            return [
              [`${file("hint.itemPlace", { list, position: item.position })}${m.gap}${item.text}`],
              [
                {
                  text: file("hint.records", { count: item.records }),
                  href: `${origin}/cadres/${id}?item=${item.id}`,
                },
              ],
            ];
          }),
        },
      ];

function recordsOf(
  file: CadreFile,
  records: FileRecords,
  words: PaperWords,
  say: Say,
  cite: (kind: "observations", id: string) => Run,
  origin: string,
): Block[] {
  const { marks: m } = words;
  const { share, even } = lateShare(records.late, file.asOf, file.limits);
  const { lateDays: days, lateMonths: months } = file.limits;
  const dimensions = DIMENSIONS.map((dimension) => {
    const counts = POLARITY_ORDER.map((polarity) => {
      const found = records.dimensions.find(
        (one) => one.dimension === dimension && one.polarity === polarity,
      );
      return `${words.observations(`status.${polarity.toLowerCase()}`)} ${found?.records ?? 0}`;
    });
    return `${words.dimensions[dimension].name}${m.open}${counts.join(m.list)}${m.close}`;
  });
  const { strength } = records;
  return [
    heading(say("evidence")),
    text(`${words.file("hint.behind", strength)}${say("stop")}${dimensions.join(m.parts)}${say("stop")}`),
    text(
      say("late", { ...records.late, days, months }) +
        (share === null ? "" : words.file("hint.lateShare", { days, share, even })) +
        (file.ownWord?.all ? words.file("hint.ownWord", file.ownWord) : ""),
    ),
    ...(file.exposure?.length
      ? [
          {
            kind: "table" as const,
            widths: [40, 20, 20, 20],
            head: [
              words.file("field.unit"),
              words.file("field.visits"),
              words.file("field.seen"),
              words.file("field.perTen"),
            ],
            rows: file.exposure.map((row): Run[][] => [
              [`${row.unitName}${m.open}${monthOf(row.from)}—${monthOf(row.to)}${m.close}`],
              [String(row.visits)],
              [String(row.seen)],
              [String(perTenVisits(row) ?? "—")],
            ]),
          },
        ]
      : []),
    ...conductOf(file, records, words, origin),
    heading(say("records", { count: records.items.length })),
    ...records.items.map(
      (record): Block => ({
        kind: "text",
        runs: [
          say("record", {
            day: record.on,
            method: record.methodName,
            unit: record.unitName,
            post: record.postTitle,
            excerpt: record.excerpt,
          }),
          cite("observations", record.id),
        ],
      }),
    ),
  ];
}
