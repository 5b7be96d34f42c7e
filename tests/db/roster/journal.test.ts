/** The journal of the roster's tables and the way back, asked of the database itself. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { createCadre, createPerson, createUnit, type Person, type TestUnit } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

let admin: Person;
let unit: TestUnit;
beforeAll(async () => {
  [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
});

async function as<T>(person: Person, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  return asAppRole(async (client: pg.Client) => {
    await client.query("begin");
    await client.query("select 1 from enter($1::uuid)", [person.id]);
    try {
      const value = await fn(client);
      await client.query("commit");
      return value;
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
  });
}

const openBatch = (client: pg.Client, id: string) =>
  client.query(
    `insert into import_batches (id, kind, file_name, body_hash, effective_on, uploaded_by)
     values ($1, 'XLSX', '名册.xlsx', '\\x00', current_date, $2)`,
    [id, admin.id],
  );
const confirm = (client: pg.Client, id: string) =>
  client.query(
    `update import_batches set state = 'CONFIRMED', confirmed_by = $2, confirmed_at = now(), row_version = row_version + 1
     where id = $1`,
    [id, admin.id],
  );

/** Facts change with an import alone. */
const inBatch = (change: (client: pg.Client) => Promise<unknown>) =>
  as(admin, async (client) => {
    const batch = randomUUID();
    await openBatch(client, batch);
    await client.query("select set_config('app.import_batch', $1, true)", [batch]);
    await change(client);
  });

const NUMBER = "330799198503010028";

/** A new person, and a move of another. */
async function importOne(moved: string): Promise<{ batch: string; added: string }> {
  const [batch, added, other] = [randomUUID(), randomUUID(), await createUnit()];
  await as(admin, async (client) => {
    await openBatch(client, batch);
    await client.query("select set_config('app.import_batch', $1, true)", [batch]);
    await client.query(
      `insert into cadres (id, name, pinyin, initials, gender, born_on, ethnicity, native_place, education)
       values ($1, '沈新', 'shenxin', 'sx', '男', '1985-03-01', '汉族', '', '')`,
      [added],
    );
    await client.query("update post_holdings set ends_on = current_date - 1 where cadre_id = $1", [moved]);
    await client.query(
      `insert into post_holdings (cadre_id, unit_id, title, level, tier, starts_on)
       values ($1, $2, '副主任', '乡科级副职', 'TEAM', current_date), ($3, $2, '科员', '一级科员', 'STAFF', current_date)`,
      [moved, other.id, added],
    );
    await client.query(
      "update cadres set native_place = '浙江兰溪', row_version = row_version + 1 where id = $1",
      [moved],
    );
    await confirm(client, batch);
  });
  return { batch, added };
}

const hashOf = async (ids: string[]): Promise<string> => {
  const { rows } = await owner().query(
    `select md5(coalesce((select string_agg(to_jsonb(c)::text, '' order by id) from cadres c where id = any($1)), '')
       || coalesce((select string_agg(to_jsonb(h)::text, '' order by id) from post_holdings h where cadre_id = any($1)), '')) as hash`,
    [ids],
  );
  return String(rows[0].hash);
};
const undo = (batch: string, person = admin) =>
  as(person, (client) => client.query("select undo_import($1)", [batch]));

describe("undo_import", () => {
  it("brings every column back, and takes away what came", async () => {
    const moved = await createCadre(unit);
    const before = await hashOf([moved.id]);
    const { batch, added } = await importOne(moved.id);
    expect(await hashOf([moved.id, added])).not.toBe(before);
    await undo(batch);
    expect(await hashOf([moved.id, added])).toBe(before);
    await expect(undo(batch)).rejects.toThrow(/import_batches_transition/);
  });

  it("is refused to anybody but an administrator of the roster", async () => {
    const { batch } = await importOne((await createCadre(unit)).id);
    for (const role of ["REVIEWER", "LEADER", "OBSERVER", "SYSADMIN"] as const)
      await expect(undo(batch, await createPerson(role))).rejects.toThrow(/import_batches_transition/);
  });

  it("is refused after thirty days", async () => {
    const { batch } = await importOne((await createCadre(unit)).id);
    await owner().query("alter table import_batches disable trigger keep");
    await owner().query("update import_batches set confirmed_at = now() - interval '31 days' where id = $1", [
      batch,
    ]);
    await owner().query("alter table import_batches enable trigger keep");
    await expect(undo(batch)).rejects.toThrow(/import_undo_in_time/);
  });

  it("is refused where a row has changed since, and says whose", async () => {
    const moved = await createCadre(unit);
    const { batch } = await importOne(moved.id);
    await inBatch((client) =>
      client.query("update cadres set ethnicity = '畲族', row_version = row_version + 1 where id = $1", [
        moved.id,
      ]),
    );
    await expect(undo(batch)).rejects.toThrow(/import_undo_free/);
    const { rows } = await as(admin, (client) =>
      client.query("select * from import_undo_blocks($1)", [batch]),
    );
    expect(rows).toEqual([{ cadre_id: moved.id, name: moved.name, why: "CHANGED" }]);
  });

  it("is refused where work leans on a new cadre, without telling which", async () => {
    const { batch, added } = await importOne((await createCadre(unit)).id);
    await owner().query(
      "insert into users (id, account, name, department, cadre_id) values ($1, $2, '沈新', '', $3)",
      [randomUUID(), `sx${added.slice(0, 8)}`, added],
    );
    await expect(undo(batch)).rejects.toThrow(/import_undo_free/);
    const { rows } = await as(admin, (client) =>
      client.query("select why from import_undo_blocks($1)", [batch]),
    );
    expect(rows).toEqual([{ why: "USED" }]);
  });
});

describe("the roster's tables", () => {
  it("take no invalid identity number, and none twice", async () => {
    const [one, two] = [await createCadre(unit), await createCadre(unit)];
    const enter = (cadre: string, number: string) =>
      inBatch((client) => client.query("insert into cadre_identities values ($1, $2)", [cadre, number]));
    await expect(enter(one.id, "330799198503010022")).rejects.toThrow(/cadre_identities_number_valid/);
    await enter(one.id, NUMBER);
    await expect(enter(two.id, NUMBER)).rejects.toThrow(/cadre_identities_once/);
  });

  it("show numbers and raw rows to the roster's administrator alone", async () => {
    const { rows } = await owner().query("select count(*)::int as stored from cadre_identities");
    expect(rows[0].stored).toBeGreaterThan(0);
    const seen = async (person: Person, table: string) =>
      as(person, async (client) => (await client.query(`select count(*)::int as n from ${table}`)).rows[0].n);
    // files of grades are the reviewers' own: grades.test.ts
    for (const table of ["cadre_identities", "import_batches where kind <> 'GRADES'"]) {
      expect(await seen(admin, table)).toBeGreaterThan(0);
      for (const role of [
        "REVIEWER",
        "LEADER",
        "OBSERVER",
        "LIAISON",
        "CADRE",
        "SYSADMIN",
        "SECADMIN",
        "AUDITOR",
      ] as const)
        expect(await seen(await createPerson(role), table), `${role} ${table}`).toBe(0);
    }
  });

  it("are written by the roster's administrator alone", async () => {
    const cadre = await createCadre(unit);
    for (const role of ["REVIEWER", "LEADER", "OBSERVER"] as const) {
      const person = await createPerson(role);
      const { rowCount } = await as(person, (client) =>
        client.query("update cadres set name = '改过' where id = $1", [cadre.id]),
      );
      expect(rowCount, role).toBe(0);
      await expect(
        as(person, (client) => client.query("insert into cadre_sheets (cadre_id) values ($1)", [cadre.id])),
        role,
      ).rejects.toThrow(/row-level security/);
    }
  });

  it("never let a holding change its unit, and its post or first day only as a correction that says why", async () => {
    const cadre = await createCadre(unit);
    const change = (what: string) =>
      as(admin, (client) => client.query(`update post_holdings set ${what} where cadre_id = $1`, [cadre.id]));
    await expect(change("unit_id = gen_random_uuid()")).rejects.toThrow(/permission denied/);
    await expect(change("title = '局长'")).rejects.toThrow(/post_holdings_reason/);
    await expect(change("starts_on = starts_on - 1")).rejects.toThrow(/post_holdings_reason/);
  });

  it("write nothing for an import that is over", async () => {
    const { batch } = await importOne((await createCadre(unit)).id);
    await expect(
      as(admin, async (client) => {
        await client.query("select set_config('app.import_batch', $1, true)", [batch]);
        await client.query("insert into cadre_sheets (cadre_id) values ($1)", [(await createCadre(unit)).id]);
      }),
    ).rejects.toThrow(/import_batches_transition/);
  });
});
