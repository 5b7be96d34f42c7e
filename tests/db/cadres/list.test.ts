import { describe, expect, it } from "vitest";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";

const list = (person: Person, roles: Role[], search: Record<string, string>, size?: number) =>
  read(person, (db) =>
    listCadres(db, { roles, cadreId: null }, cadreFilter.parse(search), today(), { size }),
  );

describe("listCadres", () => {
  it("shows an observer the cadres of their units only", async () => {
    const unit = await createUnit();
    const other = await createUnit();
    const mine = await createCadre(unit);
    await createCadre(other);
    const observer = await createPerson("OBSERVER", { units: [unit] });

    expect((await list(observer, ["OBSERVER"], {})).items.map((row) => row.id)).toEqual([mine.id]);
    expect((await list(observer, ["OBSERVER"], { unit: other.id })).total).toBe(0);
  });

  it("takes the signs of SQL as text", async () => {
    const unit = await createUnit();
    const odd = await createCadre(unit, { name: `O'b%_\\${unit.shortName}` });
    await createCadre(unit);
    const reviewer = await createPerson("REVIEWER");
    const find = async (q: string) =>
      (await list(reviewer, ["REVIEWER"], { q, unit: unit.id })).items.map((row) => row.id);

    for (const q of ["O'b", "%", "_", "\\", "o'B%_\\"]) expect(await find(q), q).toEqual([odd.id]);
    for (const q of ["%%%", "'; drop table cadres; --", "O_b", "' or '1'='1", "\u0000'"]) {
      expect(await find(q), q).toEqual(q === "\u0000'" ? [odd.id] : []);
    }
  });

  it("finds by the beginning of the pinyin and by the initials, also with spaces", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const reviewer = await createPerson("REVIEWER");
    for (const q of ["ganb", "gan bu", "GB", cadre.name]) {
      expect((await list(reviewer, ["REVIEWER"], { q, unit: unit.id })).total, q).toBe(1);
    }
    expect((await list(reviewer, ["REVIEWER"], { q: "anbu", unit: unit.id })).total).toBe(0);
  });

  it("pages by keyset in the order of tiers without losing one", async () => {
    const unit = await createUnit();
    const ids: string[] = [];
    for (const tier of ["STAFF", "TEAM", "MIDDLE", "TEAM", "STAFF"] as const) {
      ids.push((await createCadre(unit, { tier })).id);
    }
    const reviewer = await createPerson("REVIEWER");
    const seen: (string | null)[][] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(
        reviewer,
        ["REVIEWER"],
        { unit: unit.id, ...(after ? { after } : {}) },
        2,
      );
      seen.push(...page.items.map((row) => [row.id, row.tier]));
      expect(page.total).toBe(5);
      after = page.next;
    } while (after);

    expect(seen.map(([id]) => id).sort()).toEqual(ids.sort());
    expect(seen.map(([, tier]) => tier)).toEqual(["TEAM", "TEAM", "MIDDLE", "STAFF", "STAFF"]);
  });

  it("counts what the viewer may open and nothing for the assignment manager", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const author = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(author, unit, { cadres: [cadre] });
    await createObservation(author, unit, { cadres: [cadre], state: "SUBMITTED" });
    await createObservation(author, unit, { cadres: [cadre], state: "RETURNED" });
    await createObservation(author, unit, { cadres: [cadre], polarity: "ATTENTION" });
    await createObservation(author, unit, { cadres: [cadre], on: daysAgo(400) });
    const row = async (role: Role, person: Person) =>
      (await list(person, [role], { unit: unit.id })).items[0];

    const byReviewer = await row("REVIEWER", await createPerson("REVIEWER"));
    const byLeader = await row("LEADER", await createPerson("LEADER"));
    const byAdmin = await row("ADMIN", await createPerson("ADMIN"));

    expect(byReviewer).toMatchObject({
      recentRecords: 3,
      strength: { records: 3, recorders: 1, methods: 1, sources: 1 },
    });
    expect(byLeader).toMatchObject({ recentRecords: 2, strength: { records: 2 } });
    expect(byAdmin).toMatchObject({ name: cadre.name, recentRecords: null, strength: null });
  });

  it("shows a liaison, a cadre and the administrators nobody", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    for (const role of ["LIAISON", "SYSADMIN", "SECADMIN", "AUDITOR"] as const) {
      const person = await createPerson(role, role === "LIAISON" ? { unitId: unit.id } : {});
      expect((await list(person, [role], {})).total, role).toBe(0);
    }
    const self = await createPerson("CADRE", { cadreId: cadre.id });
    expect((await list(self, ["CADRE"], {})).items.map((row) => row.id)).toEqual([cadre.id]);
  });
});
