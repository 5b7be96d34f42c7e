import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reassignUnit } from "@/lib/assignments/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { askTransferBack, handTransfer, takeTransfer } from "@/lib/transfers/commands";
import { getTransfer, listOwnTransfers, listTransfers, transferMatters } from "@/lib/transfers/queries";
import { createAchievement } from "@/tests/support/achievements";
import {
  createAssignment,
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

type Scene = { unit: TestUnit; admin: Person; goes: Person; comes: Person; presentId: string };

async function scene(): Promise<Scene> {
  const unit = await createUnit();
  const goes = await createPerson("OBSERVER");
  const presentId = await createAssignment(goes, unit);
  return { unit, goes, presentId, admin: await createPerson("ADMIN"), comes: await createPerson("OBSERVER") };
}

const reassign = ({ admin, comes, presentId }: Scene, over: { startsOn?: string; lastDay?: string } = {}) =>
  reassignUnit(admin, {
    id: randomUUID(),
    assignmentId: presentId,
    rowVersion: 1,
    observerId: comes.id,
    startsOn: today(),
    reason: "年度轮换",
    ...over,
  });

async function sheetOf(person: Person, unit: TestUnit) {
  const found = (await read(person, (db) => listTransfers(db, {}))).filter(
    ({ unitId }) => unitId === unit.id,
  );
  if (found.length > 1) throw new Error("more than one sheet");
  return found[0];
}

async function hand(at: Scene, promises = "无") {
  const sheet = await sheetOf(at.goes, at.unit);
  return handTransfer(at.goes, { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, promises });
}
async function take(at: Scene, by = at.comes) {
  const sheet = await sheetOf(at.goes, at.unit);
  return takeTransfer(by, { sheetId: sheet?.id, rowVersion: sheet?.rowVersion });
}

async function followUp(
  author: Person,
  unit: TestUnit,
  over: { polarity?: "ATTENTION"; confidentiality?: 1 | 2 } = {},
) {
  const record = await createObservation(author, unit, over);
  const id = randomUUID();
  await owner().query(
    "insert into follow_ups (id, observation_id, unit_id, owner_id, title) values ($1, $2, $3, $4, '回访')",
    [id, record.id, unit.id, author.id],
  );
  return id;
}
const ownerOf = async (id: string) =>
  (await owner().query("select owner_id from follow_ups where id = $1", [id])).rows[0].owner_id;
const told = async (person: Person) =>
  (
    await owner().query(
      "select kind from notifications where user_id = $1 and kind like 'TRANSFER%' order by created_at",
      [person.id],
    )
  ).rows.map(({ kind }) => kind);

describe("a unit that changes its observer", () => {
  it("gets a sheet, once, and who goes is told", async () => {
    const at = await scene();
    expect(await reassign(at)).toMatchObject({ ok: true });
    expect(await sheetOf(at.goes, at.unit)).toMatchObject({
      state: "OPEN",
      fromObserverId: at.goes.id,
      toObserverId: at.comes.id,
      endsOn: addDays(today(), -1),
      startsOn: today(),
    });
    expect(await told(at.goes)).toEqual(["TRANSFER_OPENED"]);
  });

  it("may have both for some weeks", async () => {
    const at = await scene();
    expect(await reassign(at, { lastDay: addDays(today(), 14) })).toMatchObject({ ok: true });
    expect(await sheetOf(at.comes, at.unit)).toMatchObject({
      endsOn: addDays(today(), 14),
      startsOn: today(),
    });
  });

  it("does not overlap for ever", async () => {
    const at = await scene();
    expect(await reassign(at, { lastDay: addDays(today(), 61) })).toMatchObject({
      reason: "assignments.reason.overlapDays",
    });
  });

  it("gets none when somebody is added beside", async () => {
    const at = await scene();
    await createAssignment(at.comes, at.unit, { startsOn: today() });
    expect(await sheetOf(at.admin, at.unit)).toBeUndefined();
  });

  it("gets one also where the end came after the begin, by whatever hand", async () => {
    const at = await scene();
    await createAssignment(at.comes, at.unit, { startsOn: today() });
    await owner().query("update assignments set ends_on = $2, row_version = 2 where id = $1", [
      at.presentId,
      addDays(today(), 7),
    ]);
    expect(await sheetOf(at.admin, at.unit)).toMatchObject({ state: "OPEN" });
  });
});

describe("a sheet", () => {
  it("is handed over, asked back, and taken, each told to the other", async () => {
    const at = await scene();
    await reassign(at);
    expect(await hand(at)).toMatchObject({ ok: true });
    const handed = await sheetOf(at.comes, at.unit);
    const asked = await askTransferBack(at.comes, {
      sheetId: handed?.id,
      rowVersion: handed?.rowVersion,
      question: "停车场的协议在哪里",
    });
    expect(asked).toMatchObject({ ok: true });
    expect(await hand(at, "答应月底前回访停车场")).toMatchObject({ ok: true });
    expect(await take(at)).toMatchObject({ ok: true });
    expect(await told(at.goes)).toEqual(["TRANSFER_OPENED", "TRANSFER_ASKED_BACK", "TRANSFER_TAKEN"]);
    expect(await told(at.comes)).toEqual(["TRANSFER_HANDED", "TRANSFER_HANDED"]);
    const sheet = await read(at.comes, (db) => getTransfer(db, handed?.id ?? ""));
    expect(sheet.events.map(({ kind }) => kind)).toEqual([
      "TAKEN",
      "HANDED",
      "ASKED_BACK",
      "HANDED",
      "OPENED",
    ]);
    expect(sheet.note).toEqual({
      promises: "答应月底前回访停车场",
      cautions: "",
      question: "停车场的协议在哪里",
    });
  });

  it("is the step of one person at a time", async () => {
    const at = await scene();
    await reassign(at);
    expect(await take(at)).toMatchObject({ reason: "transfers.reason.notYours" });
    const sheet = await sheetOf(at.goes, at.unit);
    expect(
      await handTransfer(at.comes, { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, promises: "无" }),
    ).toMatchObject({ reason: "transfers.reason.notYours" });
    await hand(at);
    expect(await take(at, at.goes)).toMatchObject({ reason: "transfers.reason.notYours" });
    expect(await take(at, at.admin)).toMatchObject({ kind: "denied" });
    const answers = await Promise.all([take(at), take(at)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("waits on the desk of whose turn it is", async () => {
    const at = await scene();
    await reassign(at);
    const waiting = async (person: Person) =>
      (await read(person, (db) => listOwnTransfers(db, person))).length;
    expect([await waiting(at.goes), await waiting(at.comes)]).toEqual([1, 0]);
    await hand(at);
    expect([await waiting(at.goes), await waiting(at.comes)]).toEqual([0, 1]);
  });

  it("is read by the two, reviewers and leaders; an administrator sees no word of the note, other observers nothing", async () => {
    const at = await scene();
    await reassign(at);
    await hand(at, "答应的事");
    const { id } = (await sheetOf(at.goes, at.unit)) ?? { id: "" };
    const noteFor = async (person: Person) =>
      (await read(person, (db) => getTransfer(db, id))).note?.promises ?? null;
    expect(await noteFor(at.comes)).toBe("答应的事");
    expect(await noteFor(await createPerson("REVIEWER"))).toBe("答应的事");
    expect(await noteFor(at.admin)).toBeNull();
    await expect(noteFor(await createPerson("OBSERVER"))).rejects.toThrow(NotFound);
  });
});

describe("taking over", () => {
  it("carries open follow-ups, but none that tells what is for its author and the reviewers alone", async () => {
    const at = await scene();
    const plain = await followUp(at.goes, at.unit);
    const remark = await followUp(at.goes, at.unit, { polarity: "ATTENTION" });
    const kept = await followUp(at.goes, at.unit, { confidentiality: 2 });
    await reassign(at);
    await hand(at);
    expect(await ownerOf(plain)).toBe(at.goes.id);
    await take(at);
    expect(await ownerOf(plain)).toBe(at.comes.id);
    expect(await ownerOf(remark)).toBe(at.goes.id);
    expect(await ownerOf(kept)).toBe(at.goes.id);
    const { id } = (await sheetOf(at.goes, at.unit)) ?? { id: "" };
    const [event] = (await read(at.comes, (db) => getTransfer(db, id))).events;
    expect(event).toMatchObject({ kind: "TAKEN", followUps: 1 });
  });
});

describe("what was asked of who goes", () => {
  async function visit(at: Scene, asker: Person) {
    const id = randomUUID();
    await owner().query(
      "insert into follow_ups (id, unit_id, owner_id, title, due_on, asked_by) values ($1, $2, $3, '去看一次', $4, $5)",
      [id, at.unit.id, at.goes.id, addDays(today(), 5), asker.id],
    );
    return id;
  }
  async function request(at: Scene, asker: Person, over: { cadre?: TestCadre; confidentiality?: 2 } = {}) {
    const { cadre = await createCadre(at.unit), confidentiality } = over;
    const claimId = await createAchievement(at.goes, at.unit, cadre, [], "堆场建成", { confidentiality });
    const id = randomUUID();
    await owner().query(
      "insert into follow_ups (id, achievement_id, unit_id, owner_id, title, due_on, asked_by) values ($1, $2, $3, $4, '请核实', $5, $6)",
      [id, claimId, at.unit.id, at.goes.id, addDays(today(), 5), asker.id],
    );
    return { id, claimId };
  }
  const links = async (person: Person, unit: TestUnit) => {
    const sheet = await sheetOf(person, unit);
    if (!sheet) throw new Error("no sheet");
    const { followUps } = await read(person, (db) => transferMatters(db, sheet));
    return new Map(followUps.map(({ id, href }) => [id, href]));
  };

  it("stands on the sheet with a place to go, and goes along to who comes", async () => {
    const at = await scene();
    const reviewer = await createPerson("REVIEWER");
    const asked = await visit(at, reviewer);
    const claim = await request(at, reviewer);
    await reassign(at);
    expect((await links(at.goes, at.unit)).get(asked)).toBe("/observations/follow-ups");
    expect((await links(reviewer, at.unit)).get(asked)).toBe(`/units/${at.unit.id}`);
    expect((await links(at.goes, at.unit)).get(claim.id)).toBe(`/achievements/${claim.claimId}`);
    await hand(at);
    await take(at);
    expect(await ownerOf(asked)).toBe(at.comes.id);
    expect(await ownerOf(claim.id)).toBe(at.comes.id);
    expect((await links(at.comes, at.unit)).get(asked)).toBe("/observations/follow-ups");
  });

  it("stays where the claim is not for everybody, or is about who comes", async () => {
    const at = await scene();
    const reviewer = await createPerson("REVIEWER");
    const cadre = await createCadre(at.unit);
    const kept = await request(at, reviewer, { confidentiality: 2 });
    const onSelf = await request(at, reviewer, { cadre });
    await owner().query("update users set cadre_id = $2 where id = $1", [at.comes.id, cadre.id]);
    await owner().query("update post_holdings set ends_on = $2 where cadre_id = $1", [cadre.id, daysAgo(1)]);
    await reassign(at);
    await hand(at);
    await take(at);
    expect(await ownerOf(kept.id)).toBe(at.goes.id);
    expect(await ownerOf(onSelf.id)).toBe(at.goes.id);
  });
});

describe("under direct SQL", () => {
  it("nobody opens, skips or rewrites a sheet", async () => {
    const at = await scene();
    await reassign(at);
    const sheet = await sheetOf(at.goes, at.unit);
    const as = (person: Person, sql: string) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [person.id]);
        return (await client.query(sql, [sheet?.id])).rowCount;
      });
    const set = (rest: string) =>
      `update transfer_sheets set ${rest}, row_version = row_version + 1 where id = $1`;
    await expect(as(at.goes, set("state = 'TAKEN', handed_at = now(), taken_at = now()"))).rejects.toThrow();
    expect(await as(at.comes, set("state = 'HANDED', handed_at = now()"))).toBe(0);
    expect(await as(at.comes, "update transfer_notes set promises = '改' where sheet_id = $1")).toBe(0);
    await hand(at);
    await expect(
      as(at.comes, "update transfer_notes set promises = '改' where sheet_id = $1"),
    ).rejects.toThrow(/its writer's/);
    await expect(
      as(at.goes, "insert into transfer_sheets (unit_id) select unit_id from transfer_sheets where id = $1"),
    ).rejects.toThrow(/permission denied/);
    await expect(
      owner().query("delete from transfer_events where sheet_id = $1", [sheet?.id]),
    ).rejects.toThrow();
  });

  it("an old assignment that ended long ago opens none", async () => {
    const unit = await createUnit();
    const [goes, comes] = [await createPerson("OBSERVER"), await createPerson("OBSERVER")];
    await createAssignment(goes, unit, { endsOn: daysAgo(60) });
    await createAssignment(comes, unit, { startsOn: daysAgo(59) });
    expect(await sheetOf(await createPerson("ADMIN"), unit)).toBeUndefined();
  });
});
