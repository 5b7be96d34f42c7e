import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { LimitStep } from "./limits/schema";
import type { Calendar } from "./rules";
import { type DayKind, DEADLINE_STEPS, type DeadlineStep } from "./schema";

/** Every named day, some forty a year: to count working days with. */
export async function loadCalendar(db: ScopedDb): Promise<Calendar> {
  const rows = await db.rows<{ day: Day; kind: DayKind }>(
    sql`select day::text, kind from calendar_days where removed_at is null`,
  );
  return new Map(rows.map(({ day, kind }) => [day, kind]));
}

export type Deadlines = Record<DeadlineStep, number>;

/** Working days of each step, as in force on that day; today when none is given. */
export async function loadDeadlines(db: ScopedDb, on?: Day): Promise<Deadlines> {
  const rows = await db.rows<{ step: DeadlineStep; days: number }>(sql`
    select distinct on (step) step, amount as days from deadline_settings
    where step = any(${[...DEADLINE_STEPS]}::text[]) and effective_on <= coalesce(${on ?? null}::date, city_today())
    order by step, effective_on desc, set_at desc`);
  return Object.fromEntries(rows.map(({ step, days }) => [step, days])) as Deadlines;
}

export type CalendarDay = { id: string; day: Day; kind: DayKind; name: string; isProvisional: boolean };

export const listCalendarDays = (db: ScopedDb, year: number): Promise<CalendarDay[]> =>
  db.rows<CalendarDay>(sql`
    select id, day::text, kind, name, is_provisional as "isProvisional" from calendar_days
    where removed_at is null and day between make_date(${year}::int, 1, 1) and make_date(${year}::int, 12, 31)
    order by day`);

export type CalendarChange = CalendarDay & {
  reason: string;
  setterName: string | null;
  setAt: Date;
  removeReason: string | null;
  removerName: string | null;
  removedAt: Date | null;
};

/** What people set and took out in a year; the reference data alone is no change. */
export const listCalendarChanges = (db: ScopedDb, year: number): Promise<CalendarChange[]> =>
  db.rows<CalendarChange>(sql`
    select c.id, c.day::text, c.kind, c.name, c.is_provisional as "isProvisional", c.reason, s.name as "setterName",
           c.set_at as "setAt", c.remove_reason as "removeReason", r.name as "removerName", c.removed_at as "removedAt"
    from calendar_days c left join users s on s.id = c.set_by left join users r on r.id = c.removed_by
    where c.day between make_date(${year}::int, 1, 1) and make_date(${year}::int, 12, 31)
      and (c.set_by is not null or c.removed_at is not null)
    order by coalesce(c.removed_at, c.set_at) desc, c.day limit 200`);

export const findCalendarDay = async (db: ScopedDb, id: string): Promise<CalendarDay | null> => {
  const [found] = await db.rows<CalendarDay>(sql`
    select id, day::text, kind, name, is_provisional as "isProvisional" from calendar_days
    where id = ${id}::uuid and removed_at is null`);
  return found ?? null;
};

/** A deadline, counted in working days, or a limit in its own unit. */
export type SettingStep = DeadlineStep | LimitStep;
export type Setting = {
  id: string;
  step: SettingStep;
  amount: number;
  effectiveOn: Day;
  reason: string;
  setterName: string | null;
  setAt: Date;
};

/** All that was ever set, newest first; the ones in force are what loadDeadlines and loadLimits tell. */
export const listSettings = (db: ScopedDb): Promise<Setting[]> =>
  db.rows<Setting>(sql`
    select d.id, d.step, d.amount, d.effective_on::text as "effectiveOn", d.reason, u.name as "setterName", d.set_at as "setAt"
    from deadline_settings d left join users u on u.id = d.set_by
    order by d.effective_on desc, d.set_at desc, d.id limit 200`);
