import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { assignUnit } from "@/lib/assignments/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import {
  askRecusalEnd,
  declareRecusal,
  remindDeclarations,
  reviewRecusalSheet,
  settleRecusalWarning,
  submitRecusalSheet,
} from "@/lib/recusals/commands";
import {
  findSheet,
  listDeclarations,
  listSheets,
  listSuggestions,
  listWarnings,
} from "@/lib/recusals/queries";
import { yearOf } from "@/lib/recusals/rules";
import {
  createAssignment,
  createCadre,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const year = () => yearOf(today());
const kin = (unit: TestUnit, personName: string) => ({
  id: randomUUID(),
  kind: "KIN",
  unitId: unit.id,
  relation: "SIBLING",
  personName,
});
const sheetOf = (observer: Person) => read(observer, (db) => findSheet(db, observer.id, year()));

async function submit(observer: Person) {
  const present = await sheetOf(observer);
  return submitRecusalSheet(observer, {
    id: present?.id ?? randomUUID(),
    year: year(),
    rowVersion: present?.rowVersion,
    isTrue: "yes",
  });
}
async function review(leader: Person, observer: Person, decision: "ACCEPTED" | "RETURNED", answer = "") {
  const sheet = await sheetOf(observer);
  return reviewRecusalSheet(leader, { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, decision, answer });
}
const assign = async (observer: Person, unit: TestUnit) =>
  assignUnit(await createPerson("ADMIN"), {
    id: randomUUID(),
    observerId: observer.id,
    unitId: unit.id,
    startsOn: today(),
    reason: "年度分工",
  });
const told = async (person: Person) =>
  (
    await owner().query("select kind from notifications where user_id = $1 order by created_at", [person.id])
  ).rows.map(({ kind }) => kind);

describe("declareRecusal", () => {
  it("stands at once: the unit cannot be assigned any more", async () => {
    const [observer, unit] = [await createPerson("OBSERVER"), await createUnit()];
    expect(await declareRecusal(observer, kin(unit, "某甲"))).toMatchObject({ ok: true });
    expect(await assign(observer, unit)).toMatchObject({ reason: "assignments.reason.recusal" });
  });

  it("knows the relative who holds a post there, and says nothing of one who does not", async () => {
    const [observer, unit] = [await createPerson("OBSERVER"), await createUnit()];
    const cadre = await createCadre(unit);
    await declareRecusal(observer, kin(unit, cadre.name));
    await declareRecusal(observer, kin(unit, "不在册的人"));
    const { rows } = await owner().query(
      "select cadre_id from recusal_declarations where observer_id = $1 order by person_name = $2 desc",
      [observer.id, cadre.name],
    );
    expect(rows).toEqual([{ cadre_id: cadre.id }, { cadre_id: null }]);
  });

  it("is the observer's own, sent twice it is one", async () => {
    const [observer, other, unit] = [
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
      await createUnit(),
    ];
    const line = kin(unit, "某甲");
    await declareRecusal(observer, line);
    expect(await declareRecusal(observer, line)).toEqual({ ok: true, value: { id: line.id } });
    expect(await read(other, (db) => listDeclarations(db, observer.id))).toEqual([]);
    expect(await read(observer, (db) => listDeclarations(db, observer.id))).toHaveLength(1);
    expect(await declareRecusal(await createPerson("ADMIN"), kin(unit, "某甲"))).toMatchObject({
      kind: "denied",
    });
  });

  it("tells administrators and leaders when the unit is one that the observer has", async () => {
    const unit = await createUnit();
    const [observer, admin, leader] = [
      await createPerson("OBSERVER", { units: [unit] }),
      await createPerson("ADMIN"),
      await createPerson("LEADER"),
    ];
    await declareRecusal(observer, kin(unit, "某甲"));
    expect(await told(admin)).toEqual(["RECUSAL_WARNED"]);
    expect(await told(leader)).toEqual(["RECUSAL_WARNED"]);
    expect(await told(observer)).not.toContain("RECUSAL_WARNED");
  });
});

describe("a sheet of the year", () => {
  it("goes to a leader and back, each step remembered", async () => {
    const [observer, leader] = [await createPerson("OBSERVER"), await createPerson("LEADER")];
    expect(await submit(observer)).toMatchObject({ ok: true });
    expect(await review(leader, observer, "RETURNED", "请写明离开的日期")).toMatchObject({ ok: true });
    expect(await told(observer)).toEqual(["RECUSAL_RETURNED"]);
    expect(await submit(observer)).toMatchObject({ ok: true });
    expect(await review(leader, observer, "ACCEPTED")).toMatchObject({ ok: true });
    const sheet = await sheetOf(observer);
    expect(sheet).toMatchObject({ state: "ACCEPTED" });
    expect(sheet?.events.map(({ state }) => state)).toEqual([
      "ACCEPTED",
      "SUBMITTED",
      "RETURNED",
      "SUBMITTED",
    ]);
  });

  it("is answered once, with a word when it goes back, and not by its observer", async () => {
    const both = await createPerson(["OBSERVER", "LEADER"]);
    const leader = await createPerson("LEADER");
    await submit(both);
    expect(await review(both, both, "ACCEPTED")).toMatchObject({ reason: "recusals.reason.ownSheet" });
    expect(await review(leader, both, "RETURNED")).toMatchObject({ issues: [{ path: "answer" }] });
    const sheet = await sheetOf(both);
    const answer = { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, decision: "ACCEPTED" };
    const [one, two] = await Promise.all([
      reviewRecusalSheet(leader, answer),
      reviewRecusalSheet(await createPerson("LEADER"), answer),
    ]);
    expect([one, two].filter(({ ok }) => ok)).toHaveLength(1);
    expect([one, two].find(({ ok }) => !ok)).toMatchObject({ kind: "stale" });
  });

  it.each(["ADMIN", "REVIEWER", "OBSERVER"] as const)("is not answered by %s", async (role) => {
    const observer = await createPerson("OBSERVER");
    await submit(observer);
    expect(await review(await createPerson(role), observer, "ACCEPTED")).toMatchObject({ kind: "denied" });
  });

  it("lets go what its observer asked to end, and nothing before a leader accepts it", async () => {
    const [observer, leader, unit] = [
      await createPerson("OBSERVER"),
      await createPerson("LEADER"),
      await createUnit(),
    ];
    const line = kin(unit, "某甲");
    await declareRecusal(observer, line);
    await owner().query("alter table recusal_declarations disable trigger keep");
    await owner().query("update recusal_declarations set declared_on = $2 where id = $1", [
      line.id,
      daysAgo(400),
    ]);
    await owner().query("alter table recusal_declarations enable trigger keep");
    await askRecusalEnd(observer, { declarationId: line.id, why: "已调往外省" });
    await submit(observer);
    expect(await assign(observer, unit)).toMatchObject({ reason: "assignments.reason.recusal" });
    await review(leader, observer, "ACCEPTED");
    expect(await assign(observer, unit)).toMatchObject({ ok: true });
    const [kept] = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(kept).toMatchObject({ endsOn: addDays(today(), -1), endAskedWhy: "已调往外省" });
  });

  it("is accepted as it stood on the page: what was added since is looked at first", async () => {
    const [observer, leader] = [await createPerson("OBSERVER"), await createPerson("LEADER")];
    const [line, later] = [kin(await createUnit(), "某甲"), kin(await createUnit(), "某乙")];
    await declareRecusal(observer, line);
    await submit(observer);
    const accept = (rowVersion?: number) =>
      sheetOf(observer).then((sheet) =>
        reviewRecusalSheet(leader, {
          sheetId: sheet?.id,
          rowVersion: rowVersion ?? sheet?.rowVersion,
          decision: "ACCEPTED",
        }),
      );
    const seen = (await sheetOf(observer))?.rowVersion;
    await askRecusalEnd(observer, { declarationId: line.id, why: "已调往外省" });
    expect(await accept(seen)).toMatchObject({ kind: "stale" });
    const [standing] = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(standing?.endsOn).toBeNull();
    const between = (await sheetOf(observer))?.rowVersion;
    await declareRecusal(observer, later);
    expect(await accept(between)).toMatchObject({ kind: "stale" });
    // an observer who writes by direct SQL comes no further
    const told = (await sheetOf(observer))?.rowVersion;
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [observer.id]);
      await client.query("update recusal_declarations set end_asked_why = '已离职' where id = $1", [
        later.id,
      ]);
      await client.query("commit");
    });
    expect(await accept(told)).toMatchObject({ kind: "stale" });
    expect(await accept()).toMatchObject({ ok: true });
    const lines = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(lines.map(({ endsOn }) => endsOn)).not.toContain(null);
    // no step of the sheet: handed in once, accepted once
    expect((await sheetOf(observer))?.events.map(({ state }) => state)).toEqual(["ACCEPTED", "SUBMITTED"]);
  });

  it("of which an end is asked while it is accepted: one of the two waits, and nothing unseen is let go", async () => {
    const [observer, leader] = [await createPerson("OBSERVER"), await createPerson("LEADER")];
    const line = kin(await createUnit(), "某甲");
    await declareRecusal(observer, line);
    await submit(observer);
    const sheet = await sheetOf(observer);
    const [accepted, asked] = await Promise.all([
      reviewRecusalSheet(leader, { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, decision: "ACCEPTED" }),
      askRecusalEnd(observer, { declarationId: line.id, why: "已调往外省" }),
    ]);
    expect(asked).toMatchObject({ ok: true });
    expect([true, false]).toContain(accepted.ok);
    const [kept] = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(kept).toMatchObject({ endsOn: null, endAskedWhy: "已调往外省" });
  });

  it("is listed for leaders and administrators with who has none", async () => {
    const [observer, silent, admin] = [
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
      await createPerson("ADMIN"),
    ];
    await submit(observer);
    const rows = await read(admin, (db) => listSheets(db, year(), today()));
    const stateOf = (person: Person) => rows.find(({ observerId }) => observerId === person.id)?.state;
    expect([stateOf(observer), stateOf(silent)]).toEqual(["SUBMITTED", "MISSING"]);
    const seen = await read(silent, (db) => findSheet(db, observer.id, year()));
    expect(seen).toBeNull();
  });
});

describe("remindDeclarations", () => {
  it("asks each who has none, at most once a week", async () => {
    const [admin, observer, done] = [
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
    ];
    await submit(done);
    expect(await remindDeclarations(admin, { year: year() })).toMatchObject({ ok: true });
    await remindDeclarations(admin, { year: year() });
    expect(await told(observer)).toEqual(["RECUSAL_ASKED"]);
    expect(await told(done)).toEqual([]);
    expect(await remindDeclarations(await createPerson("LEADER"), { year: year() })).toMatchObject({
      kind: "denied",
    });
  });
});

describe("a cadre who moves", () => {
  it("is declared where kin observes, and told to those who assign", async () => {
    const [from, to] = [await createUnit(), await createUnit()];
    const observer = await createPerson("OBSERVER", { units: [to] });
    const [admin, leader] = [await createPerson("ADMIN"), await createPerson("LEADER")];
    const cadre = await createCadre(from);
    await declareRecusal(observer, kin(from, cadre.name));
    await createPost(cadre, to, { startsOn: today(), isPrimary: false });
    const lines = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(lines.find(({ unitId }) => unitId === to.id)).toMatchObject({
      isFollowed: true,
      isAssigned: true,
    });
    const [warning] = await warningsOf(leader, observer);
    expect(warning).toMatchObject({ kind: "KIN_MOVED", unitId: to.id, cadreName: cadre.name });
    expect(await told(admin)).toContain("RECUSAL_WARNED");

    const settled = await settleRecusalWarning(admin, { warningId: warning?.id, settlement: "已换人联系" });
    expect(settled).toMatchObject({ ok: true });
    expect(
      await settleRecusalWarning(leader, { warningId: warning?.id, settlement: "又一次" }),
    ).toMatchObject({
      kind: "stale",
    });
  });

  it("is told of when it is a colleague of the last five years, and no recusal", async () => {
    const [old, to] = [await createUnit(), await createUnit()];
    const own = await createCadre(old);
    const observer = await createPerson("OBSERVER", { units: [to], cadreId: own.id });
    const leader = await createPerson("LEADER");
    const colleague = await createCadre(old);
    await createPost(colleague, to, { startsOn: today(), isPrimary: false });
    expect(await warningsOf(leader, observer)).toMatchObject([{ kind: "FORMER_COLLEAGUE", unitId: to.id }]);
    expect(await read(observer, (db) => listDeclarations(db, observer.id))).toEqual([]);
  });

  it("raises nothing for strangers", async () => {
    const [from, to] = [await createUnit(), await createUnit()];
    const observer = await createPerson("OBSERVER", {
      units: [to],
      cadreId: (await createCadre(await createUnit())).id,
    });
    await createPost(await createCadre(from), to, { startsOn: today(), isPrimary: false });
    expect(await warningsOf(await createPerson("LEADER"), observer)).toEqual([]);
  });
});

const warningsOf = async (reader: Person, observer: Person) =>
  (await read(reader, (db) => listWarnings(db, today()))).filter(
    ({ observerId }) => observerId === observer.id,
  );

describe("listSuggestions", () => {
  it("offers the units of the own post history", async () => {
    const [old, now] = [await createUnit(), await createUnit()];
    const own = await createCadre(now);
    await createPost(own, old, { startsOn: daysAgo(900), endsOn: daysAgo(700), isPrimary: false });
    const observer = await createPerson("OBSERVER", { cadreId: own.id });
    const found = await read(observer, (db) => listSuggestions(db, { cadreId: own.id }, today()));
    expect(found).toEqual([
      { kind: "FORMER_WORKPLACE", unitId: old.id, unitName: old.shortName, workedUntil: daysAgo(700) },
    ]);
  });
});

describe("under direct SQL", () => {
  const as = (person: Person, sql: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [person.id]);
      const { rowCount } = await client.query(sql, values);
      return rowCount;
    });

  it("nobody declares for another, lets the own go, or rewrites what was declared", async () => {
    const [observer, other, leader, unit] = [
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
      await createPerson("LEADER"),
      await createUnit(),
    ];
    const line = kin(unit, "某甲");
    await declareRecusal(observer, line);
    const insert = `insert into recusal_declarations (id, observer_id, unit_id, kind, note, declared_on)
                    values (gen_random_uuid(), $1, $2, 'OTHER', '代报', city_today())`;
    await expect(as(other, insert, [observer.id, unit.id])).rejects.toThrow(/row-level security/);
    await expect(
      as(observer, "update recusal_declarations set ends_on = city_today() where id = $1", [line.id]),
    ).rejects.toThrow();
    // not asked for by its observer
    await expect(
      as(leader, "update recusal_declarations set ends_on = city_today(), reviewed_by = $2 where id = $1", [
        line.id,
        leader.id,
      ]),
    ).rejects.toThrow(/after its observer asked/);
    await expect(
      as(observer, "update recusal_declarations set note = '改了' where id = $1", [line.id]),
    ).rejects.toThrow(/permission denied/);
  });

  it("an observer does not accept the own sheet", async () => {
    const both = await createPerson(["OBSERVER", "LEADER"]);
    await submit(both);
    await expect(
      as(
        both,
        `update recusal_sheets set state = 'ACCEPTED', reviewed_by = $1, reviewed_at = now(), row_version = row_version + 1
         where observer_id = $1`,
        [both.id],
      ),
    ).rejects.toThrow();
  });

  it("an assignment is planned around what follows the kin", async () => {
    const [from, to] = [await createUnit(), await createUnit()];
    const observer = await createPerson("OBSERVER");
    const cadre = await createCadre(from);
    await declareRecusal(observer, kin(from, cadre.name));
    await createPost(cadre, to, { startsOn: today(), isPrimary: false });
    await expect(createAssignment(observer, to, { startsOn: today() })).rejects.toThrow(/recusal/);
  });
});
