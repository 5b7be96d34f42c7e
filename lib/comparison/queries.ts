/** 比选: what the files of two to five people say, put side by side. Nothing is added up here. */
import { listVerifiedOf, type VerifiedAchievement } from "@/lib/achievements/verified/queries";
import { type Appraisal, listAppraisalsOf } from "@/lib/appraisals/queries";
import { type CadreFile, listCadreFiles } from "@/lib/cadres/file/queries";
import { type FileCase, listFileCasesOf } from "@/lib/cases/file/queries";
import { type FileConcern, listFileConcernsOf } from "@/lib/concerns/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { columnOrder } from "./rules";
import type { ComparisonFilter } from "./schema";

/** Those who are ticked, as far as the viewer may see them. */
export const listPicked = (db: ScopedDb, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.rows(sql`select id, name from cadres where id = any(${ids}::uuid[])`);

/** What they are compared for, where a review sent the viewer here. */
export async function findPositionName(db: ScopedDb, id: string | undefined): Promise<string | null> {
  if (!id) return null;
  const [found] = await db.rows<{ name: string }>(sql`
    select u.short_name || ' ' || p.title as name from review_positions p join units u on u.id = p.unit_id
    where p.id = ${id}::uuid`);
  return found?.name ?? null;
}

export type Compared = {
  file: CadreFile;
  verified: VerifiedAchievement[];
  appraisals: Appraisal[];
  concerns: FileConcern[];
  cases: FileCase[];
};

/** In the viewer's own order of columns. A query of each kind for all, whatever their number; opens each file in the read log. */
export async function getComparison(
  db: ScopedDb,
  viewer: Pick<Viewer, "id" | "roles" | "cadreId">,
  { cadres, on }: Pick<ComparisonFilter, "cadres" | "on">,
  today: Day,
  /** a paper goes on to others (rule 5) */
  { forOthers = false }: { forOthers?: boolean } = {},
): Promise<Compared[]> {
  const ids = columnOrder(viewer.id, cadres);
  const files = await listCadreFiles(db, viewer, ids, { on }, today, { forOthers });
  const asOf = on && on < today ? on : today;
  const verified = await listVerifiedOf(db, { cadreIds: ids }, asOf);
  const appraisals = await listAppraisalsOf(db, ids, asOf);
  const concerns = await listFileConcernsOf(db, ids, asOf, { forOthers });
  const cases = await listFileCasesOf(db, ids, asOf);
  return files.map((file) => {
    const own = <T extends { cadreId: string }>(list: T[]): T[] =>
      list.filter(({ cadreId }) => cadreId === file.id);
    return {
      file,
      verified: own(verified),
      appraisals: own(appraisals),
      concerns: own(concerns),
      cases: own(cases),
    };
  });
}
