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
import { countCases, listCases } from "@/lib/cases/queries";
import { CASE_VIEWS } from "@/lib/cases/schema";
import { noticeNews } from "@/lib/notices/queries";
import { closeFollowUp } from "@/lib/observations/follow-ups/commands";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { type Sql, sql } from "@/lib/platform/sql";
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
import { page } from "./case-steps";

const sees = (person: Person, id: string): Promise<boolean> =>
  page(person, id).then(
    () => true,
    () => false,
  );

const noticesOf = async (person: Person) => (await read(person, (db) => noticeNews(db, person.id))).notices;

describe("a case by the pinyin of its title", () => {
  it("is in the list and in its counts for whoever sees it, and spelled for nobody else", async () => {
    const mark = `kz${randomUUID().slice(0, 4)}`;
    const made = await createCase({ title: `临时${mark}堆场` });
    const listed = (person: Person, q: string) =>
      read(person, async (db) => ({
        ids: (await listCases(db, { q }, today())).map(({ id }) => id),
        open: (await countCases(db, { q }, today())).open,
      }));
    for (const q of [`ls${mark}dc`, `linshi${mark}`, `${mark}duichang`]) {
      expect(await listed(made.partyLiaison, q), q).toEqual({ ids: [made.id], open: 1 });
      expect(await listed(made.leader, q), q).toEqual({ ids: [made.id], open: 1 });
      const stranger = await createPerson("OBSERVER", { units: [await createUnit()] });
      expect(await listed(stranger, q), q).toEqual({ ids: [], open: 0 });
    }
    const spelled = (person: Person) =>
      read(person, (db) =>
        db.rows(sql`select initials from case_spellings where case_id = ${made.id}::uuid`),
      );
    expect(await spelled(made.observer)).toEqual([{ initials: `ls${mark}dc` }]);
    expect(await spelled(await createPerson("ADMIN"))).toEqual([]);
  });

  it("is spelled by who raised it, once, and never otherwise", async () => {
    const made = await createCase();
    const write = (person: Person, what: Sql) => read(person, (db) => db.rows(what));
    await expect(
      write(made.observer, sql`update case_spellings set syllables = 'x' where case_id = ${made.id}::uuid`),
    ).rejects.toThrow("permission denied");
    await expect(
      write(made.observer, sql`delete from case_spellings where case_id = ${made.id}::uuid`),
    ).rejects.toThrow("permission denied");
    await expect(
      write(
        made.reviewer,
        sql`insert into case_spellings (case_id, syllables) values (${made.id}::uuid, 'x') on conflict do nothing`,
      ),
    ).rejects.toThrow("row-level security");
    await expect(
      owner().query("update case_spellings set syllables = 'x' where case_id = $1", [made.id]),
    ).rejects.toThrow();
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
