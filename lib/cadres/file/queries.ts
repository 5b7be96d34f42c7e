/**
 * 一线表现档案: one statement for the whole file. It also writes the line "who opened whose file" (ReadLog), so the
 * page and the API cannot show a file without it.
 */

import { limitsOn } from "@/lib/calendar/limits/queries";
import { type FoundLimits, type Limits, toLimits } from "@/lib/calendar/limits/rules";
import type { TaskDates } from "@/lib/central-tasks/rules";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { noSql, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { shortNameOn } from "@/lib/units/names/queries";
import type { UnitType } from "@/lib/units/schema";
import type { Tier } from "../schema";
import { type Exposure, exposureUntil, type OwnWord, ownWordUntil } from "./exposure/queries";
import {
  type Asked,
  type FileRecords,
  recordsCtes,
  recordsJson,
  type StoredRecords,
  withSummary,
} from "./records/queries";
import { type CadreFileFilter, cadreId } from "./schema";

export type Post = {
  unitId: string;
  unitName: string;
  unitType: UnitType;
  title: string;
  level: string;
  tier: Tier;
  isPrimary: boolean;
  startsOn: Day;
  /** null while held, also when it ended after the day of the file */
  endsOn: Day | null;
};

export type TaskPeriod = {
  id: string;
  name: string;
  post: string;
  startsOn: Day;
  endsOn: Day | null;
  /** of the task, whose 主战场 has days of its own */
  task: TaskDates;
};

export type CadreFile = {
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
  /** the day the file is shown as of */
  asOf: Day;
  isOwn: boolean;
  posts: Post[];
  /** null where the viewer has no right to records, and in one's own file */
  records: FileRecords | null;
  tasks: TaskPeriod[] | null;
  /** how often the cadre could have been seen, unit by unit; null for whom the boards do not count */
  exposure: Exposure[] | null;
  /** how much of what supports their claims is the own unit's word */
  ownWord: OwnWord | null;
  /** as set for the day of the file: when evidence is thin, and which records are late ones */
  limits: Limits;
};

type Stored = Omit<CadreFile, "asOf" | "isOwn" | "records" | "limits"> & {
  records: StoredRecords;
  limits: FoundLimits;
};

type Reader = Pick<Viewer, "id" | "roles" | "cadreId">;
/** A paper goes on to others: one-source negative remarks stay out of it for everybody (rule 5). */
type Purpose = { forOthers?: boolean };

export async function getCadreFile(
  db: ScopedDb,
  viewer: Reader,
  id: string,
  filter: CadreFileFilter,
  today: Day,
  { forOthers = false }: Purpose = {},
): Promise<CadreFile> {
  const isOwn = viewer.cadreId === id;
  const isDepartment = can(viewer, "cadres.list");
  // A cadre is here for the own file only, whatever else the policies would let through.
  if (!cadreId.safeParse(id).success || (!isDepartment && !isOwn)) throw new NotFound("cadre");
  const asOf = dayShown(filter, today);
  const sees = sightOf(viewer, isOwn);
  const asked: Asked = { id: sql`${id}::uuid`, asOf, forOthers, mayBeTold: sees.counts };
  const [stored] = await db.rows<Stored>(sql`
    with file as (
      select c.* from cadres c where c.id = ${asked.id}
    ), opened as (
      insert into read_logs (viewer_id, cadre_id) select viewer_id(), file.id from file
    )${sees.records ? sql`, ${recordsCtes(asked)}` : noSql}
    select ${partsOf(asked, sees)},
           ${isDepartment && !isOwn ? sql`(${tasksUntil(asked.id, asOf)})` : sql`null::json`} as tasks,
           ${sees.records ? recordsJson(asked, filter) : sql`null::json`} as records
    from file`);
  if (!stored) throw new NotFound("cadre");
  return fileOf(stored, asOf, isOwn);
}

/**
 * Several files at once, in one statement, each with its line in the read log; their records are counted, not listed.
 * All or none: who may not open one of them is not told which.
 */
export async function listCadreFiles(
  db: ScopedDb,
  viewer: Reader,
  ids: readonly string[],
  filter: Pick<CadreFileFilter, "on">,
  today: Day,
  { forOthers = false }: Purpose = {},
): Promise<CadreFile[]> {
  if (!can(viewer, "cadres.list") || (viewer.cadreId && ids.includes(viewer.cadreId)))
    throw new NotFound("cadre");
  const asOf = dayShown(filter, today);
  const sees = sightOf(viewer, false);
  const each: Asked = { id: sql`file.id`, asOf, forOthers, mayBeTold: sees.counts };
  const records = sees.records
    ? sql`cross join lateral (with ${recordsCtes(each)} select ${recordsJson(each, {}, false)} as records) counted`
    : sql`cross join (select null::json as records) counted`;
  const stored = await db.rows<Stored>(sql`
    with file as materialized (
      select c.* from cadres c where c.id = any(${ids}::uuid[])
    ), opened as (
      insert into read_logs (viewer_id, cadre_id) select viewer_id(), file.id from file
    )
    select ${partsOf(each, sees)}, (${tasksUntil(each.id, asOf)}) as tasks, counted.records
    from file ${records}`);
  const files = stored.map((one) => fileOf(one, asOf, false));
  return ids.map((id) => {
    const found = files.find((file) => file.id === id);
    if (!found) throw new NotFound("cadre");
    return found;
  });
}

const dayShown = ({ on }: Pick<CadreFileFilter, "on">, today: Day): Day => (on && on < today ? on : today);

type Sight = { records: boolean; counts: boolean };
function sightOf(viewer: Reader, isOwn: boolean): Sight {
  const records = can(viewer, "observations.read") && !isOwn;
  // the kept counts are theirs (policy counts_read)
  return {
    records,
    counts: records && viewer.roles.some((role) => role === "REVIEWER" || role === "LEADER"),
  };
}

const partsOf = ({ id, asOf, forOthers }: Asked, sees: Sight): Sql => sql`
  file.id, file.name, file.gender, file.born_on::text as "bornOn", file.ethnicity,
  file.native_place as "nativePlace", file.joined_party_on::text as "joinedPartyOn",
  file.started_work_on::text as "startedWorkOn", file.education, file.speciality,
  (${postsUntil(id, asOf)}) as posts,
  ${limitsOn(sql`${asOf}::date`)} as limits,
  ${sees.counts ? sql`(${exposureUntil(id, asOf, forOthers)})` : sql`null::json`} as exposure,
  ${sees.records ? sql`(${ownWordUntil(id, asOf)})` : sql`null::json`} as "ownWord",
  -- The page is no acknowledged write: nobody is told that something was saved. A crash of the server may
  -- lose the lines of its last half second, and no reader waits for the disk. Holds for this transaction only.
  set_config('synchronous_commit', 'off', true) as relaxed`;

function fileOf({ records, limits, ...stored }: Stored, asOf: Day, isOwn: boolean): CadreFile {
  const file = {
    ...stored,
    asOf,
    isOwn,
    limits: toLimits(limits),
    records: records ? withSummary(records) : null,
  };
  Reflect.deleteProperty(file, "relaxed");
  return file;
}

const postsUntil = (id: Sql, asOf: Day): Sql => sql`
  select coalesce(json_agg(json_build_object(
           'unitId', p.unit_id, 'unitName', ${shortNameOn(sql`u`, asOf)}, 'unitType', u.type, 'title', p.title, 'level', p.level, 'tier', p.tier,
           'isPrimary', p.is_primary, 'startsOn', p.starts_on::text,
           'endsOn', case when p.ends_on <= ${asOf}::date then p.ends_on::text end)
           order by p.starts_on desc, p.is_primary desc, p.id), '[]')
  from post_holdings p join units u on u.id = p.unit_id
  where p.cadre_id = ${id} and p.starts_on <= ${asOf}::date`;

const tasksUntil = (id: Sql, asOf: Day): Sql => sql`
  select coalesce(json_agg(json_build_object(
           'id', k.id, 'name', k.name, 'post', m.post,
           'startsOn', m.starts_on::text, 'endsOn', case when m.ends_on <= ${asOf}::date then m.ends_on::text end,
           'task', json_build_object('startsOn', k.starts_on::text, 'endsOn', k.ends_on::text,
             'battlefieldFrom', k.battlefield_from::text, 'battlefieldTo', k.battlefield_to::text))
           order by m.starts_on desc, m.id), '[]')
  from central_task_members m join central_tasks k on k.id = m.task_id
  where m.cadre_id = ${id} and m.starts_on <= ${asOf}::date`;
