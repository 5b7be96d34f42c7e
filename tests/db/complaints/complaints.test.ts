import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loadCalendar, loadDeadlines } from "@/lib/calendar/queries";
import { addWorkingDays } from "@/lib/calendar/rules";
import { answerComplaint, fileComplaint, seeAnswers } from "@/lib/complaints/commands";
import {
  countOpenComplaints,
  countUnseenAnswers,
  findComplaint,
  listAboutChoices,
  listComplaints,
  listOwnComplaints,
} from "@/lib/complaints/queries";
import { noticeNews } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { can, ROLES } from "@/lib/platform/rights";
import { createCadre, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const words = (over: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  kind: "SUGGESTION",
  body: "走访前能不能提前一天说一声",
  about: "",
  naming: "NAMED",
  ...over,
});
const answer = (id: string) => ({ id, outcome: "ADOPTED", answer: "以后提前一天联系。" });
const file = async (person: Person, over: Record<string, unknown> = {}) => {
  const input = words(over);
  expect(await fileComplaint(person, input)).toMatchObject({ ok: true });
  return input.id;
};
const own = (person: Person) => read(person, (db) => listOwnComplaints(db, person.id));
const seen = (person: Person, id: string) => read(person, (db) => findComplaint(db, id));
/** SQL as the serving role in this person's name, as an intruder would send it. */
const as = (person: Person, text: string, values: unknown[] = []) =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1)", [person.id]);
    return (await client.query(text, values)).rows;
  });
const refused = (reason: string) => ({ ok: false, kind: "refused", reason: `complaints.reason.${reason}` });

describe("fileComplaint", () => {
  it.each(ROLES)("lets a %s write as far as they are in business, and no other", async (role) => {
    const person = await createPerson(role);
    const outcome = await fileComplaint(person, words());
    if (can({ roles: [role] }, "complaints.send")) {
      expect(outcome).toMatchObject({ ok: true });
      expect(await own(person)).toHaveLength(1);
    } else {
      expect(outcome).toEqual({ ok: false, kind: "denied" });
      await expect(
        as(person, "select file_complaint($1, 'SUGGESTION', '走访前说一声', null, null, true, $2, $2)", [
          randomUUID(),
          Buffer.alloc(32, 1),
        ]),
      ).rejects.toThrow(/permission denied/);
    }
  });

  it("is due after the working days that are set, counted by the calendar", async () => {
    const person = await createPerson("LIAISON");
    await file(person);
    const expected = await read(person, async (db) =>
      addWorkingDays(today(), (await loadDeadlines(db)).COMPLAINT_ANSWER, await loadCalendar(db)),
    );
    expect(await own(person)).toMatchObject([{ dueOn: expected, state: "RECEIVED", isNamed: true }]);
  });

  it("stands once when its form is sent twice, and takes nobody else's id", async () => {
    const [person, other] = [await createPerson("CADRE"), await createPerson("CADRE")];
    for (const naming of ["NAMED", "WITHHELD"]) {
      const input = words({ naming });
      const [first, again] = [await fileComplaint(person, input), await fileComplaint(person, input)];
      expect(first).toMatchObject({ ok: true });
      expect(again).toEqual(first);
      expect(await fileComplaint(other, input)).toMatchObject(refused("idTaken"));
    }
    expect(await own(person)).toHaveLength(2);
  });

  it("takes five a person and day, also of a withheld name and of many at once; another person is free", async () => {
    const [person, other] = [await createPerson("LIAISON"), await createPerson("LIAISON")];
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        fileComplaint(person, words({ naming: at % 2 ? "NAMED" : "WITHHELD" })),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(5);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject(refused("tooManyToday"));
    expect(await own(person)).toHaveLength(5);
    expect(await fileComplaint(other, words())).toMatchObject({ ok: true });
  });
});

describe("a withheld name", () => {
  it("is read by nobody: no column, no line of the audit, no notice, no count", async () => {
    const sender = await createPerson("LIAISON");
    const id = await file(sender, { naming: "WITHHELD", body: "不愿署名的一条意见" });
    const readers = [
      await createPerson("REVIEWER", { clearance: 3 }),
      await createPerson("LEADER", { clearance: 3 }),
    ];
    for (const reader of readers) {
      const found = await seen(reader, id);
      expect(found).toMatchObject({ body: "不愿署名的一条意见", senderId: null, senderName: null });
      expect(JSON.stringify(found)).not.toContain(sender.id);
      await expect(as(reader, "select sender_mark from complaints where id = $1", [id])).rejects.toThrow(
        /permission denied/,
      );
      await expect(as(reader, "select * from complaints where id = $1", [id])).rejects.toThrow(
        /permission denied/,
      );
      await expect(as(reader, "select * from complaint_counts")).rejects.toThrow(/permission denied/);
    }
    expect(await answerComplaint(readers[0] as Person, answer(id))).toMatchObject({ ok: true });
    const { rows: lines } = await owner().query("select action from audit_events where actor_id = $1", [
      sender.id,
    ]);
    expect(lines).toEqual([]);
    const { rows: notices } = await owner().query("select 1 from notifications where complaint_id = $1", [
      id,
    ]);
    expect(notices).toEqual([]);
  });

  it("is not found by going through everybody as the serving role", async () => {
    const sender = await createPerson("LIAISON");
    const id = await file(sender, { naming: "WITHHELD" });
    // even in the sender's own name: without the key of the serving process there is no mark
    expect(await as(sender, "select id from complaints where id = $1", [id])).toEqual([]);
    for (const mark of [Buffer.alloc(32), Buffer.from(sender.id.replaceAll("-", "").repeat(2), "hex")])
      expect(await as(sender, "select id from withheld_complaints($1)", [mark])).toEqual([]);
  });

  it("keeps its sender's page: what was sent and the answer, with a sign until it was read", async () => {
    const [sender, other] = [await createPerson("CADRE"), await createPerson("CADRE")];
    const reviewer = await createPerson("REVIEWER");
    const id = await file(sender, { naming: "WITHHELD" });
    const news = (person: Person) => read(person, (db) => countUnseenAnswers(db, person.id));
    expect(await news(sender)).toBe(0);
    await answerComplaint(reviewer, answer(id));
    expect(await own(sender)).toMatchObject([
      { id, isNamed: false, isSeen: false, answer: "以后提前一天联系。", outcome: "ADOPTED" },
    ]);
    expect(await news(sender)).toBe(1);
    expect(await own(other)).toEqual([]);
    expect(await seeAnswers(other, {})).toMatchObject({ ok: true });
    expect(await news(sender)).toBe(1);
    expect(await seeAnswers(sender, {})).toMatchObject({ ok: true });
    expect(await news(sender)).toBe(0);
  });
});

describe("whom it is about", () => {
  it("hides it from that observer, a reviewer too; the sender still sees it", async () => {
    const observer = await createPerson(["OBSERVER", "REVIEWER"]);
    const [sender, reviewer] = [await createPerson("OBSERVER"), await createPerson("REVIEWER")];
    const id = await file(sender, { about: observer.id });
    expect(await seen(reviewer, id)).toMatchObject({ aboutName: observer.name });
    expect(await seen(observer, id)).toBeNull();
    expect((await read(observer, (db) => listComplaints(db, "open"))).map((row) => row.id)).not.toContain(id);
    expect(await answerComplaint(observer, answer(id))).toMatchObject({ kind: "notFound" });
    expect(
      await as(
        observer,
        `update complaints set state = 'ANSWERED', outcome = 'EXPLAINED', answer = '无', answered_by = $2,
         answered_at = now() where id = $1 returning id`,
        [id, observer.id],
      ),
    ).toEqual([]);
    expect(await own(sender)).toMatchObject([{ id, aboutName: observer.name }]);
  });

  it("may be the observers of the sender's unit, whoever they are", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const held = await createPerson(["OBSERVER", "REVIEWER"], { units: [unit] });
    const reviewer = await createPerson("REVIEWER");
    const senders = [
      await createPerson("LIAISON", { unitId: unit.id }),
      await createPerson("CADRE", { cadreId: cadre.id }),
    ];
    for (const sender of senders) {
      const choices = await read(sender, (db) => listAboutChoices(db, sender.id));
      expect(choices).toEqual({ unit: { id: unit.id, shortName: unit.shortName }, observers: [] });
      const id = await file(sender, { about: "unit", naming: "WITHHELD" });
      expect(await seen(reviewer, id)).toMatchObject({ aboutUnitName: unit.shortName });
      expect(await seen(held, id)).toBeNull();
    }
  });

  it("is refused where the sender has no unit, or may name nobody", async () => {
    const [observer, liaison] = [await createPerson("OBSERVER"), await createPerson("LIAISON")];
    const admin = await createPerson("ADMIN");
    expect(await fileComplaint(admin, words({ about: "unit" }))).toMatchObject(refused("unknownSubject"));
    expect(await fileComplaint(liaison, words({ about: observer.id }))).toMatchObject(
      refused("unknownSubject"),
    );
    expect(await fileComplaint(observer, words({ about: observer.id }))).toMatchObject(
      refused("unknownSubject"),
    );
    expect(await fileComplaint(admin, words({ about: observer.id }))).toMatchObject({ ok: true });
  });
});

describe("answerComplaint", () => {
  it.each(["REVIEWER", "LEADER"] as const)(
    "lets a %s answer, and tells who gave their name",
    async (role) => {
      const [sender, handler] = [await createPerson("OBSERVER"), await createPerson(role)];
      const id = await file(sender);
      expect(await answerComplaint(handler, answer(id))).toMatchObject({ ok: true });
      expect(await own(sender)).toMatchObject([{ state: "ANSWERED", answer: "以后提前一天联系。" }]);
      const { notices } = await read(sender, (db) => noticeNews(db, sender.id));
      expect(notices).toMatchObject([{ kind: "COMPLAINT_ANSWERED" }]);
      const { rows } = await owner().query(
        "select action, actor_id, before, after from audit_events where entity_id = $1 order by seq",
        [id],
      );
      expect(rows).toMatchObject([
        { action: "fileComplaint", actor_id: sender.id },
        { action: "answerComplaint", actor_id: handler.id, before: "RECEIVED", after: "ANSWERED" },
      ]);
    },
  );

  it.each(ROLES.filter((role) => role !== "REVIEWER" && role !== "LEADER"))(
    "shows a %s nothing, and lets them answer nothing",
    async (role) => {
      const [sender, person] = [await createPerson("LIAISON"), await createPerson(role)];
      const id = await file(sender);
      expect(await answerComplaint(person, answer(id))).toEqual({ ok: false, kind: "denied" });
      expect(await as(person, "select id from complaints")).toEqual([]);
      expect(
        await as(person, "update complaints set answer = '无' where id = $1 returning id", [id]),
      ).toEqual([]);
    },
  );

  it("refuses the sender, with or without a name", async () => {
    const reviewer = await createPerson("REVIEWER");
    for (const naming of ["NAMED", "WITHHELD"]) {
      const id = await file(reviewer, { naming });
      expect(await answerComplaint(reviewer, answer(id))).toMatchObject(refused("ownComplaint"));
    }
  });

  it("stands once when two answer at the same moment, and never changes", async () => {
    const [sender, one, two] = [
      await createPerson("LIAISON"),
      await createPerson("REVIEWER"),
      await createPerson("LEADER"),
    ];
    const id = await file(sender);
    const outcomes = await Promise.all([answerComplaint(one, answer(id)), answerComplaint(two, answer(id))]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject(refused("answeredAlready"));
    await expect(
      owner().query("update complaints set answer = '改一改' where id = $1", [id]),
    ).rejects.toThrow(/an answer stays/);
    await expect(
      owner().query("update complaints set body = '改一改原文' where id = $1", [id]),
    ).rejects.toThrow(/never rewritten/);
    await expect(owner().query("delete from complaints where id = $1", [id])).rejects.toThrow();
  });

  it("is late once its day is over", async () => {
    const [sender, reviewer] = [await createPerson("LIAISON"), await createPerson("REVIEWER")];
    const count = () => read(reviewer, countOpenComplaints);
    const before = await count();
    await owner().query(
      `insert into complaints (id, kind, body, sender_id, filed_on, due_on)
       values ($1, 'COMPLAINT', '早就写过的意见', $2, city_today() - 30, city_today() - 1)`,
      [randomUUID(), sender.id],
    );
    const after = await count();
    expect(after.open).toBeGreaterThan(before.open);
    expect(after.overdue).toBeGreaterThan(before.overdue);
  });
});
