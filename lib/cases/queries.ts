/** 事项 as a viewer may see them. A liaison's rows hold no record and no cadre: the policies leave them out. */
import { type Age, begunBetween } from "@/lib/platform/ages";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { spelledFrom, spellingIn } from "@/lib/platform/spelling";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { ofUnitType } from "@/lib/units/queries";
import { escapeLike } from "@/lib/units/rules";
import type { KnownCase } from "./rules";
import type { CaseFilter, CaseState, CaseTier, CaseView } from "./schema";

export type CaseRow = {
  id: string;
  number: string;
  title: string;
  unitId: string;
  unitName: string;
  /** others than the lead */
  parties: string[];
  tier: CaseTier;
  state: CaseState;
  dueOn: Day;
  raisedOn: Day;
  raiserName: string | null;
  closedOn: Day | null;
  outcome: string;
};

export const PAGE_SIZE = 100;

const columns = sql`
  c.id, c.number, c.title, c.unit_id as "unitId", u.short_name as "unitName", c.tier, c.state, c.due_on::text as "dueOn",
  city_day(c.raised_at)::text as "raisedOn", raiser.name as "raiserName", city_day(c.closed_at)::text as "closedOn", c.outcome,
  array(select pu.short_name from case_parties p join units pu on pu.id = p.unit_id
        where p.case_id = c.id and not p.is_lead order by p.added_at, pu.position) as parties`;
const joins = sql`join units u on u.id = c.unit_id left join users raiser on raiser.id = c.raised_by`;

/** `problems`: of the list of that name, until the department has closed them. */
type AskedView = CaseView | "problems";
type Asked = Omit<CaseFilter, "view"> & { view?: AskedView };

/** A day that has passed, or today. */
export const dayShown = ({ on }: Pick<CaseFilter, "on">, today: Day): Day => (on && on < today ? on : today);

/**
 * Cases as `c`: those that were there at the end of a past day, with state, tier and deadline of then; without a day as they are.
 * The course of a case is append-only, and each step writes what it changed.
 */
export function casesOn(on: Day | undefined): Sql {
  if (!on) return sql`cases c`;
  const end = startOfCityDay(addDays(on, 1));
  const last = (what: Sql, kinds: Sql) =>
    sql`(select ${what} from case_events e where e.case_id = c.id and e.at < ${end} and ${kinds} order by e.at desc limit 1)`;
  return sql`(
    select c.id, c.number, c.title, c.demand, c.outcome, c.unit_id, c.raised_by, c.raised_at,
      case when c.closed_at < ${end} then c.closed_at end as closed_at,
      coalesce(${last(sql`e.tier`, sql`e.tier is not null`)}, c.tier) as tier,
      coalesce(${last(sql`e.due_on`, sql`e.due_on is not null`)}, c.due_on) as due_on,
      coalesce(${last(
        sql`case e.kind when 'SETTLED' then 'SETTLED' when 'CLOSED' then 'CLOSED' when 'WITHDRAWN' then 'WITHDRAWN' else 'OPEN' end`,
        sql`e.kind in ('OPENED', 'SETTLED', 'CLOSED', 'WITHDRAWN', 'SENT_BACK', 'REOPENED')`,
      )}, c.state) as state
    from cases c where c.raised_at < ${end}) c`;
}
const shownOn = (filter: Asked, today: Day): Sql =>
  casesOn(filter.on && filter.on < today ? filter.on : undefined);

/** What stands longest over its day first; what is closed, the latest first. */
export function listCases(db: ScopedDb, filter: Asked, today: Day, size = PAGE_SIZE): Promise<CaseRow[]> {
  const asOf = dayShown(filter, today);
  return db.rows<CaseRow>(sql`
    select ${columns} from ${shownOn(filter, today)} ${joins}
    where ${allOf([inView(filter.view ?? "open", asOf), ...conditions(filter, asOf)])}
    order by ${filter.view === "closed" ? sql`c.closed_at desc` : sql`c.due_on`}, c.number
    limit ${size}::int offset ${((filter.page ?? 1) - 1) * size}::int`);
}

/** Of one unit, open ones first. */
export const listUnitCases = (db: ScopedDb, unitId: string): Promise<CaseRow[]> =>
  db.rows<CaseRow>(sql`
    select ${columns} from cases c ${joins}
    where exists (select 1 from case_parties p where p.case_id = c.id and p.unit_id = ${unitId}::uuid) and c.state <> 'WITHDRAWN'
    order by (c.state in ('OPEN', 'SETTLED')) desc, c.due_on desc, c.number limit 20`);

export type CaseCounts = Record<AskedView, number> & {
  tiers: Record<CaseTier, number>;
  ages: Record<Age, number>;
};
/** Numbers above the board, each of what its link lists; tiers and ages of the view that is shown. */
export async function countCases(db: ScopedDb, filter: Asked, today: Day): Promise<CaseCounts> {
  const { view = "open", tier, age, ...wanted } = filter;
  const asOf = dayShown(filter, today);
  const of = (one: AskedView) =>
    sql`count(*) filter (where ${inView(one, asOf)} and ${allOf(narrowed(tier, age, asOf))})::int`;
  const tierOf = (one: CaseTier) =>
    sql`count(*) filter (where ${inView(view, asOf)} and c.tier = ${one} and ${allOf(narrowed(undefined, age, asOf))})::int`;
  const agedOf = (one: Age) =>
    sql`count(*) filter (where ${inView(view, asOf)} and ${allOf(narrowed(tier, one, asOf))})::int`;
  const [counts] = await db.rows<CaseCounts>(sql`
    select ${of("open")} as open, ${of("overdue")} as overdue, ${of("settled")} as settled, ${of("problems")} as problems, ${of("closed")} as closed,
      ${of("withdrawn")} as withdrawn,
      json_build_object('IMMEDIATE', ${tierOf("IMMEDIATE")}, 'UNIT_LED', ${tierOf("UNIT_LED")},
        'JOINT_MEETING', ${tierOf("JOINT_MEETING")}, 'ESCALATED', ${tierOf("ESCALATED")}) as tiers,
      json_build_object('week', ${agedOf("week")}, 'month', ${agedOf("month")}, 'older', ${agedOf("older")}) as ages
    from ${shownOn(filter, today)} where ${allOf(conditions({ ...wanted, page: undefined }, asOf))}`);
  if (!counts) throw new Error("counts without a row");
  return counts;
}

function inView(view: AskedView, today: Day): Sql {
  switch (view) {
    case "open":
      return sql`c.state = 'OPEN'`;
    case "overdue":
      return sql`c.state = 'OPEN' and c.due_on < ${today}::date`;
    case "problems":
      return sql`c.state in ('OPEN', 'SETTLED')`;
    case "settled":
      return sql`c.state = 'SETTLED'`;
    case "closed":
      return sql`c.state = 'CLOSED'`;
    case "withdrawn":
      return sql`c.state = 'WITHDRAWN'`;
  }
}

function narrowed(tier: CaseTier | undefined, age: Age | undefined, today: Day): Sql[] {
  const list: Sql[] = [];
  if (tier) list.push(sql`c.tier = ${tier}`);
  if (age) {
    const { from, until } = begunBetween(age, today);
    if (from) list.push(sql`c.raised_at >= ${startOfCityDay(from)}`);
    if (until) list.push(sql`city_day(c.raised_at) <= ${until}::date`);
  }
  return list;
}

function conditions(filter: Asked, today: Day): Sql[] {
  const list = narrowed(filter.tier, filter.age, today);
  if (filter.unit)
    list.push(
      sql`exists (select 1 from case_parties p where p.case_id = c.id and p.unit_id = ${filter.unit}::uuid)`,
    );
  if (filter.type) list.push(ofUnitType(sql`c.unit_id`, filter.type));
  if (filter.q) {
    const typed = `%${escapeLike(filter.q.toLowerCase())}%`;
    const spelling = spellingIn(filter.q);
    list.push(sql`(lower(c.title) like ${typed} or lower(c.number) like ${typed} or lower(c.demand) like ${typed}
      or ${spelling !== ""}::boolean and c.id in (${spelledCases(spelling)}))`);
  }
  return list;
}

/** Ids of those whose title is spelled so from any of its characters on: in full, or by initials. */
export const spelledCases = (spelling: string): Sql => sql`
  select s.case_id from case_spellings s where s.syllables ~ ${spelledFrom(spelling)} or s.initials like ${`%${spelling}%`}`;

/** What a step is judged by. */
export async function getKnownCase(db: ScopedDb, id: string): Promise<KnownCase & { rowVersion: number }> {
  const [known] = await db.rows<KnownCase & { rowVersion: number }>(sql`
    select c.state, c.tier, c.due_on::text as "dueOn", c.unit_id as "unitId", c.raised_by as "raisedById",
      coalesce(raiser.is_active, false) as "isRaiserHere", c.settled_by as "settledById", c.checked_by as "checkedById",
      c.confirmed_by as "confirmedById", c.row_version as "rowVersion"
    from cases c left join users raiser on raiser.id = c.raised_by where c.id = ${id}::uuid`);
  if (!known) throw new NotFound("case");
  return known;
}
