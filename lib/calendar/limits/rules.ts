/** What the limits are on a day, and which change of them makes sense; the database keeps the same. */
import type { Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import { LIMIT_REACH, LIMIT_STEPS, type LimitStep } from "./schema";

export type Limits = {
  /** an observer leaves a unit after so many months */
  rotationMonths: number;
  /** and it is said after so many */
  rotationWarningMonths: number;
  /** two stretches on one unit with no longer a break than this count as one: a pause of some weeks is no rotation */
  breakDays: number;
  /** units of one observer */
  unitsLeast: number;
  unitsMost: number;
  /** both have the unit for so long at most, so that one can show the other around */
  overlapDays: number;
  /** rights follow assignments, so the past may be set right for so long only; always today's, whatever day the rest is of */
  backdateDays: number;
  /** a unit without a counted record for so many days is silent */
  silentDays: number;
  /** working days that a request leaves where nobody says otherwise */
  requestDays: number;
  /** as a visit that is asked for */
  visitDays: number;
  /** evidence is thin with fewer methods or recorders */
  evidenceMethods: number;
  evidenceRecorders: number;
  /** 临时抱佛脚: the last days before a day, against so many months */
  lateDays: number;
  lateMonths: number;
  /** how long a decided concern stands where nobody says otherwise, and when its end is near */
  concernDays: number;
  concernWarningDays: number;
  /** so long before its end a trial year is due */
  trialWarningDays: number;
};

const KEYS = {
  ROTATION_MONTHS: "rotationMonths",
  ROTATION_WARNING_MONTHS: "rotationWarningMonths",
  BREAK_DAYS: "breakDays",
  UNITS_LEAST: "unitsLeast",
  UNITS_MOST: "unitsMost",
  OVERLAP_DAYS: "overlapDays",
  BACKDATE_DAYS: "backdateDays",
  SILENT_DAYS: "silentDays",
  REQUEST_DAYS: "requestDays",
  VISIT_DAYS: "visitDays",
  EVIDENCE_METHODS: "evidenceMethods",
  EVIDENCE_RECORDERS: "evidenceRecorders",
  LATE_DAYS: "lateDays",
  LATE_MONTHS: "lateMonths",
  CONCERN_DAYS: "concernDays",
  CONCERN_WARNING_DAYS: "concernWarningDays",
  TRIAL_WARNING_DAYS: "trialWarningDays",
} as const satisfies Record<LimitStep, keyof Limits>;

/** As the database hands them over: by step, those that were set by the day. */
export type FoundLimits = Partial<Record<LimitStep, number>> | null;

export const toLimits = (found: FoundLimits): Limits =>
  Object.fromEntries(
    LIMIT_STEPS.map((step) => [KEYS[step], found?.[step] ?? LIMIT_REACH[step].delivered]),
  ) as Limits;

export const limitOf = (limits: Limits, step: LimitStep): number => limits[KEYS[step]];
export const isLimit = (step: string): step is LimitStep => step in KEYS;

export type LimitReason =
  | "calendar.reason.inPast"
  | "calendar.reason.outOfReach"
  | "calendar.reason.disagree";

export type LimitSetting = { step: string; amount: number; effectiveOn: Day };

/** The values of a day; `settings` newest first, as they are read. */
export const limitsOf = (settings: readonly LimitSetting[], on: Day): Limits =>
  toLimits(
    Object.fromEntries(
      LIMIT_STEPS.flatMap((step) => {
        const found = settings.find((one) => one.step === step && one.effectiveOn <= on);
        return found ? [[step, found.amount]] : [];
      }),
    ),
  );

/** The reminder comes before the limit, and the least is no more than the most. */
const agree = ({ rotationMonths, rotationWarningMonths, unitsLeast, unitsMost }: Limits): boolean =>
  rotationWarningMonths < rotationMonths && unitsLeast <= unitsMost;

/** Asked of every day from its own on, since what is announced already must still fit. */
export function limitRefusal(
  wanted: LimitSetting & { step: LimitStep },
  settings: readonly LimitSetting[],
  today: Day,
): Refusal<LimitReason> | null {
  const { least, most } = LIMIT_REACH[wanted.step];
  if (wanted.effectiveOn < today) return refuse("calendar.reason.inPast");
  if (wanted.amount < least || wanted.amount > most)
    return refuse("calendar.reason.outOfReach", { least, most });
  // of two of one day the later one counts, so that this one stands before its own day's
  const at = settings.findIndex(({ effectiveOn }) => effectiveOn <= wanted.effectiveOn);
  const then = settings.toSpliced(at < 0 ? settings.length : at, 0, wanted);
  const days = then.map(({ effectiveOn }) => effectiveOn).filter((day) => day >= wanted.effectiveOn);
  return days.every((day) => agree(limitsOf(then, day))) ? null : refuse("calendar.reason.disagree");
}
