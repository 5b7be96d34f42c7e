/** 事项: by commands, by direct SQL and at the same moment; who sees what of them, and who is told. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addCaseDocument, openCase } from "@/lib/cases/commands";
import { TRANSITIONS } from "@/lib/cases/rules";
import { CASE_STATES } from "@/lib/cases/schema";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { createPerson, createUnit, today } from "@/tests/support/builders";
import { carry, caseInput, createCase } from "@/tests/support/cases";
import { owner } from "@/tests/support/owner";
import { page } from "./case-steps";

const stateOf = async (id: string) =>
  (await owner().query("select state, tier, row_version from cases where id = $1", [id])).rows[0];

describe("a case", () => {
  it("gets a number, a deadline by working days, its lead and its contact", async () => {
    const made = await createCase();
    const shown = await page(made.liaison, made.id);
    expect(shown.number).toMatch(new RegExp(`^SX-${today().slice(0, 4)}-\\d{4}$`));
    const { rows } = await owner().query("select add_working_days(city_today(), 3)::text as day");
    expect(shown.dueOn).toBe(rows[0].day);
    expect(shown.parties).toMatchObject([
      { unitId: made.lead.id, isLead: true, contactId: made.liaison.id },
      { unitId: made.party.id, isLead: false, contactId: made.partyLiaison.id },
    ]);
  });

  it("is raised once from a form sent twice, and takes nobody else's number", async () => {
    const unit = await createUnit();
    const liaison = await createPerson("LIAISON", { unitId: unit.id });
    const input = caseInput(unit);
    const outcomes = await Promise.all([openCase(liaison, input), openCase(liaison, input)]);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    const many = await Promise.all(Array.from({ length: 4 }, () => openCase(liaison, caseInput(unit))));
    expect(many.every(({ ok }) => ok)).toBe(true);
    const { rows } = await owner().query(
      "select count(*)::int as n, count(distinct number)::int as numbers from cases where unit_id = $1",
      [unit.id],
    );
    expect(rows[0]).toEqual({ n: 5, numbers: 5 });
  });

  it("goes up with a reason and a new deadline, is settled by the lead, and closes with the second of two words", async () => {
    const made = await createCase();
    expect(await carry(made.observer, made.id, "RAISE")).toMatchObject({ ok: true });
    expect(await carry(made.observer, made.id, "RAISE", { tier: "ESCALATED" })).toMatchObject({
      reason: "cases.reason.departmentEscalates",
    });
    expect(await carry(made.leader, made.id, "RAISE", { tier: "ESCALATED" })).toMatchObject({ ok: true });
    expect(await carry(made.partyLiaison, made.id, "SETTLE")).toMatchObject({
      reason: "cases.reason.notYours",
    });
    expect(await carry(made.liaison, made.id, "SETTLE", { outcome: " " })).toMatchObject({ kind: "invalid" });
    expect(await carry(made.liaison, made.id, "SETTLE")).toMatchObject({ ok: true });
    expect(await carry(made.liaison, made.id, "CHECK")).toMatchObject({ ok: false });
    expect(await carry(made.observer, made.id, "CONFIRM")).toMatchObject({
      ok: true,
      value: { state: "SETTLED" },
    });
    expect(await carry(made.reviewer, made.id, "CHECK")).toMatchObject({
      ok: true,
      value: { state: "CLOSED" },
    });
    const { events } = await page(made.observer, made.id);
    expect(events.map(({ kind }) => kind).sort()).toEqual(
      ["OPENED", "PARTY", "RAISED", "RAISED", "SETTLED", "CONFIRMED", "CHECKED", "CLOSED"].sort(),
    );
    expect(await carry(made.reviewer, made.id, "REOPEN")).toMatchObject({
      ok: true,
      value: { state: "OPEN" },
    });
    expect((await page(made.observer, made.id)).settledById).toBeNull();
  });

  it("is confirmed with its settling where who raised it settles it, and checked by another all the same", async () => {
    const made = await createCase();
    expect(await carry(made.observer, made.id, "SETTLE")).toMatchObject({ ok: true });
    expect(await carry(made.reviewer, made.id, "CHECK")).toMatchObject({ value: { state: "CLOSED" } });
  });

  it("moves for one of two people at once and tells the other", async () => {
    const made = await createCase();
    const outcomes = await Promise.all([
      carry(made.liaison, made.id, "SETTLE"),
      carry(made.observer, made.id, "RAISE"),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ ok: false });
    expect((await stateOf(made.id)).row_version).toBe(2);
  });
});

describe("the state table under direct SQL", () => {
  const SET: Record<(typeof CASE_STATES)[number], string> = {
    OPEN: "state = 'OPEN', state_reason = '试一试'",
    SETTLED: "state = 'SETTLED', outcome = '已办', settled_by = $2",
    CLOSED: "state = 'CLOSED', checked_by = $3, confirmed_by = raised_by",
    WITHDRAWN: "state = 'WITHDRAWN', state_reason = '不办了'",
  };
  it.each(
    CASE_STATES.flatMap((from) => CASE_STATES.filter((to) => to !== from).map((to) => [from, to] as const)),
  )("from %s to %s goes as the rules say", async (from, to) => {
    const made = await createCase();
    const people = [made.id, made.liaison.id, made.reviewer.id];
    const move = (state: (typeof CASE_STATES)[number]) =>
      owner().query(
        `update cases set ${SET[state]}, row_version = row_version + 1 where id = $1 and $2::uuid is not null and $3::uuid is not null`,
        people,
      );
    if (from === "SETTLED" || from === "CLOSED") await move("SETTLED");
    if (from === "CLOSED") await move("CLOSED");
    if (from === "WITHDRAWN") await move("WITHDRAWN");
    const isAllowed = (TRANSITIONS[from] as readonly string[]).includes(to);
    if (isAllowed) await move(to);
    else await expect(move(to)).rejects.toThrow();
    expect((await stateOf(made.id)).state).toBe(isAllowed ? to : from);
  });

  it.each([
    ["its words", "update cases set title = '改过的名称', row_version = row_version + 1 where id = $1"],
    ["its number", "update cases set number = 'SX-1', row_version = row_version + 1 where id = $1"],
    [
      "without the next version",
      "update cases set state = 'WITHDRAWN', state_reason = '不办了' where id = $1",
    ],
    [
      "down a tier",
      "update cases set tier = 'IMMEDIATE', state_reason = '退回', row_version = row_version + 1 where id = $1",
    ],
    ["a line of its log", "update case_events set text = '改过' where case_id = $1"],
    ["its log away", "delete from case_events where case_id = $1"],
    ["itself away", "delete from cases where id = $1"],
    ["a document", "update case_documents set title = '改过' where case_id = $1"],
  ])("does not change %s", async (_, statement) => {
    const made = await createCase({ tier: "UNIT_LED" });
    await addCaseDocument(made.liaison, { id: randomUUID(), caseId: made.id, title: "会议纪要" });
    await expect(owner().query(statement, [made.id])).rejects.toThrow();
  });
});

describe("SQL without a viewer", () => {
  it("returns no case", async () => {
    await createCase();
    const nobody = await createPerson("ADMIN");
    expect(await read(nobody, (db) => db.rows(sql`select 1 from cases`))).toEqual([]);
  });
});
