/**
 * 现场包: what a phone takes along so that its person can work without a network, as far as their rights go. Plain
 * JSON; the pages make their views from it, whether the server has just read it or the phone has kept it.
 */
import type { ConductItem } from "@/lib/conduct/queries";
import type { DimensionWording } from "@/lib/dimensions/rules";
import type { MeetingKind } from "@/lib/liaison/schema";
import { type MinimumPeriod, missing, periodOf } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { Notice } from "@/lib/notices/rules";
import type { PickCadre, PickTask, RecentRecord } from "@/lib/observations/form/choice/rules";
import { type Day, daysBetween } from "@/lib/platform/clock";

/** Bumped when a phone could misread an older kit: it then asks for a new one. */
export const KIT_VERSION = 1;
/** Reference data older than this is not shown any more; drafts and outbox are no reference data and stay. */
const KIT_DAYS = 7;
const DAY_MS = 86_400_000;

export type KitDue = {
  methodId: string;
  /** records in the period that the minimum counts */
  count: number;
  minimum: number | null;
  period: Extract<MinimumPeriod, "quarter" | "half_year" | "year">;
  /** what the list behind the number shows */
  from: Day;
  to: Day;
};
/** A kit from before there were requests and cases says nothing of what may be missing. */
export type KitFollowUp = {
  id: string;
  observationId: string | null;
  achievementId?: string | null;
  caseId?: string | null;
  askedByName?: string | null;
  title: string;
  dueOn: Day | null;
};

export type KitMeeting = {
  id: string;
  title: string;
  /** of the unit's own plan, or a coordination meeting that the unit takes part in */
  kind: MeetingKind | "COORDINATION";
  place: string;
  /** wall clock in the city */
  day: Day;
  time: string;
  isOpen: boolean;
};

export type KitUnit = {
  id: string;
  name: string;
  shortName: string;
  /** last day of the assignment; null while no end is known */
  until: Day | null;
  lastOn: Day | null;
  /** on the day the kit was taken; null: never a record */
  silentDays: number | null;
  /** in the order of FieldKit.methods */
  due: KitDue[];
  /** by method: the day of the viewer's last record with it */
  lastUsed: Record<string, Day>;
  followUps: KitFollowUp[];
  /** of the next weeks; absent in a kit that was taken by an older release */
  meetings?: KitMeeting[];
  lastPlace: string;
  cadres: PickCadre[];
  tasks: PickTask[];
  /** the newest that the viewer may see there */
  recentRecords: RecentRecord[];
};

export type KitMethod = {
  id: string;
  versionId: string;
  name: string;
  nameEn: string;
  definition: string;
  definitionEn: string;
  minimumText: string;
  isSample: boolean;
  isEvidenceAsked: boolean;
  defaultConfidentiality: number;
  fields: MethodField[];
};

export type KitDraft = {
  id: string;
  unitId: string | null;
  unitName: string | null;
  methodId: string | null;
  methodName: string | null;
  methodNameEn: string | null;
  /** set while an existing record is being rewritten */
  observationId: string | null;
  content: Record<string, unknown>;
  savedAt: string;
  version: number;
  /** the copy on a device that wrote last */
  copyId: string | null;
  /** 另一版本: what was not chosen when two devices had written in that draft */
  otherVersionOf: string | null;
};

export type KitReturned = {
  id: string;
  unitName: string;
  methodName: string;
  methodNameEn: string;
  startedOn: Day;
  reason: string;
  reviewer: string;
  returnedOn: Day | null;
};

export type FieldKit = {
  version: typeof KIT_VERSION;
  /** by the server's clock */
  takenAt: string;
  takenOn: Day;
  viewer: { id: string; account: string; name: string; department: string; locale: "zh-CN" | "en" };
  units: KitUnit[];
  methods: KitMethod[];
  /** 德能勤绩廉, those in force and those to come; none in a kit of an earlier release */
  dimensions?: DimensionWording[];
  /** 双十条 */
  conductItems: ConductItem[];
  people: { id: string; name: string; department: string; isObserver: boolean }[];
  /** every unit's short name, for methods that ask for one */
  allUnits: { id: string; shortName: string }[];
  limits: { fact: number; judgement: number; evidenceNote: number; reason: number; outcome: number };
  drafts: KitDraft[];
  returned: KitReturned[];
  /** the newest, unread first; how many are unread at all */
  notices: Notice[];
  unread: number;
};

/**
 * What may still be shown of a kit: units whose assignment has ended are gone, and of a kit that nobody could
 * refresh for a week only its person is left.
 */
export function usableKit<Kit extends FieldKit>(kit: Kit, now: { at: Date; day: Day }): Kit {
  if (isStale(kit, now.at)) {
    return {
      ...kit,
      units: [],
      methods: [],
      conductItems: [],
      people: [],
      allUnits: [],
      drafts: [],
      returned: [],
      notices: [],
      unread: 0,
    };
  }
  const units = kit.units.filter((unit) => unit.until === null || unit.until >= now.day);
  return units.length === kit.units.length ? kit : { ...kit, units };
}

/** A clock set back must not keep a kit for ever, so a kit of tomorrow is stale too. */
export function isStale(kit: Pick<FieldKit, "version" | "takenAt">, at: Date): boolean {
  const age = at.getTime() - Date.parse(kit.takenAt);
  return kit.version !== KIT_VERSION || !(age <= KIT_DAYS * DAY_MS && age > -DAY_MS);
}

/* ---------------------------------------------------------------- what the pages show */

export type Gap = {
  methodId: string;
  name: string;
  nameEn: string;
  isSample: boolean;
  minimumText: string;
  count: number;
  minimum: number | null;
  missing: number;
  period: KitDue["period"];
  from: Day;
  to: Day;
};
export type UnitTile = {
  id: string;
  name: string;
  lastOn: Day | null;
  silentDays: number | null;
  until: Day | null;
  gaps: Gap[];
  followUps: KitFollowUp[];
};
export type MethodRow = Gap & { lastOn: Day | null };

/** A kit from before the turn of a quarter has counted for the old one. */
function gapOf(due: KitDue, method: KitMethod, today: Day): Gap {
  const period = periodOf(today, due.period);
  const isOver = due.from < period.from;
  const count = isOver ? 0 : due.count;
  return {
    methodId: method.id,
    name: method.name,
    nameEn: method.nameEn,
    isSample: method.isSample,
    minimumText: method.minimumText,
    count,
    minimum: due.minimum,
    missing: missing(count, due.minimum ?? 0),
    period: due.period,
    from: isOver ? period.from : due.from,
    to: isOver ? period.to : due.to,
  };
}

function gapsOf(kit: FieldKit, unit: KitUnit, today: Day): Gap[] {
  const methods = new Map(kit.methods.map((method) => [method.id, method]));
  return unit.due.flatMap((due) => {
    const method = methods.get(due.methodId);
    return method ? [gapOf(due, method, today)] : [];
  });
}

export const unitTiles = (kit: FieldKit, today: Day): UnitTile[] =>
  kit.units.map((unit) => ({
    id: unit.id,
    name: unit.shortName,
    lastOn: unit.lastOn,
    silentDays: unit.silentDays === null ? null : unit.silentDays + daysBetween(kit.takenOn, today),
    until: unit.until,
    gaps: gapsOf(kit, unit, today).filter((gap) => gap.missing > 0),
    followUps: unit.followUps,
  }));

/** Last used first, then in the order of the ten. */
export function methodRows(kit: FieldKit, unit: KitUnit, today: Day): MethodRow[] {
  return gapsOf(kit, unit, today)
    .map((gap) => ({ ...gap, lastOn: unit.lastUsed[gap.methodId] ?? null }))
    .sort((a, b) => (b.lastOn ?? "").localeCompare(a.lastOn ?? ""));
}

export const findUnit = (kit: FieldKit, id: string | null): KitUnit | undefined =>
  kit.units.find((unit) => unit.id === id);
export const findMethod = (kit: FieldKit, id: string | null): KitMethod | undefined =>
  kit.methods.find((method) => method.id === id);
