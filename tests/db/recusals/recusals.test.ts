/** What an observer declares stands at once (rule 8); what is known of kin and moves is told. Also under direct SQL. */
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { declareRecusal, settleRecusalWarning } from "@/lib/recusals/commands";
import { listDeclarations, listSuggestions } from "@/lib/recusals/queries";
import {
  createAssignment,
  createCadre,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { assign, kin, submit, told, warningsOf } from "./recusal-steps";

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
