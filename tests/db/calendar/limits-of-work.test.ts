/** What reads the limits of evidence, requests and reminders, each by the day shown. Years no other test counts with. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { assignUnit, reassignUnit } from "@/lib/assignments/commands";
import { listHistory, tenuresOn } from "@/lib/assignments/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { lateShare } from "@/lib/cadres/file/rules";
import { listCadres } from "@/lib/cadres/queries";
import { strengthVerdict } from "@/lib/cadres/rules";
import { cadreFilter } from "@/lib/cadres/schema";
import { setLimit } from "@/lib/calendar/commands";
import { loadLimits, loadRequestDue } from "@/lib/calendar/limits/queries";
import { LIMIT_REACH, LIMIT_STEPS, type LimitStep } from "@/lib/calendar/limits/schema";
import { countConcerns } from "@/lib/concerns/queries";
import { findVisitScope } from "@/lib/observations/follow-ups/queries";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { countOutcomes } from "@/lib/reviews/outcomes/queries";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

const set = async (who: Person, step: LimitStep, amount: number, effectiveOn: string) =>
  expect(await setLimit(who, { step, amount: String(amount), effectiveOn, reason: "试行" })).toMatchObject({
    ok: true,
  });
/** Of a day that is over, which nobody may set. */
const setBefore = (step: LimitStep, amount: number, day: string) =>
  owner().query(
    "insert into deadline_settings (step, amount, effective_on, reason) values ($1, $2, $3, '试行')",
    [step, amount, day],
  );

describe("the reach of each limit", () => {
  it.each(LIMIT_STEPS)("of %s is the same in the database", async (step) => {
    const { least, most, delivered } = LIMIT_REACH[step];
    const client = await owner().connect();
    const tried = async (amount: number) => {
      await client.query("begin");
      try {
        await client.query(
          "insert into deadline_settings (step, amount, effective_on) values ($1, $2, '1990-01-01')",
          [step, amount],
        );
        return true;
      } catch (problem) {
        // the pairs are asked after the reach, and not of a day before any of them was set
        expect(String(problem)).toMatch(/amount_in_reach/);
        return false;
      } finally {
        await client.query("rollback");
      }
    };
    try {
      expect([await tried(least - 1), await tried(most + 1)]).toEqual([false, false]);
      const { rows } = await client.query(
        "select amount from deadline_settings where step = $1 and effective_on = '2020-01-01'",
        [step],
      );
      expect(rows).toEqual([{ amount: delivered }]);
    } finally {
      client.release();
    }
  });
});

describe("evidence", () => {
  it("of a file and of the list is thin by what was set for the day shown", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    const cadre = await createCadre(unit);
    const authors = [
      await createPerson("OBSERVER", { units: [unit] }),
      await createPerson("OBSERVER", { units: [unit] }),
    ];
    const methods = ["field_survey", "stakeholder_visit", "regular_talk"];
    for (const [at, method] of methods.entries())
      await createObservation(authors[at % 2] as Person, unit, { cadres: [cadre], method });
    const leader = await createPerson("LEADER", { clearance: 3 });
    await set(admin, "EVIDENCE_METHODS", 4, "2071-01-01");
    await set(admin, "EVIDENCE_METHODS", 3, "2071-02-01");
    const viewer = { id: leader.id, roles: ["LEADER" as const], cadreId: null };
    const told = (day: string) =>
      read(leader, async (db) => {
        const file = await getCadreFile(db, viewer, cadre.id, {}, day);
        const list = await listCadres(db, viewer, cadreFilter.parse({ unit: unit.id }), day);
        const row = list.items.find(({ id }) => id === cadre.id);
        return [
          file.records && strengthVerdict(file.records.strength, file.limits).kind,
          row?.strength && strengthVerdict(row.strength, list.limits).kind,
        ];
      });
    expect(await told("2070-12-31")).toEqual(["enough", "enough"]);
    expect(await told("2071-01-01")).toEqual(["thin", "thin"]);
    expect(await told("2071-02-01")).toEqual(["enough", "enough"]);
  });

  it("late records are counted by the windows of the day of the file", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { startsOn: "2019-01-01" });
    const author = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    for (const on of ["2021-01-05", "2021-06-20", "2021-08-20", "2021-09-10"])
      await createObservation(author, unit, { cadres: [cadre], on });
    await setBefore("LATE_DAYS", 30, "2021-09-15");
    await setBefore("LATE_MONTHS", 6, "2021-09-15");
    await setBefore("LATE_DAYS", 60, "2021-09-16");
    await setBefore("LATE_MONTHS", 12, "2021-09-16");
    const told = (on: string) =>
      read(reviewer, async (db) => {
        const viewer = { id: reviewer.id, roles: ["REVIEWER" as const], cadreId: null };
        const file = await getCadreFile(db, viewer, cadre.id, { on }, today());
        return file.records && [file.records.late, lateShare(file.records.late, on, file.limits).share];
      });
    expect(await told("2021-09-14")).toEqual([{ recent: 2, year: 4 }, 50]);
    // 17 August to 15 September, of 16 March on
    expect(await told("2021-09-15")).toEqual([{ recent: 2, year: 3 }, 67]);
    expect(await told("2021-09-16")).toEqual([{ recent: 2, year: 4 }, 50]);
  });
});

describe("terms where nobody says otherwise", () => {
  it("of a request counts working days, of a visit days, as set for the day", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    // Monday, 5 January 2071
    await set(admin, "REQUEST_DAYS", 7, "2071-01-05");
    await set(admin, "VISIT_DAYS", 21, "2071-01-05");
    await set(admin, "REQUEST_DAYS", 5, "2071-01-12");
    await set(admin, "VISIT_DAYS", 14, "2071-01-12");
    const due = (day: string) =>
      read(admin, async (db) => [
        await loadRequestDue(db, day),
        (await findVisitScope(db, { unit: unit.id }, day))?.dueOn,
      ]);
    expect(await due("2071-01-05")).toEqual(["2071-01-14", "2071-01-26"]);
    expect(await due("2071-01-12")).toEqual(["2071-01-19", "2071-01-26"]);
  });

  it("reminders look as far ahead as was set", async () => {
    const [admin, reviewer] = [await createPerson("ADMIN"), await createPerson("REVIEWER")];
    await set(admin, "CONCERN_WARNING_DAYS", 14, "2072-01-01");
    await set(admin, "TRIAL_WARNING_DAYS", 60, "2072-01-01");
    await set(admin, "CONCERN_WARNING_DAYS", 30, "2072-02-01");
    await set(admin, "TRIAL_WARNING_DAYS", 30, "2072-02-01");
    const told = (day: string) =>
      read(reviewer, async (db) => [
        (await countConcerns(db, day)).warningDays,
        (await countOutcomes(db, day)).warningDays,
      ]);
    expect(await told("2072-01-15")).toEqual([14, 60]);
    expect(await told("2072-02-01")).toEqual([30, 30]);
  });
});

describe("assignments", () => {
  it("are set right no further back than is set today, and overlap as is set for the first day", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    const [goes, comes] = [await createPerson("OBSERVER"), await createPerson("OBSERVER")];
    const [id, next] = [randomUUID(), randomUUID()];
    const assigned = (startsOn: string, over: object = {}) =>
      assignUnit(admin, { id, observerId: goes.id, unitId: unit.id, startsOn, reason: "分工", ...over });
    // whatever day one asks of, today's value tells how far back
    const asked = await read(admin, (db) => loadLimits(db, daysAgo(400)));
    expect(asked.backdateDays).toBe((await read(admin, (db) => loadLimits(db, today()))).backdateDays);
    expect(await assigned(daysAgo(32))).toMatchObject({ reason: "assignments.reason.tooFarBack" });
    expect(await assigned("2073-01-01")).toMatchObject({ ok: true });
    await set(admin, "OVERLAP_DAYS", 7, "2073-03-01");
    await set(admin, "OVERLAP_DAYS", 60, "2073-06-01");
    const handed = (lastDay: string) =>
      reassignUnit(admin, {
        id: next,
        assignmentId: id,
        observerId: comes.id,
        startsOn: "2073-04-01",
        lastDay,
        reason: "轮换",
        rowVersion: 1,
      });
    expect(await handed("2073-04-09")).toMatchObject({ reason: "assignments.reason.overlapDays" });
    expect(await handed("2073-04-08")).toMatchObject({ ok: true });
  });

  it("a pause is a rotation where it was longer than is set", async () => {
    const unit = await createUnit();
    const [observer, admin] = [await createPerson("OBSERVER"), await createPerson("ADMIN")];
    for (const [from, to] of [
      ["2022-01-01", "2022-06-30"],
      ["2022-08-15", null],
    ])
      await owner().query(
        "insert into assignments (id, observer_id, unit_id, starts_on, ends_on, reason, made_by) values (gen_random_uuid(), $1, $2, $3, $4, '分工', $5)",
        [observer.id, unit.id, from, to, admin.id],
      );
    const [latest] = await read(admin, (db) => listHistory(db, { unitId: unit.id }));
    expect(latest?.since).toBe("2022-08-15");
    // forty-six days between them
    await setBefore("BREAK_DAYS", 60, "2021-10-01");
    await setBefore("BREAK_DAYS", 31, "2021-10-02");
    const since = (day: string) =>
      read(admin, async (db) => {
        const rows = await db.rows<{ since: string }>(sql`
          select t.since::text as since from (${tenuresOn(sql`${day}::date`)}) t
          where t.unit_id = ${unit.id}::uuid order by t.starts_on desc limit 1`);
        return rows[0]?.since;
      });
    expect([await since("2021-10-01"), await since("2021-10-02")]).toEqual(["2022-01-01", "2022-08-15"]);
  });
});
