import { describe, expect, it } from "vitest";
import { arrangeDays, removeCalendarDay, setDeadline } from "@/lib/calendar/commands";
import { listCalendarChanges, listCalendarDays, loadCalendar, loadDeadlines } from "@/lib/calendar/queries";
import { addWorkingDays, isWorkingDay } from "@/lib/calendar/rules";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { can, ROLES, type Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { createPerson, daysAgo, type Person } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

/** Years that no other test and no seed counts with; one a test, because the calendar is everybody's. */
const holiday = (year: number) => ({
  from: `${year}-10-01`,
  until: `${year}-10-03`,
  kind: "OFF",
  name: "国庆节",
  reason: "国办通知",
});
const shown = (who: Person, year: number) => read(who, (db) => listCalendarDays(db, year));
const refused = (reason: string) => ({ ok: false, kind: "refused", reason: `calendar.reason.${reason}` });

describe("arrangeDays", () => {
  it("sets each day of a range, with an audit line", async () => {
    const admin = await createPerson("ADMIN");
    expect(await arrangeDays(admin, holiday(2041))).toMatchObject({ ok: true });
    expect((await shown(admin, 2041)).map(({ day, kind }) => [day, kind])).toEqual([
      ["2041-10-01", "OFF"],
      ["2041-10-02", "OFF"],
      ["2041-10-03", "OFF"],
    ]);
    const { rows } = await owner().query(
      "select action, after from audit_events where actor_id = $1 and entity = 'calendarDay'",
      [admin.id],
    );
    expect(rows).toEqual([{ action: "arrangeDays", after: "OFF 2041-10-01 2041-10-03" }]);
  });

  it("puts the announced days in the place of provisional ones, and keeps both readable", async () => {
    const admin = await createPerson("ADMIN");
    await arrangeDays(admin, { ...holiday(2042), isProvisional: "on" });
    await arrangeDays(admin, { ...holiday(2042), until: "2042-10-02", name: "国庆" });
    expect((await shown(admin, 2042)).map(({ name, isProvisional }) => [name, isProvisional])).toEqual([
      ["国庆", false],
      ["国庆", false],
      ["国庆节", true],
    ]);
    const changes = await read(admin, (db) => listCalendarChanges(db, 2042));
    expect(changes).toHaveLength(5);
    expect(changes.filter(({ removedAt }) => removedAt !== null)).toMatchObject([
      { removeReason: "国办通知", removerName: admin.name },
      { removeReason: "国办通知", removerName: admin.name },
    ]);
  });

  it("stands once when two administrators set the same days at once", async () => {
    const two = [await createPerson("ADMIN"), await createPerson("ADMIN")];
    const outcomes = await Promise.all(two.map((admin) => arrangeDays(admin, holiday(2043))));
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
    const [admin] = two;
    if (admin) expect(await shown(admin, 2043)).toHaveLength(3);
  });

  it("refuses days that are over and make-up workdays in the week, and so does the database", async () => {
    const admin = await createPerson("ADMIN");
    const day = { ...holiday(2044), from: daysAgo(1), until: daysAgo(1) };
    expect(await arrangeDays(admin, day)).toMatchObject(refused("over"));
    const monday = { ...holiday(2044), from: "2044-10-03", until: "2044-10-03", kind: "WORK" };
    expect(await arrangeDays(admin, monday)).toMatchObject(refused("worksAnyway"));
    const insert = (row: { day: string; kind: string }) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [admin.id]);
        await client.query("insert into calendar_days (day, kind, name, set_by) values ($1, $2, '试', $3)", [
          row.day,
          row.kind,
          admin.id,
        ]);
      });
    await expect(insert({ day: daysAgo(1), kind: "OFF" })).rejects.toThrow(/row-level security/);
    await expect(insert({ day: "2044-10-03", kind: "WORK" })).rejects.toThrow(/made_up_at_weekends/);
  });

  it.each(ROLES.filter((role) => role !== "ADMIN"))("denies a %s, and so does the database", async (role) => {
    const person = await createPerson(role);
    expect(await arrangeDays(person, holiday(2045))).toEqual({ ok: false, kind: "denied" });
    expect(
      await setDeadline(person, {
        step: "CASE_IMMEDIATE",
        days: 4,
        effectiveOn: "2045-01-01",
        reason: "试行",
      }),
    ).toEqual({ ok: false, kind: "denied" });
    await expect(
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [person.id]);
        await client.query(
          "insert into calendar_days (day, kind, name, set_by) values ('2045-10-01', 'OFF', '试', $1)",
          [person.id],
        );
      }),
    ).rejects.toThrow(/row-level security/);
  });
});

describe("removeCalendarDay", () => {
  it("takes a day out with its reason, once; the history keeps it", async () => {
    const admin = await createPerson("ADMIN");
    await arrangeDays(admin, { ...holiday(2046), until: "2046-10-01" });
    const [day] = await shown(admin, 2046);
    const id = day?.id ?? "";
    expect(await removeCalendarDay(admin, { id, reason: "登记有误" })).toMatchObject({ ok: true });
    expect(await shown(admin, 2046)).toEqual([]);
    expect(await removeCalendarDay(admin, { id, reason: "登记有误" })).toMatchObject({ kind: "notFound" });
    await expect(
      owner().query(
        "update calendar_days set removed_at = null, removed_by = null, remove_reason = null where id = $1",
        [id],
      ),
    ).rejects.toThrow(/never changed/);
    await expect(owner().query("delete from calendar_days where id = $1", [id])).rejects.toThrow();
  });

  it("denies who may not, and leaves the days that are over", async () => {
    const [admin, reviewer] = [await createPerson("ADMIN"), await createPerson("REVIEWER")];
    const { rows } = await owner().query(
      "select id from calendar_days where removed_at is null and day < city_today() order by day limit 1",
    );
    const input = { id: rows[0].id, reason: "试着改" };
    expect(await removeCalendarDay(admin, input)).toMatchObject(refused("over"));
    expect(await removeCalendarDay(reviewer, input)).toEqual({ ok: false, kind: "denied" });
  });
});

describe("setDeadline", () => {
  it("counts from its day on; what was in force before is still what was", async () => {
    const admin = await createPerson("ADMIN");
    const set = (days: number, effectiveOn: string) =>
      setDeadline(admin, { step: "TOLERANCE_APPEAL", days: String(days), effectiveOn, reason: "试行" });
    expect(await set(12, "2047-01-01")).toMatchObject({ ok: true });
    expect(await set(15, "2048-01-01")).toMatchObject({ ok: true });
    const inForce = async (on?: string) =>
      (await read(admin, (db) => loadDeadlines(db, on))).TOLERANCE_APPEAL;
    expect(await inForce()).toBe(10);
    expect(await inForce("2047-06-01")).toBe(12);
    expect(await inForce("2048-06-01")).toBe(15);
    // of two set for one day the later counts
    expect(await set(14, "2048-01-01")).toMatchObject({ ok: true });
    expect(await inForce("2048-06-01")).toBe(14);
    const { rows } = await owner().query("select deadline_days('TOLERANCE_APPEAL', '2048-06-01') as days");
    expect(rows[0].days).toBe(14);
  });

  it("refuses a day that is over, and never changes what was set", async () => {
    const admin = await createPerson("ADMIN");
    const input = { step: "CASE_UNIT_LED", days: 8, effectiveOn: daysAgo(1), reason: "试行" };
    expect(await setDeadline(admin, input)).toMatchObject(refused("inPast"));
    await expect(owner().query("update deadline_settings set days = 1")).rejects.toThrow();
    await expect(owner().query("delete from deadline_settings")).rejects.toThrow();
  });

  it("has a default of every step", async () => {
    const admin = await createPerson("ADMIN");
    const deadlines = await read(admin, (db) => loadDeadlines(db));
    expect(deadlines).toEqual({
      TOLERANCE_ACCEPT: 5,
      TOLERANCE_VERIFY: 15,
      TOLERANCE_DETERMINE: 10,
      TOLERANCE_FEEDBACK: 5,
      TOLERANCE_APPEAL: 10,
      CASE_IMMEDIATE: 3,
      CASE_UNIT_LED: 10,
      CASE_JOINT_MEETING: 15,
      CASE_ESCALATED: 20,
      COMPLAINT_ANSWER: 10,
      CORRECTION_ANSWER: 15,
    });
  });
});

describe("reading the calendar", () => {
  it.each(ROLES)(
    "shows a %s what the right says; who files something counts with it too",
    async (role: Role) => {
      const person = await createPerson(role);
      const isBusiness = can({ roles: [role] }, "home.open");
      const [seen] = await read(person, (db) =>
        db.rows<{ days: number; settings: number }>(sql`
        select (select count(*)::int from calendar_days) as days, (select count(*)::int from deadline_settings) as settings`),
      );
      expect((seen?.days ?? 0) > 0).toBe(isBusiness);
      expect((seen?.settings ?? 0) > 0).toBe(isBusiness);
    },
  );
});

describe("add_working_days in the database", () => {
  it("reaches the same day as the rule, over holidays, make-up days and the ends of years", async () => {
    const admin = await createPerson("ADMIN");
    const calendar = await read(admin, loadCalendar);
    const asked = Array.from({ length: 1000 }, (_, at) => ({
      day: addDays("2024-12-20", at),
      n: [0, 1, 3, 5, 10, 15, 20, 60][at % 8] ?? 1,
    }));
    const { rows } = await owner().query(
      `select add_working_days(day, n)::text as reached, is_working_day(day) as works
       from unnest($1::date[], $2::int[]) with ordinality as asked(day, n, at) order by at`,
      [asked.map(({ day }) => day), asked.map(({ n }) => n)],
    );
    expect(rows).toEqual(
      asked.map(({ day, n }) => ({
        reached: addWorkingDays(day, n, calendar),
        works: isWorkingDay(day, calendar),
      })),
    );
  });
});
