/** What keeps the rules: triggers, constraints and policies that are there and switched on, and the chain of the audit. */
import { bySql, type Check } from "./check";

const ours = "n.oid = current_schema()::regnamespace";

export const guardChecks: Check[] = [
  bySql(
    6,
    "no trigger is switched off",
    `select c.relname || ' ' || t.tgname as found from pg_trigger t join pg_class c on c.oid = t.tgrelid
     join pg_namespace n on n.oid = c.relnamespace where ${ours} and t.tgenabled <> 'O'`,
  ),
  bySql(
    6,
    "no constraint is left unproven",
    `select conrelid::regclass || ' ' || conname as found from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where ${ours} and not k.convalidated`,
  ),
  {
    rule: 6,
    title: "the chain of the audit is whole",
    broken: async ({ owner }) => {
      // loaded late: it needs the generated client, which a fresh clone does not have when this file is read
      const { checkChain } = await import("@/lib/audit/queries");
      const { verdict } = await checkChain({
        rows: async ({ text, values }) => (await owner.query(text, values)).rows,
      });
      return verdict.ok ? [] : [`line ${verdict.seq} ${verdict.fault}`];
    },
  },
  bySql(
    7,
    "row-level security is forced on every table, by a policy",
    `select c.relname::text as found from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
       and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))`,
  ),
  bySql(
    7,
    "every view asks with its reader's rights",
    `select c.relname::text as found from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
  ),
  bySql(
    7,
    "who withheld their name is told by no line of the audit and no notice, and the mark is the owner's alone",
    `select c.id::text as found from complaints c where c.sender_id is null and (
       exists (select 1 from audit_events e where e.entity = 'complaint' and e.entity_id = c.id::text and e.action = 'fileComplaint')
       or exists (select 1 from notifications n where n.complaint_id = c.id))
     union all
     select g.grantee || ' reads the mark' from information_schema.column_privileges g
     where g.table_name = 'complaints' and g.column_name = 'sender_mark' and g.grantee in ('observer_app', 'observer_system')`,
  ),
  {
    rule: 7,
    title: "the serving role owns nothing and passes no policy by",
    broken: ({ as }) =>
      as(null, async (client) => {
        const { rows } = await client.query<{ found: string }>(`
          select rolname || ' may pass policies by' as found from pg_roles
            where rolname = current_user and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
          union all
          select c.relname || ' is its own' from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.oid = current_schema()::regnamespace and c.relowner = current_user::regrole`);
        return rows.map(({ found }) => found);
      }),
  },
];
