/** 双十条: a place holds one wording at a time, nothing is rewritten, and what records cite is counted for whom it is. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { endConductItem, withdrawConductItem, wordConductItem } from "@/lib/conduct/commands";
import { listConductItems, listConductUse, listPlaceWordings } from "@/lib/conduct/queries";
import { logObservation } from "@/lib/observations/commands";
import { countObservations } from "@/lib/observations/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { can, ROLES } from "@/lib/platform/rights";
import { createCadre, createObservation, createPerson, createUnit, today } from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { asAppRole, owner } from "@/tests/support/owner";

const tomorrow = addDays(today(), 1);

/** An item of long ago, each in a year of its own, so that the lists of today stay as they are seeded. */
async function createItem(over: { startsOn?: string; endsOn?: string | null } = {}): Promise<string> {
  const id = randomUUID();
  await owner().query(
    `insert into conduct_items (id, list, position, text, text_en, starts_on, ends_on) values ($1, 'NEGATIVE', 10, $2, 'test', $3, $4)`,
    [id, `测试条目 ${id.slice(0, 8)}`, over.startsOn ?? "1991-01-01", over.endsOn ?? "1991-12-31"],
  );
  return id;
}

describe("wordConductItem and endConductItem", () => {
  it("lets a new wording follow from tomorrow on, and the old one stay for what was recorded", async () => {
    const admin = await createPerson("ADMIN");
    const place = { list: "POSITIVE", position: 8 } as const;
    const before = await read(admin, (db) => listPlaceWordings(db, place.list, place.position));

    const outcome = await wordConductItem(admin, {
      ...place,
      text: "守住底线，廉洁用权",
      startsOn: tomorrow,
      reason: "按本市清单修订",
    });

    expect(outcome).toMatchObject({ ok: true });
    const after = await read(admin, (db) => listPlaceWordings(db, place.list, place.position));
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({
      text: "守住底线，廉洁用权",
      textEn: "守住底线，廉洁用权",
      isSample: false,
      startsOn: tomorrow,
      setterName: admin.name,
    });
    expect(after[1]).toMatchObject({ id: before[0]?.id, endsOn: today() });
    // what may be chosen today has not changed
    const choices = await read(admin, (db) => listConductItems(db, today()));
    expect(choices.map(({ id }) => id)).toContain(before[0]?.id);
    expect(await read(admin, (db) => listConductItems(db, tomorrow))).toHaveLength(20);

    expect(
      await wordConductItem(admin, {
        ...place,
        text: "再改一次",
        startsOn: addDays(today(), 9),
        reason: "再改",
      }),
    ).toMatchObject({ ok: false, reason: "conduct.reason.pending" });
  });

  it("takes an announced wording back: the old one goes on as before, and the place may be worded anew", async () => {
    const [admin, other] = [await createPerson("ADMIN"), await createPerson("REVIEWER")];
    const place = { list: "NEGATIVE", position: 7 } as const;
    const words = { ...place, text: "拟改的表述", startsOn: addDays(today(), 5), reason: "拟改" };
    const wordings = () => read(admin, (db) => listPlaceWordings(db, place.list, place.position));
    const [before] = await wordings();
    const made = await wordConductItem(admin, words);
    if (!made.ok) throw new Error(JSON.stringify(made));
    expect((await wordings())[1]).toMatchObject({ id: before?.id, endsOn: addDays(today(), 4) });
    const withdrawal = { id: made.value.id, reason: "文件推迟印发" };
    expect(await withdrawConductItem(await createPerson("LEADER"), withdrawal)).toMatchObject({
      ok: false,
      kind: "denied",
    });
    expect(await withdrawConductItem(other, withdrawal)).toMatchObject({ ok: true });
    expect(await withdrawConductItem(other, withdrawal)).toMatchObject({ reason: "conduct.reason.begun" });
    const after = await wordings();
    expect(after).toContainEqual(before);
    expect(after.find(({ id }) => id === made.value.id)).toMatchObject({
      endsOn: addDays(today(), 4),
      endReason: "文件推迟印发",
      enderName: other.name,
    });
    expect(await read(admin, (db) => listConductItems(db, addDays(today(), 6)))).toContainEqual(
      expect.objectContaining({ id: before?.id }),
    );
    // an end of its own comes back with it, and the place is free for another wording
    await endConductItem(other, { id: before?.id, endsOn: addDays(today(), 20), reason: "到期" });
    const again = await wordConductItem(admin, { ...words, text: "另拟的表述" });
    if (!again.ok) throw new Error(JSON.stringify(again));
    await withdrawConductItem(admin, { id: again.value.id, reason: "再推迟" });
    expect((await wordings()).find(({ id }) => id === before?.id)).toMatchObject({
      endsOn: addDays(today(), 20),
      endReason: "到期",
      enderName: other.name,
    });
  });

  it("gives a place to one of two people who word it at once", async () => {
    const [one, other] = [await createPerson("ADMIN"), await createPerson("REVIEWER")];
    const both = await Promise.all(
      [one, other].map((person, at) =>
        wordConductItem(person, {
          list: "POSITIVE",
          position: 9,
          text: `同时改写 ${at}`,
          startsOn: tomorrow,
          reason: "同时改写",
        }),
      ),
    );
    expect(both.map((outcome) => outcome.ok).sort()).toEqual([false, true]);
  });

  it("is for admins and reviewers", async () => {
    const id = await createItem({ startsOn: "1992-01-01", endsOn: "1992-12-31" });
    for (const role of ROLES) {
      const person = await createPerson(role);
      const words = { list: "NEGATIVE", position: 9, text: "越权改写", startsOn: today(), reason: "越权" };
      const outcomes = [
        await wordConductItem(person, words),
        await endConductItem(person, { id, endsOn: today(), reason: "越权" }),
        await withdrawConductItem(person, { id, reason: "越权" }),
      ];
      const reasons = can({ roles: [role] }, "conduct.edit")
        ? ["conduct.reason.fromTomorrow", "conduct.reason.notInForce", "conduct.reason.begun"]
        : [undefined, undefined, undefined];
      for (const [at, outcome] of outcomes.entries())
        expect(outcome, role).toMatchObject(
          reasons[at] ? { ok: false, reason: reasons[at] } : { ok: false, kind: "denied" },
        );
    }
  });

  it("holds under SQL: no second wording of a place, none from today, none rewritten or deleted", async () => {
    const admin = await createPerson("ADMIN");
    await expect(
      owner().query(
        `insert into conduct_items (list, position, text, text_en, starts_on) values ('NEGATIVE', 1, '重叠', 'overlap', $1)`,
        [addDays(today(), 30)],
      ),
    ).rejects.toThrow(/conduct_items_one_wording/);
    const attempts = [
      [
        `insert into conduct_items (list, position, text, text_en, is_sample, starts_on, set_by)
        values ('NEGATIVE', 1, '今天起', 'x', false, current_date - 1, $1)`,
        /conduct_items_from_tomorrow/,
      ],
      ["update conduct_items set text = '改写' where $1::uuid is not null", /permission denied/],
      ["delete from conduct_items where $1::uuid is not null", /permission denied/],
      [
        `update conduct_items set ends_on = current_date - 30, ended_by = $1 where position = 1 and list = 'NEGATIVE'`,
        /conduct_items_ends_today/,
      ],
      [
        "insert into conduct_counts (item_id, month, confidentiality, is_guarded, records) values ($1, now(), 1, false, 9)",
        /permission denied/,
      ],
    ] as const;
    await asAppRole(async (client) => {
      for (const [statement, refused] of attempts) {
        await client.query("begin");
        await client.query("select id from enter($1)", [admin.id]);
        await expect(client.query(statement, [admin.id]), statement).rejects.toThrow(refused);
        await client.query("rollback");
      }
    });
    await expect(owner().query("delete from conduct_items")).rejects.toThrow(/append_only/);
  });
});

describe("a record", () => {
  it("cites what was in force on its day", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const ended = await createItem({ startsOn: "1993-01-01", endsOn: "1993-12-31" });
    const outcome = await logObservation(observer, await entry(unit, [], { conductItemIds: [ended] }));
    expect(outcome).toMatchObject({ ok: false, reason: "observations.reason.conductNotInForce" });
  });

  it("is counted by item and month as each reader may open it (rule 10), and no more when it is returned", async () => {
    // a year of its own, long past: no other test's records stand there
    const item = await createItem({ startsOn: "1994-01-01", endsOn: "1994-12-31" });
    const unit = await createUnit();
    const cadre = await createCadre(unit, { startsOn: "1990-01-01" });
    const author = await createPerson("OBSERVER", { units: [unit] });
    const cite = (over: Parameters<typeof createObservation>[2]) =>
      createObservation(author, unit, { cadres: [cadre], on: "1994-05-05", conductItemIds: [item], ...over });
    await cite({ polarity: "POSITIVE" });
    await cite({ polarity: "ATTENTION" });
    await cite({ confidentiality: 3, polarity: "NEUTRAL" });
    await cite({ state: "RETURNED" });
    for (const [role, clearance, expected] of [
      ["REVIEWER", 3, 3],
      ["REVIEWER", 1, 2],
      ["LEADER", 3, 2],
      ["LEADER", 1, 1],
    ] as const) {
      const person = await createPerson(role, { clearance });
      const [use, opened] = await read(person, async (db) => [
        await listConductUse(db, { from: "1990-01-01", itemId: item }),
        await countObservations(db, { item, state: "counted" }, 100),
      ]);
      const label = `${role} ${clearance}`;
      expect(use, label).toEqual([{ itemId: item, month: "1994-05-01", records: expected }]);
      expect(opened, label).toBe(expected);
    }
    for (const role of ROLES.filter((one) => one !== "REVIEWER" && one !== "LEADER")) {
      const person = await createPerson(role);
      expect(await read(person, (db) => listConductUse(db, { from: "1990-01-01" })), role).toEqual([]);
    }
  });
});
