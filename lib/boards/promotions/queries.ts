/** Who was promoted, with the dates and the evidence of then; the policies decide whose outcomes are there. */
import { FRONT_UNIT_TYPES, type Length, lengthOf } from "@/lib/central-tasks/front/rules";
import { FRONT_MONTHS } from "@/lib/central-tasks/schema";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { UnitType } from "@/lib/units/schema";
import {
  type Ground,
  groundsOf,
  type Held,
  isFromBattlefield,
  isPart,
  promotionRange,
  type Stint,
  type Traced,
} from "./rules";
import type { PromotionFilter } from "./schema";

export type Promoted = Traced & {
  id: string;
  cadreId: string;
  name: string;
  decidedOn: Day;
  fromUnitName: string | null;
  fromTitle: string | null;
  toUnitName: string;
  toTitle: string;
  unitType: UnitType;
  grounds: Ground[];
  battlefield: Length;
  /** counted records up to the day before the decision */
  records: number;
  firstVerifiedOn: Day | null;
};

type Stored = Omit<Promoted, "grounds" | "battlefield" | "isFromBattlefield" | "daysSinceFirst"> & {
  daysSinceFirst: number | null;
  stints: Stint[];
  posts: Held[];
};

/** All of the months and types asked for, the latest decision first: nobody stands before another by merit. */
export async function listPromoted(
  db: ScopedDb,
  viewer: { cadreId: string | null },
  filter: Omit<PromotionFilter, "part">,
  today: Day,
  /** a workbook or a report goes on: one-source negative remarks are not counted in it (rule 5) */
  { forOthers = false }: { forOthers?: boolean } = {},
): Promise<Promoted[]> {
  const { from, to } = promotionRange(filter, today);
  const stored = await db.rows<Stored>(sql`
    with chosen as materialized (
      select p.*, coalesce(fu.type, tu.type) as unit_type, fu.short_name as from_unit, tu.short_name as to_unit
      from promotion_outcomes p
      left join units fu on fu.id = p.from_unit_id join units tu on tu.id = p.to_unit_id
      where p.decided_on between ${from}::date and ${to}::date
        and (${filter.type ?? null}::text is null or coalesce(fu.type, tu.type) = ${filter.type ?? null})
        -- of oneself nobody reads what stands behind it
        and p.cadre_id is distinct from ${viewer.cadreId}::uuid
    ), fronts as materialized (
      select id, short_name, type from units where type = any(${FRONT_UNIT_TYPES}::text[])
    ), until_then as materialized (
      select * from viewer_cadre_counts_until(array(select cadre_id from chosen order by id), array(select decided_on from chosen order by id))
      where not ${forOthers}::boolean
    )
    select p.id, p.cadre_id as "cadreId", c.name, p.decided_on::text as "decidedOn", p.from_unit as "fromUnitName",
      p.from_title as "fromTitle", p.to_unit as "toUnitName", p.to_title as "toTitle", p.unit_type as "unitType",
      (select coalesce(json_agg(json_build_object('taskId', t.id, 'taskName', t.name, 'startsOn', m.starts_on, 'endsOn', m.ends_on,
                'task', json_build_object('startsOn', t.starts_on, 'endsOn', t.ends_on,
                  'battlefieldFrom', t.battlefield_from, 'battlefieldTo', t.battlefield_to)) order by m.starts_on, m.id), '[]')
       from central_task_members m join central_tasks t on t.id = m.task_id
       -- what may reach into the months that count; which of its days do, groundsOf says
       where m.cadre_id = p.cadre_id and m.starts_on < p.decided_on and t.battlefield_from < p.decided_on
         and least(m.ends_on, t.battlefield_to, p.decided_on) >= p.decided_on - make_interval(months => ${FRONT_MONTHS + 1}::int)) as stints,
      (select coalesce(json_agg(json_build_object('startsOn', h.starts_on, 'endsOn', h.ends_on, 'unitName', u.short_name,
                'unitType', u.type) order by h.starts_on, h.id), '[]')
       from post_holdings h join fronts u on u.id = h.unit_id
       where h.cadre_id = p.cadre_id and h.starts_on < p.decided_on) as posts,
      case when not ${forOthers}::boolean and (select viewer_sees_by_level())
        then coalesce((select n.records from until_then n where n.cadre_id = p.cadre_id and n.day = p.decided_on limit 1), 0)
        -- who is recused, or is a cadre of whom records may tell, reads no kept count
        else (select count(*)::int from observation_cadres l
              join observations o on o.id = l.observation_id and o.revision_no = l.revision_no and o.state <> 'RETURNED'
              where l.cadre_id = p.cadre_id and not (o.is_guarded and ${forOthers}::boolean) and l.started_at < p.decided_on::timestamp at time zone 'Asia/Shanghai'
                and ((select viewer_is_recused()) or (select viewer_cadre_id()) is not null or l.started_at >= date_trunc('month', p.decided_on::timestamp) at time zone 'Asia/Shanghai'))
           + (select coalesce(sum(n.records), 0)::int from cadre_month_counts n
              where n.cadre_id = p.cadre_id and not (n.is_guarded and ${forOthers}::boolean) and n.month < date_trunc('month', p.decided_on)::date) end as records,
      v.verified, v.first::text as "firstVerifiedOn", p.decided_on - v.first as "daysSinceFirst"
    from chosen p join cadres c on c.id = p.cadre_id
    cross join lateral (
      select count(*)::int as verified, min(city_day(a.confirmed_at)) as first
      from achievement_cadres l join achievements a on a.id = l.achievement_id and a.revision_no = l.revision_no
      where l.cadre_id = p.cadre_id and a.state = 'CORROBORATED' and city_day(a.confirmed_at) < p.decided_on) v
    order by p.decided_on desc, p.id`);
  return stored
    .map(({ stints, posts, ...person }) => {
      const grounds = groundsOf(stints, posts, person.decidedOn);
      return {
        ...person,
        grounds,
        battlefield: lengthOf(grounds),
        isFromBattlefield: isFromBattlefield(grounds),
      };
    })
    .filter((person) => !filter.task || person.grounds.some((ground) => ground.taskId === filter.task));
}

export const inPart = (people: readonly Promoted[], part: PromotionFilter["part"]): Promoted[] =>
  part ? people.filter((person) => isPart(person, part)) : [...people];
