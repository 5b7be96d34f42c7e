import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { setAccountState } from "@/lib/accounts/administration/commands";
import { chainLines, checkChain, listAuditLines } from "@/lib/audit/queries";
import { hashOf } from "@/lib/audit/rules";
import { auditFilter } from "@/lib/audit/schema";
import { read, type ScopedDb } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { createPerson, type Person } from "../../support/builders";
import { asAppRole, owner } from "../../support/owner";

let auditor: Person;
let sysadmin: Person;
let target: Person;
beforeAll(async () => {
  auditor = await createPerson("AUDITOR");
  sysadmin = await createPerson("SYSADMIN");
  target = await createPerson("OBSERVER");
  for (const isActive of ["false", "true", "false", "true"]) {
    await setAccountState(sysadmin, { userId: target.id, isActive });
  }
});

const dbOf = (client: pg.ClientBase): ScopedDb => ({
  rows: async ({ text, values }) => (await client.query(text, values)).rows,
});

/** The owner with the trigger off, in a transaction that is rolled back: what a faithless administrator could do. */
async function afterForgery(forge: (client: pg.ClientBase, last: number) => Promise<unknown>) {
  const client = await owner().connect();
  try {
    await client.query("begin");
    // writers of other tests wait, so that the head stands still
    const head = await client.query("select seq::float8 as seq from audit_head for update");
    await client.query("alter table audit_events disable trigger all");
    await forge(client, head.rows[0].seq);
    return (await checkChain(dbOf(client))).verdict;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

describe("checkChain", () => {
  it("finds the real lines whole, all of them and the newest part", async () => {
    const all = await read(auditor, (db) => checkChain(db));
    expect(all).toMatchObject({ first: 1, verdict: { ok: true } });
    const part = await read(auditor, (db) => checkChain(db, { newest: 3 }));
    expect(part.verdict).toMatchObject({ ok: true });
    expect(part.first).toBeGreaterThan(1);
  });
  it("says the same as the database's own hash", async () => {
    const lines = await read(auditor, (db) => chainLines(db, 0, 50));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(hashOf(line)).toBe(line.hash);
  });
  it("stays true while others write", async () => {
    const writing = Promise.all(
      ["false", "true", "false", "true"].map((isActive) =>
        setAccountState(sysadmin, { userId: target.id, isActive }),
      ),
    );
    for (let round = 0; round < 5; round++) {
      expect((await read(auditor, (db) => checkChain(db))).verdict).toMatchObject({ ok: true });
    }
    await writing;
  });
  it("finds a changed line", async () => {
    expect(
      await afterForgery((client, last) =>
        client.query("update audit_events set after = 'forged' where seq = $1", [last - 2]),
      ),
    ).toMatchObject({ ok: false, fault: "changed" });
  });
  it("finds a deleted line", async () => {
    let gone = 0;
    const verdict = await afterForgery((client, last) => {
      gone = last - 2;
      return client.query("delete from audit_events where seq = $1", [gone]);
    });
    expect(verdict).toEqual({ ok: false, fault: "deleted", seq: gone });
  });
  it("finds a cut tail", async () => {
    let gone = 0;
    const verdict = await afterForgery((client, last) => {
      gone = last - 1;
      return client.query("delete from audit_events where seq >= $1", [gone]);
    });
    expect(verdict).toEqual({ ok: false, fault: "cut", seq: gone });
  });
  it("finds two lines that changed places", async () => {
    const verdict = await afterForgery(async (client, last) => {
      await client.query("update audit_events set seq = -1 where seq = $1", [last - 1]);
      await client.query("update audit_events set seq = $1 where seq = $2", [last - 1, last]);
      await client.query("update audit_events set seq = $1 where seq = -1", [last]);
    });
    expect(verdict).toMatchObject({ ok: false, fault: "unlinked" });
  });
  it("finds a line put behind the head", async () => {
    const verdict = await afterForgery((client, last) =>
      client.query(
        `insert into audit_events (seq, at, action, entity, entity_id, before, after, prev_hash, hash)
         select seq + 1, at, action, entity, entity_id, before, after, hash, sha256('x'::bytea)
         from audit_events where seq = $1`,
        [last],
      ),
    );
    expect(verdict).toMatchObject({ ok: false });
  });
});

describe("audit_events", () => {
  it("are neither changed nor deleted by the owner while the triggers stand", async () => {
    await expect(owner().query("update audit_events set after = '' where seq = 1")).rejects.toThrow(
      /never changed/,
    );
    await expect(owner().query("delete from audit_events where seq = 1")).rejects.toThrow(/never changed/);
    await expect(owner().query("truncate audit_events")).rejects.toThrow(/never changed/);
  });
  it.each([
    "update audit_events set after = ''",
    "delete from audit_events",
    "insert into audit_events (seq, at, action, entity, entity_id, before, after, prev_hash, hash) values (0, now(), '', '', '', '', '', '', '')",
    "update audit_head set seq = 0",
    "truncate audit_events",
  ])("are out of the app role's reach: %s", async (statement) => {
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [auditor.id]);
      await expect(client.query(statement)).rejects.toThrow(/permission denied/);
      await client.query("rollback");
    });
  });
  it("take no field that could pass for two", async () => {
    await expect(owner().query("select append_audit('a', 'b', 'c', E'x\\x1fy', '')")).rejects.toThrow(
      /audit_events_plain_fields/,
    );
  });
  it("and the head are seen by AUDITOR only", async () => {
    for (const role of ROLES) {
      const person = await createPerson(role);
      const seen = await read(person, async (db) => ({
        lines: await listAuditLines(db, auditFilter.parse({})),
        head: await checkChain(db, { newest: 1 }),
      }));
      expect(seen.lines.length > 0, role).toBe(role === "AUDITOR");
      expect(seen.head.head.seq > 0, role).toBe(role === "AUDITOR");
    }
  });
  it("give AUDITOR no business row", async () => {
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [auditor.id]);
      for (const table of [
        "observations",
        "cadres",
        "units",
        "assignments",
        "observation_reviews",
        "read_logs",
      ]) {
        expect((await client.query(`select 1 from ${table} limit 1`)).rows, table).toEqual([]);
      }
      await client.query("rollback");
    });
  });
});

describe("listAuditLines", () => {
  const list = (filter: object) => read(auditor, (db) => listAuditLines(db, auditFilter.parse(filter)));
  it("filters by person, action, object and day, newest first", async () => {
    const rows = await list({ person: sysadmin.account, action: "setAccountState", id: target.id });
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((row) => row.seq).toSorted((a, b) => b - a));
    for (const row of rows) expect(row).toMatchObject({ actorId: sysadmin.id, entityId: target.id });
    expect(await list({ person: sysadmin.account, to: "2020-01-01" })).toEqual([]);
    expect((await list({ person: sysadmin.account, from: "2020-01-01" })).length).toBeGreaterThanOrEqual(4);
  });
  it("goes on behind the cursor without a gap", async () => {
    const all = await list({ id: target.id });
    const [first, second] = all;
    expect((await list({ id: target.id, before: String(first?.seq) }))[0]?.seq).toBe(second?.seq);
  });
  it("reads a senseless filter as none", () => {
    expect(
      auditFilter.parse({ action: "x; drop", before: "-3", from: "yesterday", person: ["a", "b"] }),
    ).toEqual({
      person: "",
      id: "",
    });
  });
});
