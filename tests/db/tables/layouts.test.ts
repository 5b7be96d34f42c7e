import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { RIGHTS, ROLES, type Role } from "@/lib/platform/rights";
import {
  chooseColumns,
  exportAccounts,
  exportTable,
  removeView,
  resetColumns,
  saveView,
} from "@/lib/tables/commands";
import { findFilterNames, findLayout } from "@/lib/tables/queries";
import { LIST_RIGHT } from "@/lib/tables/rules";
import { TABLE_NAMES, TABLES, type TableName } from "@/lib/tables/schema";
import {
  createCadre,
  createPerson,
  createUnit,
  findConductItem,
  findMethod,
  type Person,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const layoutOf = (person: Person, table: TableName = "cadres", view?: string) =>
  read(person, (db) => findLayout(db, person.id, table, view));
const asked = (over: object = {}) => ({
  id: randomUUID(),
  table: "cadres",
  name: "镇街班子",
  search: "tier=team&after=gone",
  columns: ["name", "post", "unit"],
  ...over,
});

describe("chooseColumns", () => {
  it("is remembered for the person and for nobody else", async () => {
    const [one, other] = [await createPerson("LEADER"), await createPerson("LEADER")];
    await chooseColumns(one, { table: "cadres", columns: ["name", "post", "unit"], move: "unit:up" });
    expect((await layoutOf(one)).columns).toEqual(["name", "unit", "post"]);
    expect(await layoutOf(other)).toMatchObject({ columns: TABLES.cadres.usual, isUsual: true });
    await resetColumns(one, { table: "cadres" });
    expect((await layoutOf(one)).columns).toEqual(TABLES.cadres.usual);
  });

  it("is for lists that the person may open: the system administrator's is the one of accounts", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    expect(await chooseColumns(sysadmin, { table: "accounts", columns: ["name", "state"] })).toMatchObject({
      ok: true,
    });
    expect((await layoutOf(sysadmin, "accounts")).columns).toEqual(["name", "state"]);
    expect(await chooseColumns(sysadmin, { table: "cadres", columns: ["name"] })).toMatchObject({
      kind: "denied",
    });
    expect(
      await chooseColumns(await createPerson("ADMIN"), { table: "observations", columns: ["day"] }),
    ).toMatchObject({
      kind: "denied",
    });
  });

  it.each(["LIAISON", "CADRE", "AUDITOR", "SECADMIN"] as const)("is denied to %s", async (role) => {
    expect(
      await chooseColumns(await createPerson(role), { table: "cadres", columns: ["name"] }),
    ).toMatchObject({
      kind: "denied",
    });
  });
});

describe("saveView", () => {
  it("keeps filter and columns under a name; a private one is for its owner only", async () => {
    const [one, other] = [await createPerson("REVIEWER"), await createPerson("REVIEWER")];
    const view = asked();
    expect(await saveView(one, view)).toMatchObject({ ok: true });
    expect(await layoutOf(one, "cadres", view.id)).toMatchObject({
      columns: ["name", "post", "unit"],
      current: { name: "镇街班子", filter: { tier: "team" }, isOwn: true, isShared: false },
    });
    expect((await layoutOf(other)).views.map(({ id }) => id)).not.toContain(view.id);
  });

  it("is shared with holders of the right to the list, and with nobody else", async () => {
    const reviewer = await createPerson("REVIEWER");
    const view = asked({
      table: "observations",
      columns: ["day", "fact"],
      search: "state=accepted",
      isShared: "yes",
    });
    expect(await saveView(reviewer, view)).toMatchObject({ ok: true });
    const leader = await layoutOf(await createPerson("LEADER"), "observations", view.id);
    expect(leader.current).toMatchObject({ isOwn: false, ownerName: reviewer.name });
    for (const role of ["ADMIN", "SYSADMIN", "LIAISON", "CADRE"] as const)
      expect((await layoutOf(await createPerson(role), "observations")).views, role).toEqual([]);
  });

  it("shares no typed words", async () => {
    const leader = await createPerson("LEADER");
    const view = asked({ search: "q=丁", isShared: "yes" });
    expect(await saveView(leader, view)).toMatchObject({ reason: "tables.reason.typedWords" });
    expect(await saveView(leader, { ...view, isShared: "" })).toMatchObject({ ok: true });
    await expect(
      owner().query("update table_views set is_shared = true where id = $1", [view.id]),
    ).rejects.toThrow(/table_views_typed_alone/);
  });

  it("has each name once a list and person, also from two windows at once; the same form twice is one view", async () => {
    const leader = await createPerson("LEADER");
    const [first, second] = await Promise.all([saveView(leader, asked()), saveView(leader, asked())]);
    expect([first, second].filter(({ ok }) => ok)).toHaveLength(1);
    expect([first, second].find(({ ok }) => !ok)).toMatchObject({ reason: "tables.reason.nameTaken" });
    const again = asked({ name: "二次" });
    await saveView(leader, again);
    expect(await saveView(leader, again)).toMatchObject({ ok: true });
    expect((await layoutOf(leader)).views).toHaveLength(2);
  });

  it("is put away by its owner only, and its name is free again", async () => {
    const [leader, other] = [await createPerson("LEADER"), await createPerson("LEADER")];
    const view = asked({ isShared: "yes", name: "共用的" });
    await saveView(leader, view);
    expect(await removeView(other, { id: view.id, table: "cadres" })).toMatchObject({ kind: "notFound" });
    expect(await removeView(leader, { id: view.id, table: "cadres" })).toMatchObject({ ok: true });
    expect((await layoutOf(other)).views.map(({ id }) => id)).not.toContain(view.id);
    expect(await saveView(leader, asked({ name: "共用的" }))).toMatchObject({ ok: true });
  });
});

describe("the policies", () => {
  it("let a list be kept by the same roles as may open it", async () => {
    const people = await Promise.all(ROLES.map(async (role) => [role, await createPerson(role)] as const));
    for (const [role, person] of people) {
      const allowed = await asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [person.id]);
        const { rows } = await client.query(
          "select t.name, viewer_may_list(t.name) as may from unnest($1::text[]) as t(name)",
          [[...TABLE_NAMES]],
        );
        await client.query("rollback");
        return Object.fromEntries(rows.map((row) => [row.name, row.may]));
      });
      for (const table of TABLE_NAMES) {
        const roles: readonly Role[] = RIGHTS[LIST_RIGHT[table]];
        expect(allowed[table], `${role} ${table}`).toBe(roles.includes(role));
      }
    }
  });

  it("hold against SQL: another's columns are neither seen nor changed, and a view is in nobody else's name", async () => {
    const [one, other] = [await createPerson("LEADER"), await createPerson("LEADER")];
    await chooseColumns(one, { table: "cadres", columns: ["name", "unit"] });
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select id from enter($1)", [other.id]);
      expect((await client.query("select * from table_columns where user_id = $1", [one.id])).rows).toEqual(
        [],
      );
      const changed = await client.query("update table_columns set columns = '{name}' where user_id = $1", [
        one.id,
      ]);
      expect(changed.rowCount).toBe(0);
      await expect(
        client.query(
          "insert into table_views (id, table_name, owner_id, name, columns) values ($1, 'cadres', $2, '冒名', '{name}')",
          [randomUUID(), one.id],
        ),
      ).rejects.toThrow(/row-level security/);
      await client.query("rollback");
    });
  });
});

describe("exportTable", () => {
  it("leaves a line with the number and how many, not which", async () => {
    const leader = await createPerson("LEADER");
    const trace = "0123456789ab";
    expect(
      await exportTable(leader, { table: "cadres", columns: ["name", "unit"], trace, count: 3 }),
    ).toMatchObject({ ok: true });
    const { rows } = await owner().query(
      "select action, entity, entity_id, after from audit_events where actor_id = $1 order by seq desc limit 1",
      [leader.id],
    );
    expect(rows).toEqual([
      { action: "exportTable", entity: "table", entity_id: "cadres", after: `${trace} 3` },
    ]);
  });

  it("is denied to an observer, and to whoever may not open the list", async () => {
    const input = { table: "observations", columns: ["day"], trace: "0123456789ab", count: 0 };
    expect(await exportTable(await createPerson("OBSERVER"), input)).toMatchObject({ kind: "denied" });
    expect(await exportTable(await createPerson("ADMIN"), input)).toMatchObject({ kind: "denied" });
    const sysadmin = await createPerson("SYSADMIN");
    expect(await exportTable(sysadmin, input)).toMatchObject({ kind: "denied" });
    const accounts = { ...input, table: "accounts", columns: ["name"] };
    expect(await exportAccounts(sysadmin, accounts)).toMatchObject({ ok: true });
    expect(await exportAccounts(sysadmin, input)).toMatchObject({ kind: "denied" });
    expect(await exportTable(await createPerson("REVIEWER"), input)).toMatchObject({ ok: true });
  });
});

describe("findFilterNames", () => {
  it("says what people chose, and is silent about what the person may not see", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER");
    const method = await findMethod("field_visit").catch(() => null);
    const item = await findConductItem("positive_1");
    const ids = {
      unit: unit.id,
      cadre: cadre.id,
      observer: observer.id,
      item: item.id,
      ...(method && { method: method.id }),
    };
    const reviewer = await createPerson("REVIEWER");
    expect(await read(reviewer, (db) => findFilterNames(db, ids))).toMatchObject({
      unit: { name: unit.shortName },
      cadre: { name: cadre.name },
      observer: { name: observer.name },
      item: { name: item.text },
    });
    const liaison = await createPerson("LIAISON");
    expect(await read(liaison, (db) => findFilterNames(db, { cadre: cadre.id }))).toEqual({});
    expect(await read(reviewer, (db) => findFilterNames(db, { unit: randomUUID() }))).toEqual({});
  });
});
