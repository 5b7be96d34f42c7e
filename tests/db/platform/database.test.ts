import { describe, expect, it } from "vitest";
import { servingRoles } from "@/lib/platform/db";
import { asAppRole, owner } from "@/tests/support/owner";

describe("every table", () => {
  it("has forced row-level security, and a policy that is not the owner's where a role has a grant", async () => {
    const { rows } = await owner().query(`
      select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
        exists (select from pg_policy p where p.polrelid = c.oid and p.polname <> 'owner_maintains') as guarded,
        exists (select from information_schema.role_column_grants g
                where g.table_name = c.relname and g.grantee in ('observer_app', 'observer_system')) as granted
      from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and c.relname <> '_prisma_migrations'`);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !row.forced || (row.granted && !row.guarded))).toEqual([]);
  });

  it("gives the serving roles neither TRUNCATE nor REFERENCES nor TRIGGER, and no bare DELETE of records", async () => {
    const { rows } = await owner().query(`
      select table_name, privilege_type from information_schema.role_table_grants
      where grantee in ('observer_app', 'observer_system') and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'DELETE')
      order by table_name`);
    const deletable = rows.filter((row) => row.privilege_type === "DELETE").map((row) => row.table_name);
    expect(rows.filter((row) => row.privilege_type !== "DELETE")).toEqual([]);
    expect(deletable).toEqual(["observation_drafts", "push_subscriptions", "sign_in_attempts", "user_roles"]);
  });
});

describe("the serving role", () => {
  it("owns nothing, bypasses nothing and can't become the owner", async () => {
    const found = await asAppRole(async (client) => {
      const { rows } = await client.query(`
        select r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
          (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
        from pg_roles r where r.rolname = current_user`);
      return rows[0];
    });
    expect(found).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
    });
    await expect(asAppRole((client) => client.query("set role frontline_owner"))).rejects.toThrow(
      /permission denied/,
    );
  });

  it("sees no row of any table without a viewer", async () => {
    await asAppRole(async (client) => {
      const { rows: tables } = await client.query(`
        select distinct table_name from information_schema.role_column_grants
        where grantee = 'observer_app' and privilege_type = 'SELECT' and table_name <> '_prisma_migrations'`);
      expect(tables.length).toBeGreaterThan(15);
      for (const { table_name: table } of tables) {
        const { rows } = await client.query(
          `select count(*)::int as seen from ${client.escapeIdentifier(table)}`,
        );
        expect(rows[0].seen, table).toBe(0);
      }
    });
  });

  it.each(["credentials", "sessions", "sign_in_attempts"])("has no access to %s", async (table) => {
    await expect(
      asAppRole((client) => client.query(`select * from ${client.escapeIdentifier(table)}`)),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("security definer functions", () => {
  it("fix their search path and are not open to everybody", async () => {
    const { rows } = await owner().query(`
      select p.proname, p.proconfig is not null and p.proconfig::text like '%search_path=%' as fixed,
        has_function_privilege('public', p.oid, 'execute') as open
      from pg_proc p where p.pronamespace = current_schema()::regnamespace and p.prosecdef`);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter((row) => !row.fixed || row.open)).toEqual([]);
  });
});

describe("servingRoles", () => {
  it("finds nothing wrong with the roles that the product serves with", async () => {
    expect(await servingRoles()).toEqual({ powers: [], unforced: [] });
  });
});
