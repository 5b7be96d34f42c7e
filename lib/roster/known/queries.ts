/** What rows are compared with: units, and every cadre whom the file can be about, in one read each. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Known } from "../compare/rules";
import type { KnownUnit } from "../names/rules";
import { type Field, isField } from "../schema";

export const listUnits = (db: ScopedDb): Promise<KnownUnit[]> =>
  db.rows<KnownUnit>(sql`
    select id, name, short_name as "shortName", initials, ends_on::text as "endsOn" from units order by position, id`);

/** Field by heading, as somebody set it; "" where a column was left out on purpose. */
export async function listRemembered(db: ScopedDb): Promise<Map<string, Field | "">> {
  const rows = await db.rows<{ heading: string; field: string }>(
    sql`select heading, field from import_mappings`,
  );
  return new Map(
    rows.flatMap(({ heading, field }) => (field === "" || isField(field) ? [[heading, field] as const] : [])),
  );
}

/** With the primary post that runs on, or the last one that will. Everyone once, however often the file means them. */
export const listKnown = (
  db: ScopedDb,
  { numbers, names, ids }: { numbers: string[]; names: string[]; ids: string[] },
  today: Day,
): Promise<Known[]> =>
  db.rows<Known>(sql`
    with meant as (
      select cadre_id as id from cadre_identities where id_number = any(${numbers}::text[])
      union select id from cadres where name = any(${names}::text[])
      union select id from cadres where id = any(${ids}::uuid[])
    )
    select c.id, c.name, c.gender, c.born_on::text as "bornOn", i.id_number as "idNumber", c.ethnicity,
           c.native_place as "nativePlace", c.joined_party_on::text as "joinedPartyOn", c.started_work_on::text as "startedWorkOn",
           c.education, c.speciality,
           json_strip_nulls(json_build_object(
             'birthPlace', s.birth_place, 'fullTimeEducation', s.full_time_education, 'fullTimeDegree', s.full_time_degree,
             'fullTimeEducationSchool', s.full_time_education_school, 'fullTimeDegreeSchool', s.full_time_degree_school,
             'inServiceEducation', s.in_service_education, 'inServiceDegree', s.in_service_degree,
             'inServiceEducationSchool', s.in_service_education_school, 'inServiceDegreeSchool', s.in_service_degree_school,
             'health', s.health, 'technicalTitle', s.technical_title, 'skills', s.skills, 'resume', s.resume,
             'rewards', s.rewards, 'appraisalText', s.appraisal_text)) as sheet,
           p.post
    from meant join cadres c on c.id = meant.id
    left join cadre_identities i on i.cadre_id = c.id
    left join cadre_sheets s on s.cadre_id = c.id
    left join lateral (
      select json_build_object('id', h.id, 'unitId', h.unit_id, 'unitName', u.short_name, 'title', h.title, 'level', h.level,
                               'tier', h.tier, 'startsOn', h.starts_on::text) as post
      from post_holdings h join units u on u.id = h.unit_id
      where h.cadre_id = c.id and h.is_primary and (h.ends_on is null or h.ends_on >= ${today}::date)
      order by h.starts_on desc limit 1
    ) p on true
    order by c.name, c.born_on, c.id`);
