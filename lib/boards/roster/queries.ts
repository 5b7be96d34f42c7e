/** What the roster lacks, for who keeps it; nothing of any record. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import { ROSTER_GAPS, type RosterGap } from "./schema";

const held = (today: Day): Sql => sql`
  select p.* from post_holdings p
  where p.cadre_id = c.id and ${today}::date between p.starts_on and coalesce(p.ends_on, 'infinity')`;

function lacks(gap: RosterGap, today: Day): Sql {
  const isInPost = sql`exists (${held(today)})`;
  switch (gap) {
    case "noPost":
      return sql`not ${isInPost}`;
    case "noIdentity":
      return sql`${isInPost} and not exists (select 1 from cadre_identities i where i.cadre_id = c.id)`;
    case "noWorkStart":
      return sql`${isInPost} and c.started_work_on is null`;
    case "noEducation":
      return sql`${isInPost} and trim(c.education) = ''`;
    case "twoPrimary":
      return sql`(select count(*) from (${held(today)}) h where h.is_primary) > 1`;
  }
}

export type RosterQuality = { people: number; gaps: Record<RosterGap, number> };

export async function getRosterQuality(db: ScopedDb, today: Day): Promise<RosterQuality> {
  const counts = ROSTER_GAPS.map(
    (gap) => sql`, count(*) filter (where ${lacks(gap, today)})::int as ${GAP_COLUMNS[gap]}`,
  );
  const query = counts.reduce(
    (all, one) => sql`${all}${one}`,
    sql`count(*) filter (where exists (${held(today)}))::int as people`,
  );
  const [row] = await db.rows<{ people: number } & Record<RosterGap, number>>(
    sql`select ${query} from cadres c`,
  );
  if (!row) throw new Error("counts without a row");
  const { people, ...gaps } = row;
  return { people, gaps };
}

const GAP_COLUMNS: Record<RosterGap, Sql> = {
  noPost: sql`"noPost"`,
  noIdentity: sql`"noIdentity"`,
  noWorkStart: sql`"noWorkStart"`,
  noEducation: sql`"noEducation"`,
  twoPrimary: sql`"twoPrimary"`,
};

export type Lacking = { id: string; name: string; unitName: string | null; title: string | null };

/** People behind one of these numbers, in the order of the roster. */
export const listLacking = (db: ScopedDb, gap: RosterGap, today: Day): Promise<Lacking[]> =>
  db.rows<Lacking>(sql`
    select c.id, c.name, u.short_name as "unitName", last.title
    from cadres c
    left join lateral (
      select p.unit_id, p.title from post_holdings p where p.cadre_id = c.id
      order by coalesce(p.ends_on, 'infinity') desc, p.is_primary desc, p.starts_on desc limit 1) last on true
    left join units u on u.id = last.unit_id
    where ${lacks(gap, today)}
    order by u.position nulls last, c.name, c.id limit 2000`);
