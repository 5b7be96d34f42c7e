/** A table with thousands of records, and how the database would answer a question about it. */
import type pg from "pg";
import type { ScopedDb } from "@/lib/platform/db";
import type { Sql } from "@/lib/platform/sql";
import {
  createCadre,
  createPerson,
  createUnit,
  findMethod,
  type Person,
  type TestCadre,
  type TestMethod,
  type TestUnit,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createTask, type TestTask } from "@/tests/support/tasks";

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  Plans?: Node[];
};
export const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const LARGE = new Set(["observations", "observation_cadres", "observation_revisions", "observation_reviews"]);
export const ROWS = 6_000;
/** So many that the unit tells rows apart: with one unit alone, two indexes cost the same and the choice is chance. */
export const UNITS = 6;
const SINCE = "2015-01-05";

type Filled = {
  units: TestUnit[];
  unit: TestUnit;
  cadre: TestCadre;
  task: TestTask;
  method: TestMethod;
  observer: Person;
  reviewer: Person;
  leader: Person;
};

/** Long past, so that no other test finds these among the newest; all in one statement, past every trigger. */
export async function fillTable(): Promise<Filled> {
  const units = await Promise.all(Array.from({ length: UNITS }, () => createUnit()));
  const unit = units[0] as TestUnit;
  const method = await findMethod("field_survey");
  const cadre = await createCadre(unit, { startsOn: "2014-01-01" });
  const task = await createTask(unit, { startsOn: "2014-01-01" });
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  const leader = await createPerson("LEADER", { clearance: 3 });
  await owner().query(
    `with given as (
       select gen_random_uuid() as id, n, $3::timestamptz + n * interval '5 hours' as at from generate_series(1, ${ROWS}) n
     ), current as (
       select m.id, v.id as version_id, m.position % 10 as place
       from methods m join method_versions v on v.method_id = m.id and v.version_no = 1
     ), records as (
       insert into observations (id, unit_id, observer_id, method_id, method_version_id, started_at, ended_at, place, fact,
         judgement, dimensions, polarity, confidentiality, details, state, cadre_names, body_hash, submitted_at, central_task_id)
       select given.id, ($1::uuid[])[1 + n / 10 % ${UNITS}], $2, current.id, version_id, at, at, '现场', '巡查第' || n || '处工地，' || md5(n::text), '',
              '{PERFORMANCE}', 'POSITIVE', 1 + n % 2, '{}', 'ACCEPTED', '', '\\x00', at,
              case when n % 20 = 0 then $4::uuid end
       from given join current on current.place = n % 10
     )
     insert into observation_revisions (observation_id, revision_no, author_id, content) select id, 1, $2, '{}' from given`,
    [units.map((one) => one.id), observer.id, `${SINCE}T08:00:00+08:00`, task.id],
  );
  await owner().query(
    `insert into observation_cadres (observation_id, revision_no, cadre_id, position)
     select id, 1, $2, 0 from observations where unit_id = $1 order by started_at limit 60`,
    [unit.id, cadre.id],
  );
  await owner().query(
    `insert into follow_ups (observation_id, unit_id, owner_id, title, due_on, done_at)
     select o.id, o.unit_id, o.observer_id, '复看', city_day(o.started_at) + 30, case when o.n % 5 > 0 then o.started_at end
     from (select *, row_number() over (order by started_at) as n from observations where observer_id = $1) o where o.n % 9 = 0`,
    [observer.id],
  );
  await owner().query("analyze follow_ups");
  await owner().query("analyze observations, observation_cadres, observation_revisions, observation_counts");
  return { units, unit, cadre, task, method, observer, reviewer, leader };
}

/** The statements that a query function sends, without sending them. */
export async function statementsOf(ask: (db: ScopedDb) => Promise<unknown>): Promise<Sql[]> {
  const sent: Sql[] = [];
  const rows = async <T>(query: Sql): Promise<T[]> => {
    sent.push(query);
    return [];
  };
  await ask({ rows }).catch(() => {});
  return sent;
}

/** With its values and, as a statement asked often is, without them. */
export async function plansAs(person: Person, query: Sql): Promise<Node[][]> {
  return asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1::uuid)", [person.id]);
    const planned = await client.query(`explain (format json) ${query.text}`, query.values as unknown[]);
    const generic = await client.query(`explain (format json, generic_plan) ${query.text}`);
    return [planned, generic].map((result) => nodesOf(planOf(result)));
  });
}
/** Carried out, and taken back. */
export async function ranAs(person: Person, query: Sql): Promise<Node[]> {
  return asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1::uuid)", [person.id]);
    const ran = await client.query(`explain (analyze, format json) ${query.text}`, query.values as unknown[]);
    return nodesOf(planOf(ran));
  });
}
export const planOf = (result: pg.QueryResult): Node => result.rows[0]["QUERY PLAN"][0].Plan;

export const readWhole = (nodes: Node[]): string[] =>
  nodes
    .filter((node) => node["Node Type"] === "Seq Scan" && LARGE.has(node["Relation Name"] ?? ""))
    .map((node) => node["Relation Name"] ?? "");
export const indexes = (nodes: Node[]): string[] => nodes.flatMap((node) => node["Index Name"] ?? []);
