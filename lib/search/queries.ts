/** One statement over all that a person may see: each group by its right, each row by the policies. */
import { spelledCases } from "@/lib/cases/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { TooMany } from "@/lib/platform/result";
import { can, type Right } from "@/lib/platform/rights";
import { allOf, noSql, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { rosterReach } from "@/lib/units/rules";
import { COUNT_LIMIT, isSpelled, MOST_A_MINUTE, type Typed } from "./rules";
import { GROUPS, type SearchGroup } from "./schema";

export type Hit = {
  id: string;
  title: string;
  /** where the words stand, if not in the title; the first that holds one is shown */
  texts: string[];
  unitName: string | null;
  /** state, kind or type as stored */
  state: string | null;
  /** number, post or method */
  note: string | null;
  noteEn: string | null;
  on: Day | null;
};
/** `total` ends one beyond COUNT_LIMIT */
export type Found = { group: SearchGroup; total: number; items: Hit[] };

const RIGHT_OF: Record<SearchGroup, Right> = {
  units: "units.read",
  cadres: "cadres.list",
  tasks: "centralTasks.read",
  cases: "cases.read",
  claims: "achievements.read",
  records: "observations.read",
};

const SPELLED: ReadonlySet<SearchGroup> = new Set(["units", "cadres", "tasks", "cases"]);

type Asked = { typed: Typed; size: number; only?: SearchGroup | undefined; today: Day };
/** With the tasks that are spelled so: they are few, and no pinyin of their names is kept. */
type Sought = Asked & { spelledTasks: string[] };
type Seeker = Pick<Viewer, "roles" | "ownUnitId" | "unitIds">;

/** Groups without a hit are left out. */
export async function search(db: ScopedDb, viewer: Seeker, asked: Asked): Promise<Found[]> {
  const { typed } = asked;
  const groups = GROUPS.filter(
    (group) =>
      (!asked.only || asked.only === group) &&
      can(viewer, RIGHT_OF[group]) &&
      // initials with blanks between them are no word of a text
      (typed.words.length > 0 || (typed.spelling !== "" && SPELLED.has(group))),
  );
  if (groups.length === 0) return [];
  const spelledTasks =
    typed.spelling !== "" && groups.includes("tasks") ? await listSpelledTasks(db, typed.spelling) : [];
  const sought = { ...asked, spelledTasks };
  const parts = groups.map(
    (group) => sql`
    select ${group} as "group", count(*)::int as total,
      coalesce(json_agg(json_build_object('id', f.id, 'title', f.title, 'texts', f.texts, 'unitName', f.unit, 'state', f.state,
        'note', f.note, 'noteEn', f.note_en, 'on', f.day) order by f.place) filter (where f.place <= ${asked.size}::int), '[]') as items
    from (select h.*, row_number() over (order by h.rank, h.id) as place
          from (${FOUND_IN[group](viewer, sought)}) h) f`,
  );
  const rows = await db.rows<Found & { turns: number }>(sql`
    with turn as materialized (select take_search_turn() as turns),
      matters as materialized (
        select m.kind, m.id from turn, search_matters(${typed.words}::text[], ${typed.patterns}::text[], ${COUNT_LIMIT + 1}::int) m
        where turn.turns <= ${MOST_A_MINUTE}::int)
    select g.*, turn.turns from turn left join (${union(parts)}) g on turn.turns <= ${MOST_A_MINUTE}::int`);
  if (rows.some((row) => row.turns > MOST_A_MINUTE)) throw new TooMany();
  return rows.filter((row) => row.total > 0).map(({ turns: _, ...found }) => found);
}

/** More than a city begins in decades; the latest first. */
const TASKS_READ = 1_000;
async function listSpelledTasks(db: ScopedDb, spelling: string): Promise<string[]> {
  const tasks = await db.rows<{ id: string; name: string }>(
    sql`select id, name from central_tasks order by starts_on desc, id limit ${TASKS_READ}::int`,
  );
  return tasks.filter(({ name }) => isSpelled(name, spelling)).map(({ id }) => id);
}

const union = (parts: readonly Sql[]): Sql =>
  parts.reduce((all, one, at) => (at === 0 ? one : sql`${all} union all ${one}`));

/** All words in these columns, or the pinyin of a name. */
function named({ typed }: Asked, columns: Sql, pinyin: Sql, initials: Sql): Sql {
  const words = typed.patterns.map((pattern) => sql`${columns} like ${pattern}`);
  const byWord = words.length > 0 ? allOf(words) : sql`false`;
  if (typed.spelling === "") return byWord;
  const begin = `${typed.spelling}%`;
  return sql`(${byWord} or ${pinyin} like ${begin} or ${initials} like ${begin})`;
}

const limit = sql`limit ${COUNT_LIMIT + 1}::int`;
const isHeld = (today: Day): Sql =>
  sql`p.starts_on <= ${today}::date and (p.ends_on is null or p.ends_on >= ${today}::date)`;

/** Rows (id, rank, title, texts, unit, state, note, note_en, day), the best rank first. */
const FOUND_IN: Record<SearchGroup, (viewer: Seeker, asked: Sought) => Sql> = {
  units: (viewer, asked) => sql`
    select u.id, u.position as rank, u.short_name as title, array[u.name] as texts, null::text as unit, u.type as state,
      null::text as note, null::text as note_en, null::text as day
    from units u
    where ${named(asked, sql`lower(u.name || ' ' || u.short_name || ' ' || u.code)`, sql`u.pinyin`, sql`u.initials`)}
      and (u.ends_on is null or u.ends_on >= ${asked.today}::date)
      -- a liaison's list of units holds the own one
      and (${rosterReach(viewer).kind !== "own"}::boolean or u.id = ${viewer.ownUnitId}::uuid)
    order by u.position ${limit}`,
  cadres: (_, asked) => sql`
    select c.id, row_number() over (order by c.pinyin) as rank, c.name as title, '{}'::text[] as texts, u.short_name as unit,
      null::text as state, p.title as note, null::text as note_en, null::text as day
    from cadres c
    left join post_holdings p on p.cadre_id = c.id and p.is_primary and ${isHeld(asked.today)}
    left join units u on u.id = p.unit_id
    -- a unit's name or a post beside a name narrows; alone it would be a list of people
    where ${named(asked, sql`lower(concat_ws(' ', c.name, u.short_name, p.title))`, sql`c.pinyin`, sql`c.initials`)}
      and (lower(c.name) like any (${asked.typed.patterns}::text[])
           or ${asked.typed.spelling !== ""}::boolean and (c.pinyin like ${`${asked.typed.spelling}%`}
              or c.initials like ${`${asked.typed.spelling}%`}))
    order by c.pinyin ${limit}`,
  tasks: (_, asked) => sql`
    select t.id, (current_date - t.starts_on)::bigint as rank, t.name as title, '{}'::text[] as texts, u.short_name as unit,
      t.kind as state, null::text as note, null::text as note_en, t.starts_on::text as day
    from central_tasks t join units u on u.id = t.lead_unit_id
    where (${asked.typed.patterns.length > 0 ? allOf(asked.typed.patterns.map((one) => sql`lower(t.name) like ${one}`)) : sql`false`}
      or t.id = any (${asked.spelledTasks}::uuid[]))
    order by t.starts_on desc ${limit}`,
  cases: (_, { typed }) => sql`
    select c.id, -extract(epoch from c.raised_at)::bigint as rank, c.title, array[c.demand] as texts, u.short_name as unit,
      c.state, c.number as note, null::text as note_en, city_day(c.raised_at)::text as day
    from cases c join units u on u.id = c.unit_id
    where c.id in (select m.id from matters m where m.kind = 'case'${typed.spelling === "" ? noSql : sql` union ${spelledCases(typed.spelling)}`})
    order by c.raised_at desc, c.id ${limit}`,
  claims: () => sql`
    select a.id, -extract(epoch from a.updated_at)::bigint as rank, a.claim as title, '{}'::text[] as texts, u.short_name as unit,
      a.state, null::text as note, null::text as note_en, a.ends_on::text as day
    from matters m join achievements a on a.id = m.id join units u on u.id = a.unit_id where m.kind = 'claim'`,
  records: (_, { typed }) => sql`
    select o.id, -extract(epoch from o.started_at)::bigint as rank, o.fact as title, array[o.judgement, o.place, o.cadre_names] as texts,
      u.short_name as unit, o.state, v.name as note, v.name_en as note_en, city_day(o.started_at)::text as day
    from search_observations(${typed.words}::text[], ${typed.patterns}::text[], '{}'::jsonb, ${COUNT_LIMIT + 1}::int) s
    join observations o on o.id = s.id join units u on u.id = o.unit_id join method_versions v on v.id = o.method_version_id`,
};
