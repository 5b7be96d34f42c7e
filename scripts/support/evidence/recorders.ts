/** Sums by who recorded (docs/adr/0043), counted again, and as people are told them. */
import { type Asked, bySql, type Check } from "./check";
import { drawPeople } from "./sight";

const MONTH = "date_trunc('month', city_day(o.started_at))::date as month";
/** Up to each level, without and with one-source negatives. */
const SIGHTS = `array[count(*) filter (where o.confidentiality = 1 and not o.is_guarded),
  count(*) filter (where o.confidentiality <= 2 and not o.is_guarded), count(*) filter (where not o.is_guarded),
  count(*) filter (where o.confidentiality = 1), count(*) filter (where o.confidentiality <= 2), count(*)]::int[]`;
const upTo = (what: string): string =>
  [1, 2, 3].map((level) => `count(*) filter (where ${what} and o.confidentiality <= ${level})`).join(", ");
const SHARED = "(o.state in ('ACCEPTED', 'ARCHIVED') and o.confidentiality = 1 and not o.is_guarded)";

export const recorderChecks: readonly Check[] = [
  bySql(
    10,
    "the counts of each sight by recorder, unit and method equal a recount",
    `select person_id || ' ' || month as found
     from (select month, person_id, came_along, unit_id, method_id, array[open_1, open_2, open_3, all_1, all_2, all_3] as kept
           from recorder_counts where all_3 <> 0) kept
     full join (
       select ${MONTH}, person_id, came_along, o.unit_id, o.method_id, ${SIGHTS} as counted
       from observations o, lateral (values (o.observer_id, false), (o.second_observer_id, true)) p (person_id, came_along)
       where o.state <> 'RETURNED' and person_id is not null group by 1, 2, 3, 4, 5) counted
       using (month, person_id, came_along, unit_id, method_id)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "the lines about each cadre by recorder and tone equal a recount",
    `select cadre_id || ' ' || month as found
     from (select month, unit_id, observer_id, cadre_id, array[positive_1, positive_2, positive_3, neutral_1, neutral_2, neutral_3,
             attention_1, attention_2, attention_3, guarded_1, guarded_2, guarded_3] as kept
           from judged_counts where positive_3 + neutral_3 + attention_3 + guarded_3 <> 0) kept
     full join (
       select ${MONTH}, o.unit_id, o.observer_id, l.cadre_id, array[${upTo("o.polarity = 'POSITIVE'")}, ${upTo("o.polarity = 'NEUTRAL'")},
         ${upTo("o.polarity = 'ATTENTION' and not o.is_guarded")}, ${upTo("o.is_guarded")}]::int[] as counted
       from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       where o.state <> 'RETURNED' group by 1, 2, 3, 4) counted using (month, unit_id, observer_id, cadre_id)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "the counts of a task that all observers of a unit share equal a recount",
    `select task_id || ' ' || month as found
     from (select unit_id, month, task_id, records from task_shared_counts where records <> 0) kept
     full join (
       select o.unit_id, ${MONTH}, o.central_task_id as task_id, count(*)::int as records
       from observations o where ${SHARED} and o.central_task_id is not null group by 1, 2, 3) counted using (unit_id, month, task_id)
     where kept.records is distinct from counted.records`,
  ),
  bySql(
    10,
    "the counts of an observer's own records of a task equal a recount",
    `select person_id || ' ' || month as found
     from (select person_id, month, task_id, unit_id, is_shared, records from task_own_counts where records <> 0) kept
     full join (
       select person_id, ${MONTH}, o.central_task_id as task_id, o.unit_id, ${SHARED} as is_shared, count(*)::int as records
       from observations o, unnest(array[o.observer_id, o.second_observer_id]) person_id
       where person_id is not null and o.central_task_id is not null and o.state <> 'RETURNED' group by 1, 2, 3, 4, 5) counted
       using (person_id, month, task_id, unit_id, is_shared)
     where kept.records is distinct from counted.records`,
  ),
  asOpened(
    "the sums by recorder that reviewers and leaders are told equal the records that they can open",
    (asked) => drawPeople(asked, ["REVIEWER", "LEADER"]),
    "select coalesce(sum(records), 0)::int as n from viewer_recorded('-infinity', 'infinity') where not came_along",
    "select count(*)::int as n from observations where state <> 'RETURNED'",
  ),
  asOpened(
    "the lines by recorder that reviewers and leaders are told equal those that they can open",
    (asked) => drawPeople(asked, ["REVIEWER", "LEADER"]),
    "select coalesce(sum(attention + neutral + positive), 0)::int as n from viewer_judged('-infinity', 'infinity')",
    `select count(*)::int as n from observation_cadres l
     join observations o on o.id = l.observation_id and o.revision_no = l.revision_no and o.state <> 'RETURNED'`,
  ),
  ...(
    [
      ["by method", "recused_counts('-infinity', 'infinity')", ""],
      ["by tone", "recused_tones('-infinity', 'infinity')", ""],
      ["by task", "recused_task_counts('-infinity', 'infinity')", " and central_task_id is not null"],
    ] as const
  ).map(([by, kept, only]) =>
    asOpened(
      `the counts ${by} that a recused person is told equal the records that they can open`,
      listRecused,
      `select coalesce(sum(records), 0)::int as n from ${kept}`,
      `select count(*)::int as n from observations where state <> 'RETURNED'${only}`,
    ),
  ),
];

async function listRecused({ owner }: Asked): Promise<{ id: string }[]> {
  const { rows } = await owner.query<{ id: string }>(`
    select distinct r.user_id as id from review_recusals r join users u on u.id = r.user_id and u.is_active and u.cadre_id is null
    join user_roles g on g.user_id = u.id and g.role in ('REVIEWER', 'LEADER')
    join review_candidates c on c.id = r.candidate_id join review_positions p on p.id = c.position_id
    join review_batches b on b.id = p.batch_id and b.state = 'OPEN' where r.lifted_at is null`);
  return rows;
}

/** A sum as people are told it, against the rows that their policies open. */
function asOpened(
  title: string,
  people: (asked: Asked) => Promise<{ id: string }[]>,
  told: string,
  opened: string,
): Check {
  return {
    rule: 10,
    title,
    broken: async (asked) => {
      const broken: string[] = [];
      for (const person of await people(asked)) {
        const [shown, there] = await asked.as(person, async (client) => {
          const number = async (statement: string) =>
            (await client.query<{ n: number }>(statement)).rows[0]?.n ?? 0;
          return [await number(told), await number(opened)];
        });
        if (shown !== there) broken.push(`${person.id}: ${shown} ≠ ${there}`);
      }
      return broken;
    },
  };
}
