/** What leaves as a roster or a form: one statement; rows are those that the viewer's policies let through. */
import type { Grade } from "@/lib/appraisals/schema";
import type { Tier } from "@/lib/cadres/schema";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { allOf, noSql, type Sql, sql } from "@/lib/platform/sql";
import type { UnitType } from "@/lib/units/schema";
import type { FormKnown } from "../lrmx/cadre/rules";
import type { Relative } from "../lrmx/schema";
import { type ExportChoice, type ExportScope, exportChoice } from "./schema";

export type HeldPost = {
  unitName: string;
  title: string;
  level: string;
  tier: Tier;
  isPrimary: boolean;
  startsOn: Day;
  endsOn: Day | null;
};

/** What a 任免审批表 knows beyond the cadre's row. */
export type SheetTexts = {
  birthPlace: string;
  health: string;
  technicalTitle: string;
  skills: string;
  fullTimeEducation: string;
  fullTimeDegree: string;
  fullTimeEducationSchool: string;
  fullTimeDegreeSchool: string;
  inServiceEducation: string;
  inServiceDegree: string;
  inServiceEducationSchool: string;
  inServiceDegreeSchool: string;
  resume: string;
  rewards: string;
  appraisalText: string;
  family: Relative[];
};

export type ExportedCadre = {
  id: string;
  name: string;
  gender: "男" | "女";
  bornOn: Day;
  ethnicity: string;
  nativePlace: string;
  joinedPartyOn: Day | null;
  startedWorkOn: Day | null;
  education: string;
  speciality: string | null;
  /** null also where the viewer may not know it */
  idNumber: string | null;
  /** of the primary post held today */
  unitName: string | null;
  unitType: UnitType | null;
  /** all that have begun, oldest first */
  posts: HeldPost[];
  sheet: SheetTexts | null;
  /** annual ones, oldest first; none without the right to them */
  grades: { year: number; grade: Grade }[];
};

export type FormCadre = ExportedCadre & {
  lrmxSource: string | null;
  /** Base64 */
  photo: string;
};

const inScope = ({ unit, type }: ExportScope): Sql =>
  allOf([
    sql`h.cadre_id is not null`,
    ...(unit ? [sql`h.unit_id = ${unit}::uuid`] : []),
    ...(type ? [sql`u.type = ${type}`] : []),
  ]);

/** People in post today, in the order of the roster. */
export const listExported = (db: ScopedDb, scope: ExportScope, today: Day): Promise<ExportedCadre[]> =>
  db.rows<ExportedCadre>(exported(inScope(scope), noSql, today));

export async function countExported(db: ScopedDb, scope: ExportScope, today: Day): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    select count(*)::int as count from post_holdings h join units u on u.id = h.unit_id
    where h.is_primary and h.starts_on <= ${today}::date and (h.ends_on is null or h.ends_on >= ${today}::date)
      and ${inScope(scope)}`);
  return row?.count ?? 0;
}

export const listForForms = (
  db: ScopedDb,
  scope: ExportScope,
  today: Day,
  most: number,
): Promise<FormCadre[]> =>
  db.rows<FormCadre>(sql`${exported(inScope(scope), withDocument, today)} limit ${most}::int`);

export async function getForForm(db: ScopedDb, id: string, today: Day): Promise<FormCadre> {
  const [found] = await db.rows<FormCadre>(exported(sql`c.id = ${id}::uuid`, withDocument, today));
  if (!found) throw new NotFound("cadre");
  return found;
}

/** For a comparison; the photo stays where it is. */
export const listKnownForms = (db: ScopedDb, ids: readonly string[], today: Day): Promise<FormKnown[]> =>
  db.rows<FormKnown>(
    exported(
      sql`c.id = any(${ids}::uuid[])`,
      sql`, s.lrmx_source as "lrmxSource", coalesce(encode(sha256(s.photo), 'hex'), '') as "photoHash"`,
      today,
    ),
  );

const withDocument = sql`, s.lrmx_source as "lrmxSource", coalesce(translate(encode(s.photo, 'base64'), E'\n', ''), '') as photo`;

const exported = (where: Sql, more: Sql, today: Day): Sql => sql`
  select c.id, c.name, c.gender, c.born_on::text as "bornOn", c.ethnicity, c.native_place as "nativePlace",
         c.joined_party_on::text as "joinedPartyOn", c.started_work_on::text as "startedWorkOn", c.education, c.speciality,
         i.id_number as "idNumber", u.short_name as "unitName", u.type as "unitType",
         (select coalesce(json_agg(json_build_object('unitName', v.short_name, 'title', p.title, 'level', p.level, 'tier', p.tier,
                   'isPrimary', p.is_primary, 'startsOn', p.starts_on::text, 'endsOn', p.ends_on::text)
                   order by p.starts_on, p.is_primary desc, p.id), '[]')
          from post_holdings p join units v on v.id = p.unit_id
          where p.cadre_id = c.id and p.starts_on <= ${today}::date) as posts,
         case when s.cadre_id is not null then json_build_object(
           'birthPlace', s.birth_place, 'health', s.health, 'technicalTitle', s.technical_title, 'skills', s.skills,
           'fullTimeEducation', s.full_time_education, 'fullTimeDegree', s.full_time_degree,
           'fullTimeEducationSchool', s.full_time_education_school, 'fullTimeDegreeSchool', s.full_time_degree_school,
           'inServiceEducation', s.in_service_education, 'inServiceDegree', s.in_service_degree,
           'inServiceEducationSchool', s.in_service_education_school, 'inServiceDegreeSchool', s.in_service_degree_school,
           'resume', s.resume, 'rewards', s.rewards, 'appraisalText', s.appraisal_text, 'family', s.family) end as sheet,
         (select coalesce(json_agg(json_build_object('year', g.year, 'grade', g.grade) order by g.year), '[]')
          from (select distinct on (a.year) a.year, a.grade from appraisals a
                where a.cadre_id = c.id and a.kind = 'ANNUAL' order by a.year, a.version_no desc) g) as grades${more}
  from cadres c
  left join post_holdings h on h.cadre_id = c.id and h.is_primary and h.starts_on <= ${today}::date
    and (h.ends_on is null or h.ends_on >= ${today}::date)
  left join units u on u.id = h.unit_id
  left join cadre_identities i on i.cadre_id = c.id
  left join cadre_sheets s on s.cadre_id = c.id
  where ${where}
  order by u.position, u.id, array_position(array['TEAM', 'MIDDLE', 'STAFF'], h.tier), c.pinyin, c.id`;

/** What this person chose the last time. */
export async function findExportChoice(db: ScopedDb, userId: string): Promise<ExportChoice | null> {
  const [row] = await db.rows<ExportChoice>(sql`
    select columns, case when is_grouped then 'grouped' else 'flat' end as layout
    from roster_export_choices where user_id = ${userId}::uuid`);
  // columns come and go with versions
  return exportChoice.safeParse(row).data ?? null;
}
