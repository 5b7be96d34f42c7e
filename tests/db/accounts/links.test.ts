import { describe, expect, it } from "vitest";
import {
  grantRole,
  linkCadre,
  linkUnit,
  setClearance,
  takeBackRole,
  unlinkCadre,
  unlinkUnit,
} from "@/lib/accounts/administration/commands";
import { listSightUnits } from "@/lib/accounts/sight/queries";
import { read } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { createCadre, createPerson, createUnit } from "../../support/builders";
import { asAppRole, owner } from "../../support/owner";
import { auditLinesOf } from "./credentials";

const linksOf = async (id: string) =>
  (await owner().query(`select unit_id as "unitId", cadre_id as "cadreId" from users where id = $1`, [id]))
    .rows[0];

describe("linkCadre", () => {
  it("finds the file by the account's own name in that unit, and nobody else's", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const person = await createPerson([], { name: cadre.name });
    const other = await createPerson([]);
    expect(await linkCadre(sysadmin, { userId: other.id, unit: unit.shortName })).toMatchObject({
      reason: "accounts.reason.unknownCadre",
    });
    expect(await linkCadre(sysadmin, { userId: person.id, unit: "没有的单位" })).toMatchObject({
      reason: "accounts.reason.unknownUnit",
    });
    expect(
      await linkCadre(sysadmin, { userId: person.id, unit: unit.shortName, bornIn: "1970-01" }),
    ).toMatchObject({ reason: "accounts.reason.unknownCadre" });
    expect(
      await linkCadre(sysadmin, { userId: person.id, unit: unit.shortName, bornIn: "1985-03" }),
    ).toMatchObject({ ok: true });
    expect(await linksOf(person.id)).toMatchObject({ cadreId: cadre.id });
    const second = await createPerson([], { name: cadre.name });
    expect(await linkCadre(sysadmin, { userId: second.id, unit: unit.shortName })).toMatchObject({
      reason: "accounts.reason.cadreTaken",
    });
    expect(await auditLinesOf(person.id)).toMatchObject([
      { action: "linkCadre", actorId: sysadmin.id, before: "", after: cadre.id },
    ]);
  });
  it("stands before the role of a cadre, and stays while it is held", async () => {
    const [sysadmin, secadmin] = [await createPerson("SYSADMIN"), await createPerson("SECADMIN")];
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const { id: userId } = await createPerson([], { name: cadre.name });
    const grant = () => grantRole(secadmin, { userId, role: "CADRE" });
    expect(await grant()).toMatchObject({ reason: "accounts.reason.noCadreLinked" });
    await linkCadre(sysadmin, { userId, unit: unit.shortName });
    expect(await grant()).toMatchObject({ ok: true });
    expect(await unlinkCadre(sysadmin, { userId })).toMatchObject({ reason: "accounts.reason.cadreNeeded" });
    await takeBackRole(secadmin, { userId, role: "CADRE" });
    expect(await unlinkCadre(sysadmin, { userId })).toMatchObject({ ok: true });
    expect(await linksOf(userId)).toMatchObject({ cadreId: null });
  });
  it("and a grant at once leave no role without its file", async () => {
    const [sysadmin, secadmin] = [await createPerson("SYSADMIN"), await createPerson("SECADMIN")];
    for (let round = 0; round < 12; round++) {
      const cadre = await createCadre(await createUnit());
      const { id: userId } = await createPerson([], { cadreId: cadre.id });
      await Promise.all([grantRole(secadmin, { userId, role: "CADRE" }), unlinkCadre(sysadmin, { userId })]);
      const { rows } = await owner().query("select from user_roles where user_id = $1 and role = 'CADRE'", [
        userId,
      ]);
      if (rows.length > 0) expect((await linksOf(userId)).cadreId).toBe(cadre.id);
    }
  });
});

describe("linkUnit", () => {
  it("stands before the role of a liaison, moves with the person, and stays while it is held", async () => {
    const [sysadmin, secadmin] = [await createPerson("SYSADMIN"), await createPerson("SECADMIN")];
    const [unit, next] = [await createUnit(), await createUnit()];
    const { id: userId } = await createPerson([]);
    const grant = () => grantRole(secadmin, { userId, role: "LIAISON" });
    expect(await grant()).toMatchObject({ reason: "accounts.reason.noUnitLinked" });
    expect(await linkUnit(sysadmin, { userId, unit: unit.shortName })).toMatchObject({ ok: true });
    expect(await grant()).toMatchObject({ ok: true });
    expect(await linkUnit(sysadmin, { userId, unit: `${next.shortName}全称` })).toMatchObject({ ok: true });
    expect(await linksOf(userId)).toMatchObject({ unitId: next.id });
    expect(await unlinkUnit(sysadmin, { userId })).toMatchObject({ reason: "accounts.reason.unitNeeded" });
  });
});

describe("links and clearance", () => {
  it("are denied to every other role, and set by nobody for themselves", async () => {
    const unit = await createUnit();
    const { id: userId } = await createPerson([]);
    for (const role of ROLES) {
      const person = await createPerson(role);
      if (role !== "SYSADMIN")
        for (const outcome of [
          await linkCadre(person, { userId, unit: unit.shortName }),
          await unlinkCadre(person, { userId }),
          await linkUnit(person, { userId, unit: unit.shortName }),
          await unlinkUnit(person, { userId }),
        ])
          expect(outcome, role).toEqual({ ok: false, kind: "denied" });
      if (role !== "SECADMIN")
        expect(await setClearance(person, { userId, clearance: "3" }), role).toEqual({
          ok: false,
          kind: "denied",
        });
    }
    const secadmin = await createPerson("SECADMIN");
    expect(await setClearance(secadmin, { userId: secadmin.id, clearance: "3" })).toMatchObject({
      reason: "accounts.reason.ownClearance",
    });
    expect(await setClearance(secadmin, { userId, clearance: "4" })).toMatchObject({ kind: "invalid" });
    expect(await setClearance(secadmin, { userId, clearance: "3" })).toMatchObject({ ok: true });
    expect(await auditLinesOf(userId)).toMatchObject([{ action: "setClearance", before: "1", after: "3" }]);
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [(await createPerson("REVIEWER")).id]);
      await expect(client.query("select set_clearance($1, 3::smallint)", [userId])).rejects.toThrow(
        /users_clearance_by_another/,
      );
      await client.query("rollback");
    });
  });
});

describe("listSightUnits", () => {
  it("names the units of a person's roles to SYSADMIN and SECADMIN, and nothing to others", async () => {
    const [unit, own] = [await createUnit(), await createUnit()];
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const liaison = await createPerson("LIAISON", { unitId: own.id });
    for (const role of ROLES) {
      const viewer = await createPerson(role);
      const may = role === "SYSADMIN" || role === "SECADMIN";
      const seen = await read(viewer, async (db) => [
        ...(await listSightUnits(db, observer.id)),
        ...(await listSightUnits(db, liaison.id)),
      ]);
      expect(
        seen.map(({ unitName, reason }) => [unitName, reason]),
        role,
      ).toEqual(
        may
          ? [
              [`${unit.shortName}全称`, "ASSIGNED"],
              [`${own.shortName}全称`, "LIAISON"],
            ]
          : [],
      );
    }
  });
  it("leaves out what a former observer once had", async () => {
    const former = await createPerson([], { units: [await createUnit()] });
    const secadmin = await createPerson("SECADMIN");
    expect(await read(secadmin, (db) => listSightUnits(db, former.id))).toEqual([]);
  });
});
