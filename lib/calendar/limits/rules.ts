/** What the limits are on a day, and which change of them makes sense; the database keeps the same. */
import type { Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import { LIMIT_REACH, LIMIT_STEPS, type LimitStep } from "./schema";

export type Limits = {
  /** an observer leaves a unit after so many months */
  rotationMonths: number;
  /** and it is said after so many */
  rotationWarningMonths: number;
  /** units of one observer */
  unitsLeast: number;
  unitsMost: number;
  /** a unit without a counted record for so many days is silent */
  silentDays: number;
};

/** As the database hands them over: by step, those that were set by the day. */
export type FoundLimits = Partial<Record<LimitStep, number>> | null;

export function toLimits(found: FoundLimits): Limits {
  const of = (step: LimitStep): number => found?.[step] ?? LIMIT_REACH[step].delivered;
  return {
    rotationMonths: of("ROTATION_MONTHS"),
    rotationWarningMonths: of("ROTATION_WARNING_MONTHS"),
    unitsLeast: of("UNITS_LEAST"),
    unitsMost: of("UNITS_MOST"),
    silentDays: of("SILENT_DAYS"),
  };
}

const KEYS = {
  ROTATION_MONTHS: "rotationMonths",
  ROTATION_WARNING_MONTHS: "rotationWarningMonths",
  UNITS_LEAST: "unitsLeast",
  UNITS_MOST: "unitsMost",
  SILENT_DAYS: "silentDays",
} as const satisfies Record<LimitStep, keyof Limits>;
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
