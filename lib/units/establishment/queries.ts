/** 核定职数 of a unit on a day, with who holds posts of the level: as far as the viewer sees them. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type LevelStanding = {
  level: string;
  /** null where nothing has been set: nothing is said of vacancies then */
  posts: number | null;
  startsOn: Day | null;
  reason: string | null;
  holders: { id: string; name: string; title: string }[];
  /** who holds one and is closed to a recused viewer: counted, not named (docs/adr/0046) */
  closed: number;
};

/** Levels that have been set, and those of the leading posts held: main posts, each person once a level. */
export const listEstablishment = (db: ScopedDb, unitId: string, on: Day): Promise<LevelStanding[]> =>
  db.rows<LevelStanding>(sql`
    with stands as (
      select distinct on (level) level, posts, starts_on, reason from established_posts
      where unit_id = ${unitId}::uuid and starts_on <= ${on}::date order by level, starts_on desc, set_at desc),
    held as (
      select p.level, c.id, c.name, min(p.title) as title, min(c.pinyin) as pinyin
      from post_holdings p join cadres c on c.id = p.cadre_id
      where p.unit_id = ${unitId}::uuid and p.is_primary and p.tier <> 'STAFF'
        and p.starts_on <= ${on}::date and coalesce(p.ends_on, 'infinity') >= ${on}::date
      group by p.level, c.id, c.name),
    closed as (select level, people from recused_holders(array[${unitId}::uuid], ${on}::date) where level is not null)
    select level, s.posts, s.starts_on::text as "startsOn", s.reason,
      (select coalesce(json_agg(json_build_object('id', h.id, 'name', h.name, 'title', h.title) order by h.pinyin, h.id), '[]')
       from held h where h.level = l.level) as holders,
      coalesce((select people from closed c where c.level = l.level), 0) as closed
    from (select level from stands union select level from held union select level from closed) l left join stands s using (level)
    order by level`);

export type EstablishmentLine = {
  id: string;
  level: string;
  posts: number;
  startsOn: Day;
  reason: string;
  setterName: string | null;
  setAt: Date;
};
/** All that was ever set for a unit, newest first. */
export const listEstablishmentLines = (db: ScopedDb, unitId: string): Promise<EstablishmentLine[]> =>
  db.rows<EstablishmentLine>(sql`
    select e.id, e.level, e.posts, e.starts_on::text as "startsOn", e.reason, w.name as "setterName", e.set_at as "setAt"
    from established_posts e left join users w on w.id = e.set_by
    where e.unit_id = ${unitId}::uuid order by e.set_at desc, e.id limit 100`);
