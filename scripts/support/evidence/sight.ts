/**
 * Who sees what, asked as the serving role in the name of people of this database and compared with what the rules
 * say, reckoned by the owner. People are drawn by their id: the same database gives the same people.
 */
import type { Asked, Check } from "./check";
import { SHOWN } from "./check";

type Drawn = { id: string; role: string; roles: string[]; clearance: number; cadre_id: string | null };

/** As many people of each role as are asked. */
const DRAWN = 4;

export async function drawPeople({ owner }: Asked, roles: readonly string[]): Promise<Drawn[]> {
  const { rows } = await owner.query<Drawn>(
    `select * from (
       select u.id, r.role, u.clearance, u.cadre_id,
              array(select role from user_roles where user_id = u.id) as roles,
              row_number() over (partition by r.role order by u.id) as place
       from users u join user_roles r on r.user_id = u.id where u.is_active and r.role = any($1)) p where place <= $2`,
    [roles, DRAWN],
  );
  return rows;
}

async function readableTables(asked: Asked): Promise<string[]> {
  const { rows } = await asked.as(null, (client) =>
    client.query<{ name: string }>(`
      select c.relname as name from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v')
        and c.relname <> '_prisma_migrations' and has_any_column_privilege(c.oid, 'select') order by 1`),
  );
  return rows.map(({ name }) => name);
}

/** Whose files are closed to this person by a recusal in an open review (rule 8). */
const recusedFrom = (asked: Asked, person: { id: string }): Promise<string[]> =>
  asked.as(person, async (client) => {
    const { rows } = await client.query<{ closed: string[] }>("select recused_cadres() as closed");
    return rows[0]?.closed ?? [];
  });

/** Tables of which this person sees a row. */
const openTo = (asked: Asked, person: { id: string } | null, tables: readonly string[]): Promise<string[]> =>
  asked.as(person, async (client) => {
    const open: string[] = [];
    for (const name of tables) {
      const column = await client.query<{ name: string }>(
        `select quote_ident(attname) as name from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and has_column_privilege(attrelid, attnum, 'select')
         limit 1`,
        [name],
      );
      const found = await client.query(
        `select ${column.rows[0]?.name ?? "1"} from ${client.escapeIdentifier(name)} limit 1`,
      );
      if (found.rowCount) open.push(name);
    }
    return open;
  });

/** Accounts, roles and their own log; 提醒 go to nobody among them. */
const OF_ADMINISTRATORS = new Set(["users", "user_roles", "audit_events", "audit_head"]);
/** What a cadre reads of: themselves, and what anybody in business reads. */
const NEVER_A_CADRES = [
  "observations",
  "observation_cadres",
  "observation_revisions",
  "observation_reviews",
  "observation_counts",
  "polarity_counts",
  "task_counts",
  "cadre_evidence_counts",
  "cadre_month_counts",
  "conduct_counts",
  "achievement_sources",
  "achievement_events",
  "achievement_revisions",
  "follow_ups",
  "read_logs",
  "concerns",
  "concern_sources",
  "concern_events",
  "correction_events",
  "meeting_witness_notes",
  "tolerance_factors",
  "tolerance_exclusions",
  "tolerance_evidence",
  "cases",
  "case_spellings",
  "case_parties",
  "case_documents",
  "case_events",
  "case_records",
  "case_cadres",
  "reports",
  "report_citations",
  "report_paragraphs",
];
/** What a liaison reads of them, of the own unit: what it is asked, and the cases that it takes part in. */
const OF_UNITS = new Set([
  "follow_ups",
  "cases",
  "case_spellings",
  "case_parties",
  "case_documents",
  "case_events",
]);

/** Of what was observed; what a unit enters and answers itself is the liaison's. */
const NEVER_A_LIAISONS = [
  ...NEVER_A_CADRES.filter((name) => !OF_UNITS.has(name)),
  "attachments",
  "correction_files",
  "achievements",
  "achievement_cadres",
  "handovers",
  "handover_bodies",
];

export const differing = (seen: readonly string[], expected: readonly string[]): string[] => {
  const [a, b] = [new Set(seen), new Set(expected)];
  return [...seen.filter((id) => !b.has(id)), ...expected.filter((id) => !a.has(id))];
};

/** Who has this role alone sees no row of these tables. */
const seesNothing = (
  title: string,
  roles: readonly string[],
  never: (asked: Asked) => readonly string[] | Promise<readonly string[]>,
): Check => ({
  rule: 8,
  title,
  broken: async (asked) => {
    const tables = await never(asked);
    const broken: string[] = [];
    for (const person of await drawPeople(asked, roles)) {
      if (person.roles.length > 1) continue;
      for (const name of await openTo(asked, person, tables))
        broken.push(`${person.role} ${person.id} ${name}`);
    }
    return broken;
  },
});

export const sightChecks: Check[] = [
  {
    rule: 7,
    title: "without a viewer no table shows a row",
    broken: async (asked) => openTo(asked, null, await readableTables(asked)),
  },
  seesNothing(
    "the three administrators see no business row",
    ["SYSADMIN", "SECADMIN", "AUDITOR"],
    async (asked) => (await readableTables(asked)).filter((name) => !OF_ADMINISTRATORS.has(name)),
  ),
  seesNothing("a cadre sees no record, source or history, of nobody", ["CADRE"], () => NEVER_A_CADRES),
  seesNothing(
    "a liaison sees no record, claim, source or history, of no unit",
    ["LIAISON"],
    () => NEVER_A_LIAISONS,
  ),
  {
    rule: 8,
    title: "a liaison reads and enters the plan of the own unit alone",
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await drawPeople(asked, ["LIAISON"])) {
        if (person.roles.length > 1) continue;
        const { rows } = await asked.as(person, (client) =>
          client.query<{ found: string }>(`
            select id::text as found from unit_meetings where unit_id is distinct from viewer_own_unit_id()
            union all select id::text from unit_projects where unit_id is distinct from viewer_own_unit_id() limit ${SHOWN}`),
        );
        broken.push(...rows.map(({ found }) => found));
      }
      return broken;
    },
  },
  {
    rule: 5,
    title: "a one-source negative remark is seen by its author and the reviewers alone",
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await drawPeople(asked, [
        "OBSERVER",
        "REVIEWER",
        "LEADER",
        "ADMIN",
        "LIAISON",
        "CADRE",
      ])) {
        const isOne = (role: string) => person.roles.includes(role);
        const { rows: expected } = await asked.owner.query<{ id: string }>(
          `select id from observations o where is_guarded
             and ($2 and $1 in (observer_id, second_observer_id) or $3 and confidentiality <= $4)
             and not exists (select 1 from observation_cadres l where l.observation_id = o.id
                             and (l.cadre_id = $5 or l.cadre_id = any ($6)))`,
          [
            person.id,
            isOne("OBSERVER") || isOne("REVIEWER") || isOne("LEADER"),
            isOne("REVIEWER"),
            person.clearance,
            person.cadre_id,
            await recusedFrom(asked, person),
          ],
        );
        const seen = await asked.as(person, async (client) => {
          const ids = async (statement: string) => (await client.query<{ id: string }>(statement)).rows;
          return {
            records: await ids("select id from observations where is_guarded"),
            // lines of a record that is hidden would tell of it
            loose: await ids(`select observation_id as id from observation_cadres l
              where not exists (select 1 from observations o where o.id = l.observation_id)`),
          };
        });
        const wrong = differing(
          seen.records.map(({ id }) => id),
          expected.map(({ id }) => id),
        );
        broken.push(...[...wrong, ...seen.loose.map(({ id }) => id)].map((id) => `${person.role} ${id}`));
      }
      return broken.slice(0, SHOWN);
    },
  },
  {
    rule: 5,
    title:
      "a concern is seen by reviewers within their level, by leaders while it stands, and by nobody else",
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await drawPeople(asked, [
        "OBSERVER",
        "REVIEWER",
        "LEADER",
        "ADMIN",
        "LIAISON",
        "CADRE",
      ])) {
        const isOne = (role: string) => person.roles.includes(role);
        const { rows: expected } = await asked.owner.query<{ id: string }>(
          `select id from concerns where confidentiality <= $3 and cadre_id is distinct from $4 and cadre_id <> all ($6)
             and ($1 or $2 and (state in ('WATCHING', 'REMINDED') and expires_on >= city_today()
                                or state = 'DISMISSED' and decided_by = $5))`,
          [
            isOne("REVIEWER"),
            isOne("LEADER"),
            person.clearance,
            person.cadre_id,
            person.id,
            await recusedFrom(asked, person),
          ],
        );
        const seen = await asked.as(person, async (client) => ({
          concerns: (await client.query<{ id: string }>("select id from concerns")).rows,
          loose: (
            await client.query<{
              id: string;
            }>(`select s.id from (select id, concern_id from concern_sources union all
              select id, concern_id from concern_events) s where not exists (select 1 from concerns c where c.id = s.concern_id)`)
          ).rows,
        }));
        const wrong = differing(
          seen.concerns.map(({ id }) => id),
          expected.map(({ id }) => id),
        );
        broken.push(...[...wrong, ...seen.loose.map(({ id }) => id)].map((id) => `${person.role} ${id}`));
      }
      return broken.slice(0, SHOWN);
    },
  },
  {
    rule: 5,
    title: "nobody is told of a remark that they may not see",
    broken: async ({ owner }) => {
      const { rows } = await owner.query<{ found: string }>(`
        select n.id::text as found from notifications n join observations o on o.id = n.observation_id
        where o.is_guarded and n.user_id not in (o.observer_id, coalesce(o.second_observer_id, o.observer_id))
          and not exists (select 1 from user_roles r where r.user_id = n.user_id and r.role = 'REVIEWER')
          and n.kind <> 'WITNESS_ASKED' limit ${SHOWN}`);
      return rows.map(({ found }) => found);
    },
  },
  countsAsOpened(
    "the counts that reviewers and leaders see equal the records that they can open",
    "observation_counts",
  ),
  countsAsOpened(
    "the counts by level that reviewers and leaders see equal the records that they can open",
    "viewer_counts('-infinity', 'infinity')",
  ),
  countsAsOpened(
    "the counts of tones that reviewers and leaders see equal the records that they can open",
    "polarity_counts",
  ),
];

/** Kept counts under their policy, against the records under theirs. */
function countsAsOpened(
  title: string,
  table: "observation_counts" | "polarity_counts" | "viewer_counts('-infinity', 'infinity')",
): Check {
  return {
    rule: 10,
    title,
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await drawPeople(asked, ["REVIEWER", "LEADER"])) {
        // who is a cadre too never sees records about themselves; who observes too sees their own
        if (person.cadre_id || person.roles.includes("OBSERVER")) continue;
        const [shown, opened] = await asked.as(person, async (client) => {
          // who is recused from a cadre is counted live, for the same reason
          const { rows: live } = await client.query(
            `select ${table.startsWith("viewer_counts") ? "not viewer_sees_by_level()" : "viewer_is_recused()"} as yes`,
          );
          if (live[0].yes) return [0, 0];
          const counted = await client.query(`select coalesce(sum(records), 0)::int as n from ${table}`);
          const there = await client.query(
            "select count(*)::int as n from observations where state <> 'RETURNED' and observer_id <> viewer_id()",
          );
          return [counted.rows[0].n as number, there.rows[0].n as number];
        });
        if (shown !== opened) broken.push(`${person.role} ${person.id}: ${shown} ≠ ${opened}`);
      }
      return broken;
    },
  };
}
