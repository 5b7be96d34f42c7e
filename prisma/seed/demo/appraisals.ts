/** Grades of all cadres: three years and six quarters that are over, one corrected; drawn by the cadre's own id. */
import type { ClientBase } from "pg";
import { userId } from "./users";

/** In one statement: a thousand people and nine periods. A hash spreads the grades, so that a new seed changes none. */
export async function loadAppraisals(client: ClientBase, today: string): Promise<void> {
  await client.query(
    `with periods as (
       select 'ANNUAL' as kind, year, null::smallint as quarter, make_date(year, 12, 31) as until
       from generate_series(extract(year from $1::date)::int - 3, extract(year from $1::date)::int - 1) year
       union all
       select 'ROUTINE', extract(year from at)::int, extract(quarter from at)::smallint,
              (date_trunc('quarter', at) + interval '3 months - 1 day')::date
       from generate_series(date_trunc('quarter', $1::date) - interval '18 months',
                            date_trunc('quarter', $1::date) - interval '3 months', interval '3 months') at
     ), drawn as (
       select c.id as cadre_id, p.*, ('x' || substr(md5(c.id::text || kind || year || coalesce(quarter, 0)), 1, 6))::bit(24)::int % 100 as chance
       from cadres c cross join periods p
       where exists (select 1 from post_holdings h where h.cadre_id = c.id and h.starts_on <= p.until)
     )
     insert into appraisals (cadre_id, kind, year, quarter, grade, source, recorded_by, recorded_at)
     select cadre_id, kind, year, quarter,
       case when kind = 'ANNUAL' then case when chance < 18 then '优秀' when chance < 98 then '称职' else '基本称职' end
            else case when chance < 22 then '好' when chance < 86 then '较好' when chance < 98 then '一般' else '较差' end end,
       case when kind = 'ANNUAL' then year || ' 年度考核结果通报' else year || ' 年第' || quarter || '季度平时考核汇总' end,
       $2, (least(until + 20, $1::date) + time '16:00') at time zone 'Asia/Shanghai'
     from drawn`,
    [today, userId("reviewer2")],
  );
  await client.query(
    `insert into appraisals (cadre_id, kind, year, quarter, grade, source, version_no, reason, recorded_by)
     select cadre_id, kind, year, quarter, '称职', source, 2, '登记时看错行，按原件更正。', $1
     from appraisals where kind = 'ANNUAL' and grade = '优秀' order by cadre_id, year desc limit 3`,
    [userId("reviewer2")],
  );
}
