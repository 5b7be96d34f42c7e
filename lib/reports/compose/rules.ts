/** From what was collected to what is kept: sections with their tables, paragraphs, and the register of what they cite. */
import type { Day } from "@/lib/platform/clock";
import type { Block } from "@/lib/platform/gongwen";
import { mark } from "../rules";
import type { CitationKind } from "../schema";

export type MaterialUnit = {
  id: string;
  shortName: string;
  type: string;
  startsOn: Day | null;
  records: number;
  /** yyyy-MM */
  months: Record<string, number>;
  methods: number;
  cadres: number;
  seen: number;
  achievements: number;
  lastOn: Day | null;
};
export type MaterialMethod = { name: string; isSample: boolean; records: number; units: number };
export type MaterialRecord = { id: string; revisionNo: number; on: Day; method: string; fact: string };
type Meeting = {
  id: string;
  title: string;
  on: Day;
  unitName: string;
  decisions: string[];
  conditions: string[];
  isWitnessed: boolean;
};
export type MaterialTolerance = {
  id: string;
  number: string;
  kind: "PRE" | "POST";
  title: string;
  state: string;
  outcome: string;
  unitName: string;
  appliedOn: Day;
  decidedOn: Day | null;
  isWithoutLoss: boolean | null;
};
export type Highlight = {
  id: string;
  revisionNo: number;
  claim: string;
  startsOn: Day;
  endsOn: Day;
  unitName: string;
  level: string;
  indicator: string;
  measureUnit: string;
  baseline: number | null;
  actual: number | null;
  confirmedOn: Day;
  taskName: string | null;
  isMainBattlefield: boolean;
  cadres: { cadreId: string; name: string; unitName: string; postTitle: string; contribution: string }[];
  records: (MaterialRecord & { sourceId: string; kind: string })[];
  papers: { id: string; kind: string; title: string; number: string | null; on: Day | null }[];
  earlier: MaterialRecord[];
  cases: {
    id: string;
    number: string;
    title: string;
    state: string;
    unitName: string;
    raisedOn: Day;
    closedOn: Day | null;
    parties: string[];
    meetings: Meeting[];
    tolerance: MaterialTolerance[];
  }[];
};
export type MaterialConcern = {
  id: string;
  cadreId: string;
  name: string;
  unitName: string;
  postTitle: string;
  summary: string;
  situation: string;
  state: string;
  expiresOn: Day;
  decidedOn: Day;
  records: { id: string; revisionNo: number; sourceId: string }[];
};
export type Material = {
  /** as set for the last day */
  silentAfter: number;
  /** a unit whose records use fewer methods has thin evidence */
  methodsEnough: number;
  units: MaterialUnit[];
  methods: MaterialMethod[];
  highlights: Highlight[];
  concerns: MaterialConcern[];
  meetings: Meeting[];
  tolerance: MaterialTolerance[];
  cases: { unitName: string; raised: number; closed: number; open: number; overdue: number }[];
  followUps: { unitName: string; asked: number; done: number; open: number; overdue: number }[];
};
export type MaterialObserver = {
  id: string;
  name: string;
  units: string[];
  silentUnits: string[];
  records: number;
  methods: number;
  overdue: number;
};

export type Citation = {
  label: string;
  kind: CitationKind;
  entityId: string | null;
  revisionNo: number | null;
  state: string;
  sourceIds: string[];
  /** within this installation */
  href: string;
};
/** What stands below a section's paragraphs; `empty` where it has none. */
export type Section = { key: string; heading: string; empty: string; blocks: Block[] };
export type Snapshot = { version: 1; sections: Section[]; scope: string };
export type Draft = {
  snapshot: Snapshot;
  paragraphs: { section: string; text: string }[];
  citations: Citation[];
  cadreIds: string[];
};

export type Values = Record<string, string | number>;
export type Say = (key: string, values?: Values) => string;
/** A paper's words are plain: names between braces, and what is a number among them. */
export function sayer(messages: object): Say {
  return (key, values = {}) => {
    const found = key.split(".").reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), messages);
    if (typeof found !== "string") throw new Error(`no words for ${key}`);
    return found.replace(/\{(\w+)(?:, number)?\}/g, (_, name: string) => String(values[name] ?? ""));
  };
}

const SHORT = 8;
const ADDRESS = {
  RECORD: "/observations/",
  ACHIEVEMENT: "/achievements/",
  CASE: "/cases/",
  MEETING: "/meetings/",
  TOLERANCE: "/tolerance/",
  TOLERANCE_PRE: "/tolerance/",
  CONCERN: "/concerns/",
} as const;

/** Gives out marks: one for each thing, however often it is cited; longer where two would be taken for each other. */
export class Register {
  private readonly byKey = new Map<string, Citation>();
  private readonly labels = new Set<string>();
  private tables = 0;
  private lists = 0;

  get citations(): Citation[] {
    return [...this.byKey.values()];
  }

  table(say: Say, href: string): { mark: string; label: string } {
    this.tables += 1;
    const label = say("label.TABLE", { number: this.tables });
    return { mark: this.open(`TABLE:${this.tables}`, label, href), label };
  }

  /** Records that a number stands for: opened as a list, numbered like a table, one number for one list. */
  list(say: Say, href: string): string {
    const key = `LIST:${href}`;
    const known = this.byKey.get(key);
    if (known) return mark(known.label);
    this.lists += 1;
    return this.open(key, say("label.LIST", { number: this.lists }), href);
  }

  cite(
    say: Say,
    kind: keyof typeof ADDRESS,
    thing: { id: string; number?: string; revisionNo?: number; state?: string; sourceId?: string },
  ): string {
    const href = `${ADDRESS[kind]}${thing.id}`;
    return this.mark(say, kind, { ...thing, href });
  }

  /** A paper is looked at where it is kept: with its claim. */
  paper(say: Say, { id }: { id: string }, claimId: string): string {
    return this.mark(say, "PAPER", { id, sourceId: id, href: `/achievements/${claimId}` });
  }

  /** What is a page and no single thing. */
  private open(key: string, label: string, href: string): string {
    this.keep(key, {
      label,
      kind: "TABLE",
      entityId: null,
      revisionNo: null,
      state: "",
      sourceIds: [],
      href,
    });
    return mark(label);
  }

  private mark(
    say: Say,
    kind: Exclude<CitationKind, "TABLE">,
    thing: {
      id: string;
      number?: string;
      revisionNo?: number;
      state?: string;
      sourceId?: string;
      href: string;
    },
  ): string {
    const key = `${kind}:${thing.id}`;
    const known = this.byKey.get(key);
    if (known) {
      if (thing.sourceId && !known.sourceIds.includes(thing.sourceId)) known.sourceIds.push(thing.sourceId);
      return mark(known.label);
    }
    const bare = thing.id.replaceAll("-", "");
    let length = SHORT;
    let label = say(`label.${kind}`, { number: thing.number ?? bare.slice(0, length) });
    while (this.labels.has(label)) label = say(`label.${kind}`, { number: bare.slice(0, ++length) });
    this.keep(key, {
      label,
      kind,
      entityId: thing.id,
      revisionNo: thing.revisionNo ?? null,
      state: thing.state ?? "",
      sourceIds: thing.sourceId ? [thing.sourceId] : [],
      href: thing.href,
    });
    return mark(label);
  }

  private keep(key: string, citation: Citation): void {
    this.labels.add(citation.label);
    this.byKey.set(key, citation);
  }
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** As a Chinese text writes a day. */
export const dayIn = (say: Say, day: Day): string => {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return say("day", { year, month, day: date });
};
export const caption = (label: string, words: string): Block => ({
  kind: "note",
  text: `${label}　${words}`,
});
/** Each word or number a cell of its own. */
export const cells = (values: readonly (string | number)[]): string[][] =>
  values.map((value) => [String(value)]);

/** `say` is of messages/zh-CN/reports hint.paper; the others word the states of their domains. */
export type Words = { say: Say; achievements: Say; tolerance: Say; cases: Say; concerns: Say };
/** `at`: the moment of the freeze */
export type Frame = { from: Day; to: Day; level: number; at: Date };
export type Part = { section: Section; paragraphs: string[] };
