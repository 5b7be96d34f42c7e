/** 录入 and 修改基本信息: the rules of a roster's row, kept in the roster's journal, and taken back. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { can, ROLES } from "@/lib/platform/rights";
import { undoImport } from "@/lib/roster/apply/commands";
import { checkSign } from "@/lib/roster/cells/rules";
import { changeCadreFacts, enterCadre } from "@/lib/roster/facts/commands";
import { getCadreFacts } from "@/lib/roster/facts/queries";
import { factsBefore, factsOf, openEntry, seenOf } from "@/lib/roster/facts/rules";
import { listBatches } from "@/lib/roster/queries";
import { sweepImports } from "@/lib/roster/sweep/commands";
import { createCadre, createPerson, createUnit, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

/** A woman's number; no other test has this place. */
let counter = 0;
const numberOf = (born = "19850301"): string => {
  const digits = `331099${born}${String(++counter * 2).padStart(3, "0")}`;
  return digits + checkSign(digits);
};

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const admin = await createPerson("ADMIN");
  const look = (id = cadre.id) => read(admin, (db) => getCadreFacts(db, id, today()));
  const change = async (typed: object, over: object = {}) => {
    const seen = seenOf(factsOf((await look()).known));
    return { id: randomUUID(), cadreId: cadre.id, seen, reason: "档案审核认定", ...typed, ...over };
  };
  return { unit, cadre, admin, look, change };
}
const entry = (unit: { shortName: string }, over: object = {}) => ({
  id: randomUUID(),
  reason: "市委组织部选调",
  name: "虞筱棠",
  gender: "女",
  bornOn: "1985.03",
  ethnicity: "汉族",
  unit: unit.shortName,
  title: "科员",
  level: "一级科员",
  ...over,
});
const audited = async (id: string) =>
  (
    await owner().query(
      "select action, after from audit_events where entity = 'cadre' and entity_id = $1 order by seq",
      [id],
    )
  ).rows;

describe("changeCadreFacts", () => {
  it("changes what was touched, keeps who, when, why and what it said, and brings it back as a change", async () => {
    const { cadre, admin, look, change } = await scene();
    const before = (await look()).known;
    const wanted = await change({
      nativePlace: "浙江兰溪",
      health: "健康",
      joinedPartyOn: "2008.06",
      idNumber: numberOf(),
    });

    expect(await changeCadreFacts(admin, wanted)).toMatchObject({ ok: true, value: { id: cadre.id } });
    // the same form sent twice is one change
    expect(await changeCadreFacts(admin, wanted)).toMatchObject({ ok: true });

    const { known, changes } = await look();
    expect(known).toMatchObject({
      nativePlace: "浙江兰溪",
      joinedPartyOn: "2008-06-01",
      education: before.education,
      post: before.post,
      sheet: { health: "健康" },
    });
    expect(changes).toMatchObject([
      { kind: "HAND", actorName: admin.name, reason: "档案审核认定", outcome: "CHANGED", state: "CONFIRMED" },
    ]);
    expect(changes[0]?.differences).toContainEqual({
      field: "nativePlace",
      old: "浙江义乌",
      new: "浙江兰溪",
    });
    // fields, never what they say
    expect(await audited(cadre.id)).toEqual([
      { action: "changeCadreFacts", after: "idNumber nativePlace joinedPartyOn health" },
    ]);

    const now = factsOf(known);
    const { idNumber: _stays, ...back } = factsBefore(now, changes[0]?.differences ?? []);
    expect(await changeCadreFacts(admin, await change(back, { reason: "认定有误" }))).toMatchObject({
      ok: true,
    });
    const after = await look();
    expect(after.known).toMatchObject({ nativePlace: "浙江义乌", joinedPartyOn: null });
    expect(after.changes).toHaveLength(2);
  });

  it("empties a fact, which no file does", async () => {
    const { cadre, admin, look, change } = await scene();
    await owner().query(
      "update cadres set speciality = '会计学', joined_party_on = '2008-06-01' where id = $1",
      [cadre.id],
    );
    expect(await changeCadreFacts(admin, await change({ speciality: "", joinedPartyOn: "" }))).toMatchObject({
      ok: true,
    });
    expect((await look()).known).toMatchObject({ speciality: null, joinedPartyOn: null });
  });

  it("says at the field which rule it breaks, with the nearest word, and writes nothing", async () => {
    const { admin, look, change } = await scene();
    const wanted = await change({ ethnicity: "汗族", idNumber: "330799198503010022", bornOn: "1985.1" });
    expect(await changeCadreFacts(admin, wanted)).toMatchObject({
      kind: "invalid",
      issues: expect.arrayContaining([
        { path: "ethnicity", code: "unknownWordNear", params: { nearest: "汉族" } },
        expect.objectContaining({ path: "idNumber", code: "identityDigit" }),
        expect.objectContaining({ path: "bornOn", code: "dateAmbiguous" }),
      ]),
    });
    expect((await look()).changes).toEqual([]);
  });

  it("names whose number it is already", async () => {
    const { admin, unit, change } = await scene();
    const number = numberOf();
    const holder = await enterCadre(admin, entry(unit, { name: "樊筱芃", idNumber: number }));
    expect(holder).toMatchObject({ ok: true });
    expect(await changeCadreFacts(admin, await change({ idNumber: number }))).toMatchObject({
      kind: "invalid",
      issues: [
        { path: "idNumber", code: "identityOther", params: { who: expect.stringContaining("樊筱芃") } },
      ],
    });
  });

  it("stops where somebody else has changed it since; of two at once one goes through", async () => {
    const { cadre, admin, look, change } = await scene();
    const [one, two] = [await change({ health: "健康" }), await change({ nativePlace: "浙江兰溪" })];
    const other = await createPerson("ADMIN");
    const outcomes = await Promise.all([changeCadreFacts(admin, one), changeCadreFacts(other, two)]);
    expect(outcomes.map((outcome) => (outcome.ok ? "done" : outcome.kind)).sort()).toEqual(["done", "stale"]);
    await owner().query("update cadres set ethnicity = '畲族' where id = $1", [cadre.id]);
    const seen = seenOf(factsOf((await look()).known));
    await owner().query("update cadres set ethnicity = '汉族' where id = $1", [cadre.id]);
    expect(await changeCadreFacts(admin, await change({ health: "良好" }, { seen }))).toMatchObject({
      kind: "stale",
    });
  });

  it("is the administrator's, and never about oneself", async () => {
    const { cadre, change } = await scene();
    const wanted = await change({ health: "健康" });
    for (const role of ROLES.filter((one) => !can({ roles: [one] }, "roster.correct"))) {
      const person = await createPerson(role);
      expect(await changeCadreFacts(person, wanted), role).toMatchObject({ kind: "denied" });
      expect(await enterCadre(person, entry({ shortName: "" })), role).toMatchObject({ kind: "denied" });
    }
    const own = await createPerson(["ADMIN", "CADRE"], { cadreId: cadre.id });
    expect(await changeCadreFacts(own, wanted)).toMatchObject({ reason: "roster.reason.ownFacts" });
  });
});

describe("the history by hand", () => {
  it("stays when the cells of files are emptied, but not of an entry that was taken back", async () => {
    const { unit, cadre, admin, look, change } = await scene();
    await changeCadreFacts(admin, await change({ health: "健康" }));
    const entered = await enterCadre(admin, entry(unit, { name: "瞿筱蓁" }));
    if (!entered.ok) throw new Error(JSON.stringify(entered));
    const [made] = (await look(entered.value.id)).changes;
    await undoImport(admin, { batchId: made?.batchId, rowVersion: made?.batchVersion });
    const [kept] = (await look()).changes;
    const batches = [made?.batchId, kept?.batchId];
    await owner().query("alter table import_batches disable trigger keep");
    await owner().query(
      `update import_batches set uploaded_at = now() - interval '31 days', confirmed_at = now() - interval '31 days'
       where id = any($1)`,
      [batches],
    );
    await owner().query("alter table import_batches enable trigger keep");
    await sweepImports();
    expect((await look(cadre.id)).changes[0]?.differences).toEqual([
      { field: "health", old: "", new: "健康" },
    ]);
    const { rows } = await owner().query("select typed, differences from import_rows where batch_id = $1", [
      made?.batchId,
    ]);
    expect(rows).toEqual([{ typed: {}, differences: [] }]);
  });
});

describe("enterCadre", () => {
  it("enters a person with a post, once, and takes them back while nothing leans on them", async () => {
    const { unit, admin, look } = await scene();
    const wanted = entry(unit, {
      name: "郦筱荻",
      speciality: "法学",
      idNumber: numberOf(),
      postStartsOn: "2024.05",
    });
    const entered = await enterCadre(admin, wanted);
    if (!entered.ok) throw new Error(JSON.stringify(entered));
    expect(await enterCadre(admin, wanted)).toEqual(entered);
    const { known, changes } = await look(entered.value.id);
    expect(known).toMatchObject({
      name: "郦筱荻",
      speciality: "法学",
      post: { unitId: unit.id, title: "科员", startsOn: "2024-05-01", tier: "STAFF" },
    });
    expect(await audited(known.id)).toEqual([{ action: "enterCadre", after: "ENTERED" }]);
    // one person at a time is no line in the list of imports
    expect((await read(admin, listBatches)).map(({ id }) => id)).not.toContain(changes[0]?.batchId);

    const open = openEntry(changes, new Date());
    if (!open) throw new Error("no entry");
    expect(await undoImport(admin, { batchId: open.batchId, rowVersion: open.batchVersion })).toMatchObject({
      ok: true,
    });
    expect((await owner().query("select id from cadres where id = $1", [known.id])).rows).toEqual([]);
  });

  it("asks who a name is, and takes the answer", async () => {
    const { unit, admin } = await scene();
    const there = await createCadre(unit, { name: "项筱蘅" });
    const wanted = entry(unit, { name: there.name });
    expect(await enterCadre(admin, wanted)).toMatchObject({
      kind: "invalid",
      issues: [
        { path: "isAnother", code: "namesakes", params: { who: expect.stringContaining(unit.shortName) } },
      ],
    });
    expect(await enterCadre(admin, { ...wanted, isAnother: "yes" })).toMatchObject({ ok: true });
  });

  it("does not let the answer about a name stand for a number that is somebody's", async () => {
    const { unit, admin } = await scene();
    const number = numberOf();
    await enterCadre(admin, entry(unit, { name: "蔺筱蔚", idNumber: number }));
    expect(
      await enterCadre(admin, entry(unit, { name: "蔺筱蔚", idNumber: number, isAnother: "yes" })),
    ).toMatchObject({ kind: "invalid", issues: [{ path: "idNumber", code: "identityOther" }] });
  });

  it("needs a unit that there is, and a post", async () => {
    const { unit, admin } = await scene();
    expect(await enterCadre(admin, entry(unit, { unit: "", title: "", gender: "" }))).toMatchObject({
      kind: "invalid",
      issues: expect.arrayContaining(["unit", "title", "gender"].map((path) => ({ path, code: "required" }))),
    });
    expect(await enterCadre(admin, entry(unit, { unit: "查无此局" }))).toMatchObject({
      kind: "invalid",
      issues: [expect.objectContaining({ path: "unit" })],
    });
  });
});

it("lets no fact change that no import and no person with a reason stands for", async () => {
  const { admin, cadre } = await scene();
  await asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1)", [admin.id]);
    await expect(
      client.query("update cadres set native_place = '别处' where id = $1", [cadre.id]),
    ).rejects.toThrow(/roster_facts_told/);
    await client.query("rollback");
  });
});
