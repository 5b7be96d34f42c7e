/** 事项: by commands, by direct SQL and at the same moment; who sees what of them, and who is told. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  addCaseDocument,
  addCaseParty,
  askInCase,
  linkCaseRecord,
  nameCaseCadre,
  nameContact,
  noteAct,
  openCase,
} from "@/lib/cases/commands";
import { getCase } from "@/lib/cases/page/queries";
import { countCases, listCases } from "@/lib/cases/queries";
import { TRANSITIONS } from "@/lib/cases/rules";
import { CASE_STATES, CASE_VIEWS } from "@/lib/cases/schema";
import { noticeNews } from "@/lib/notices/queries";
import { closeFollowUp } from "@/lib/observations/follow-ups/commands";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { carry, caseInput, createCase } from "@/tests/support/cases";
import { owner } from "@/tests/support/owner";

const page = (person: Person, id: string) => read(person, (db) => getCase(db, id));
const sees = (person: Person, id: string): Promise<boolean> =>
  page(person, id).then(
    () => true,
    () => false,
  );
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

describe("who sees a case", () => {
  it("are the department, the observers and liaisons of its units, and who raised it; never the others", async () => {
    const made = await createCase();
    const partyObserver = await createPerson("OBSERVER", { units: [made.party] });
    for (const person of [
      made.observer,
      made.liaison,
      made.partyLiaison,
      made.reviewer,
      made.leader,
      partyObserver,
    ])
      expect(await sees(person, made.id), person.account).toBe(true);
    for (const role of ROLES.filter((one) => one !== "REVIEWER" && one !== "LEADER")) {
      const other = await createPerson(
        role as Role,
        role === "LIAISON" ? { unitId: (await createUnit()).id } : {},
      );
      expect(await sees(other, made.id), role).toBe(false);
    }
  });

  it("shows no record and no cadre to a liaison, and a record only to who may read it", async () => {
    const made = await createCase();
    const cadre = await createCadre(made.lead);
    const guarded = await createObservation(made.observer, made.lead, {
      polarity: "ATTENTION",
      cadres: [cadre],
    });
    expect(await linkCaseRecord(made.observer, { caseId: made.id, observationId: guarded.id })).toMatchObject(
      { ok: true },
    );
    expect(
      await nameCaseCadre(made.observer, {
        id: randomUUID(),
        caseId: made.id,
        cadreId: cadre.id,
        role: "牵头协调",
        initiative: "当天到场",
      }),
    ).toMatchObject({ ok: true });
    expect(await page(made.observer, made.id)).toMatchObject({
      records: [{ id: guarded.id }],
      cadres: [{ cadreId: cadre.id }],
    });
    expect(await page(made.leader, made.id)).toMatchObject({ records: [], cadres: [{ role: "牵头协调" }] });
    expect(await page(made.liaison, made.id)).toMatchObject({ records: [], cadres: [] });
    const self = await createPerson(["LEADER"], { clearance: 3, cadreId: cadre.id });
    expect((await page(self, made.id)).cadres).toEqual([]);
    expect(JSON.stringify(await page(made.liaison, made.id))).not.toContain(cadre.name);
  });

  it("lets a stranger neither open, carry, note, name nor ask", async () => {
    const made = await createCase();
    const stranger = await createPerson("OBSERVER", { units: [await createUnit()] });
    const foreign = await createPerson("LIAISON", { unitId: (await createUnit()).id });
    for (const person of [stranger, foreign]) {
      expect(await openCase(person, caseInput(made.lead))).toMatchObject({ reason: "cases.reason.notYours" });
      expect(await carry(person, made.id, "SETTLE")).toMatchObject({ kind: "notFound" });
      expect(await noteAct(person, { id: randomUUID(), caseId: made.id, text: "路过" })).toMatchObject({
        kind: "notFound",
      });
    }
    expect(await openCase(await createPerson("LEADER"), caseInput(made.lead))).toMatchObject({
      kind: "denied",
    });
    expect(await openCase(await createPerson("ADMIN"), caseInput(made.lead))).toMatchObject({
      kind: "denied",
    });
  });
});

describe("what is added on the way", () => {
  it("is an act in the name of the unit, a unit with a contact of its own, a document, once each", async () => {
    const made = await createCase();
    const act = { id: randomUUID(), caseId: made.id, text: "已到现场丈量。" };
    expect(await noteAct(made.liaison, act)).toMatchObject({ ok: true });
    expect(await noteAct(made.liaison, act)).toMatchObject({ ok: true });
    const third = await createUnit();
    const contact = await createPerson("LIAISON", { unitId: third.id });
    expect(
      await addCaseParty(made.observer, {
        id: randomUUID(),
        caseId: made.id,
        unitId: third.id,
        part: "用地",
      }),
    ).toMatchObject({ ok: true });
    expect(
      await addCaseParty(made.observer, { id: randomUUID(), caseId: made.id, unitId: third.id }),
    ).toMatchObject({ reason: "cases.reason.partyThere" });
    expect(
      await addCaseParty(made.liaison, {
        id: randomUUID(),
        caseId: made.id,
        unitId: (await createUnit()).id,
      }),
    ).toMatchObject({ reason: "cases.reason.notYours" });
    const shown = await page(contact, made.id);
    expect(shown.events.filter(({ kind }) => kind === "ACT")).toMatchObject([
      { text: "已到现场丈量。", unitName: made.lead.shortName },
    ]);
    const party = shown.parties.find(({ unitId }) => unitId === third.id);
    expect(party).toMatchObject({ contactId: contact.id, part: "用地" });
    expect(await nameContact(contact, { id: party?.id, contactId: made.liaison.id })).toMatchObject({
      reason: "cases.reason.notContact",
    });
    expect(await nameContact(made.liaison, { id: party?.id, contact: "别人" })).toMatchObject({
      kind: "notFound",
    });
    expect(await nameContact(contact, { id: party?.id, contact: "值班室" })).toMatchObject({ ok: true });
  });

  it("is asked of a person of a unit that takes part, who answers it; of nobody else", async () => {
    const made = await createCase();
    const ask = (ownerId: string, unitId: string) =>
      askInCase(made.observer, {
        id: randomUUID(),
        caseId: made.id,
        owner: `${unitId}:${ownerId}`,
        title: "先排水后平整",
        dueOn: today(),
      });
    const asked = await ask(made.partyLiaison.id, made.party.id);
    expect(asked).toMatchObject({ ok: true });
    await expect(ask(made.partyLiaison.id, made.lead.id)).resolves.toMatchObject({ ok: false });
    const id = asked.ok ? asked.value.id : "";
    expect((await page(made.liaison, made.id)).followUps).toMatchObject([
      { title: "先排水后平整", ownerName: made.partyLiaison.name },
    ]);
    expect(await closeFollowUp(made.liaison, { id, outcome: "代办" })).toMatchObject({ ok: false });
    expect(await closeFollowUp(made.partyLiaison, { id, outcome: "已完成排水" })).toMatchObject({ ok: true });
    expect((await noticesOf(made.observer)).map(({ kind }) => kind)).toContain("FOLLOW_UP_CLOSED");
  });

  it("is nothing once it is over", async () => {
    const made = await createCase();
    await carry(made.observer, made.id, "WITHDRAW");
    expect(await noteAct(made.liaison, { id: randomUUID(), caseId: made.id, text: "补记" })).toMatchObject({
      kind: "stale",
    });
    expect(
      await addCaseDocument(made.liaison, { id: randomUUID(), caseId: made.id, title: "纪要" }),
    ).toMatchObject({ kind: "stale" });
  });
});
const noticesOf = async (person: Person) => (await read(person, (db) => noticeNews(db, person.id))).notices;

describe("numbers above the board", () => {
  it("equal what their links list, by view, tier and age", async () => {
    const made = await createCase();
    const second = caseInput(made.lead, { tier: "UNIT_LED" });
    await openCase(made.observer, second);
    await owner().query(
      `insert into cases (id, title, demand, unit_id, raised_by, raised_at, due_on) values ($1, '积存的问题', '请尽快办理', $2, $3, $4, $5)`,
      [randomUUID(), made.lead.id, made.observer.id, `${daysAgo(50)}T04:00:00Z`, daysAgo(40)],
    );
    await carry(made.liaison, made.id, "SETTLE");
    const filter = { unit: made.lead.id };
    await read(made.reviewer, async (db) => {
      const counts = await countCases(db, filter, today());
      for (const view of CASE_VIEWS)
        expect(await listCases(db, { ...filter, view }, today()), view).toHaveLength(counts[view]);
      expect(counts).toMatchObject({
        open: 2,
        overdue: 1,
        settled: 1,
        tiers: { IMMEDIATE: 1, UNIT_LED: 1 },
        ages: { week: 1, older: 1 },
      });
      for (const tier of ["IMMEDIATE", "UNIT_LED"] as const)
        expect(await listCases(db, { ...filter, tier }, today())).toHaveLength(counts.tiers[tier]);
      for (const age of ["week", "month", "older"] as const)
        expect(await listCases(db, { ...filter, age }, today())).toHaveLength(counts.ages[age]);
    });
  });
});

describe("SQL without a viewer", () => {
  it("returns no case", async () => {
    await createCase();
    const nobody = await createPerson("ADMIN");
    expect(await read(nobody, (db) => db.rows(sql`select 1 from cases`))).toEqual([]);
  });
});
