/** Whom a file of grades can be about, with what stands for them, in two reads. */
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { PreviewRow } from "../queries";
import type { GradeDifference, KnownPerson, People, Taken } from "./rules";
import type { GradeFault, GradeValues } from "./schema";

type Lookup = { numbers: string[]; names: string[]; ids: string[] };

/** Of numbers only whose they are (cadres_of_numbers): reviewers read none. Somebody from whom the viewer stands aside is nobody. */
export async function listPeople(db: ScopedDb, { numbers, names, ids }: Lookup): Promise<People> {
  const numbered = await db.rows<{ idNumber: string; cadreId: string }>(sql`
    select id_number as "idNumber", cadre_id as "cadreId" from cadres_of_numbers(${numbers}::text[])`);
  const people = await db.rows<KnownPerson>(sql`
    select c.id, c.name, c.born_on::text as "bornOn",
      coalesce((select json_agg(json_build_object('unitId', h.unit_id, 'unitName', u.short_name, 'title', h.title,
                  'startsOn', h.starts_on::text, 'endsOn', h.ends_on::text) order by h.is_primary desc, h.starts_on desc)
        from post_holdings h join units u on u.id = h.unit_id where h.cadre_id = c.id), '[]') as posts,
      coalesce((select json_agg(json_build_object('year', s.year, 'quarter', s.quarter, 'grade', s.grade, 'versionNo', s.version_no))
        from (select distinct on (a.kind, a.year, a.quarter) a.year, a.quarter, a.grade, a.version_no
              from appraisals a where a.cadre_id = c.id
              order by a.kind, a.year, a.quarter, a.version_no desc) s), '[]') as standing
    from cadres c
    where c.name = any(${names}::text[]) or c.id = any(${[...ids, ...numbered.map(({ cadreId }) => cadreId)]}::uuid[])
    order by c.name, c.born_on, c.id`);
  const byName = new Map<string, KnownPerson[]>();
  for (const one of people) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return {
    byId: new Map(people.map((one) => [one.id, one])),
    byName,
    byNumber: new Map(numbered.map(({ idNumber, cadreId }) => [idNumber, cadreId])),
  };
}

export type GradePreview = Omit<PreviewRow, "typed" | "taken" | "faults" | "differences"> & {
  typed: GradeValues;
  taken: Taken;
  faults: GradeFault[];
  differences: GradeDifference[];
};

/** Rows are shown to whoever sent the file; another reviewer sees the import, and may take it back. */
export async function isUploader(db: ScopedDb, batchId: string): Promise<boolean> {
  const [found] = await db.rows(sql`
    select id from import_batches where id = ${batchId}::uuid and uploaded_by = viewer_id()`);
  return found !== undefined;
}

/** Ready rows that correct a grade without a reason of their own, and rows that name no paper. */
export async function countBare(
  db: ScopedDb,
  batchId: string,
): Promise<{ reasonless: number; sourceless: number }> {
  const [found] = await db.rows<{ reasonless: number; sourceless: number }>(sql`
    select count(*) filter (where verdict = 'CHANGED' and length(coalesce(taken ->> 'reason', '')) < 2)::int as reasonless,
           count(*) filter (where length(coalesce(taken ->> 'source', '')) < 2)::int as sourceless
    from import_rows where batch_id = ${batchId}::uuid and verdict in ('NEW', 'CHANGED')`);
  return found ?? { reasonless: 0, sourceless: 0 };
}
