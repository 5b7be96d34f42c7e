/** 工作日历 and 时限, by the administrator: a day is set or taken out with its reason, and what was there stays readable. */
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { limitRefusal } from "./limits/rules";
import { limitInput } from "./limits/schema";
import { findCalendarDay, listSettings } from "./queries";
import { arrangeRefusal, daysFrom, deadlineRefusal, removeRefusal } from "./rules";
import { arrangeInput, deadlineInput, removeInput } from "./schema";

/** A day that stood there before, e.g. a provisional one, gives way to the new one. */
export const arrangeDays = commandInSql({
  name: "arrangeDays",
  right: "calendar.edit",
  input: arrangeInput,
  run: async ({ db, viewer, input, now, today }) => {
    const { from, until, kind, name, isProvisional, reason } = input;
    const refusal = arrangeRefusal(input, today);
    if (refusal) return refusal;
    const days = daysFrom(from, until);
    // two people who arrange the same week go one after the other
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended('calendar', 0))::text`);
    await db.rows(sql`
      update calendar_days set removed_at = ${now}::timestamptz, removed_by = ${viewer.id}::uuid, remove_reason = ${reason}
      where removed_at is null and day = any(${days}::date[])`);
    await db.rows(sql`
      insert into calendar_days (day, kind, name, is_provisional, reason, set_by)
      select day, ${kind}, ${name}, ${isProvisional}, ${reason}, ${viewer.id}::uuid from unnest(${days}::date[]) as day`);
    return done({ from, until }, { entity: "calendarDay", id: from, after: `${kind} ${from} ${until}` });
  },
});

export const removeCalendarDay = commandInSql({
  name: "removeCalendarDay",
  right: "calendar.edit",
  input: removeInput,
  run: async ({ db, viewer, input, now, today }) => {
    const found = await findCalendarDay(db, input.id);
    if (!found) throw new NotFound("calendar day");
    const refusal = removeRefusal(found, today);
    if (refusal) return refusal;
    const removed = await db.rows(sql`
      update calendar_days set removed_at = ${now}::timestamptz, removed_by = ${viewer.id}::uuid,
             remove_reason = ${input.reason}
      where id = ${input.id}::uuid and removed_at is null returning id`);
    // taken out by somebody else a moment ago
    if (removed.length === 0) throw new NotFound("calendar day");
    return done({ day: found.day }, { entity: "calendarDay", id: found.day, before: found.kind });
  },
});

export const setDeadline = commandInSql({
  name: "setDeadline",
  right: "calendar.edit",
  input: deadlineInput,
  run: async ({ db, viewer, input, today }) => {
    const { step, days, effectiveOn, reason } = input;
    const refusal = deadlineRefusal(effectiveOn, today);
    if (refusal) return refusal;
    await db.rows(sql`
      insert into deadline_settings (step, amount, effective_on, reason, set_by)
      values (${step}, ${days}::int, ${effectiveOn}::date, ${reason}, ${viewer.id}::uuid)`);
    return done({ step }, { entity: "deadline", id: step, after: `${days} ${effectiveOn}` });
  },
});

/** As a deadline, but of two that belong together neither may overtake the other. */
export const setLimit = commandInSql({
  name: "setLimit",
  right: "calendar.edit",
  input: limitInput,
  run: async ({ db, viewer, input, today }) => {
    const { step, amount, effectiveOn, reason } = input;
    const refusal = limitRefusal(input, await listSettings(db), today);
    if (refusal) return refusal;
    await db.rows(sql`
      insert into deadline_settings (step, amount, effective_on, reason, set_by)
      values (${step}, ${amount}::int, ${effectiveOn}::date, ${reason}, ${viewer.id}::uuid)`);
    return done({ step }, { entity: "limit", id: step, after: `${amount} ${effectiveOn}` });
  },
});
