import type { ScopedDb } from "@/lib/platform/db";
import { MANY_LIMITS } from "@/lib/platform/many";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { listObservations, type ObservationRow, rowColumns, rowJoins } from "../queries";
import type { ObservationFilter } from "../schema";
import type { FiledLine } from "./rules";
import type { FilingDeed } from "./schema";

/** Whatever of these the viewer reads, newest first. */
export const listFiling = (db: ScopedDb, ids: readonly string[]): Promise<ObservationRow[]> =>
  db.rows<ObservationRow>(sql`
    select ${rowColumns} from observations o ${rowJoins}
    where o.id = any(${ids}::uuid[]) order by o.started_at desc, o.id desc`);

/** What the list's filter finds; one more than may be changed at once says that there are too many. */
export async function foundRecords(db: ScopedDb, filter: ObservationFilter): Promise<ObservationRow[]> {
  const { cursor: _, ...wanted } = filter;
  return (await listObservations(db, wanted, MANY_LIMITS.chosen + 1)).items;
}

export type Filing = {
  id: string;
  deed: FilingDeed;
  reason: string;
  maker: string;
  madeAt: Date;
  undoer: string | null;
  undoneAt: Date | null;
  /** of those that the viewer may read */
  count: number;
};
const MOST_SHOWN = 100;
const FILINGS = sql`
  select f.id, f.deed, f.reason, m.name as maker, f.made_at as "madeAt", d.name as undoer, f.undone_at as "undoneAt",
         (select count(*)::int from record_filing_lines l where l.filing_id = f.id) as count
  from record_filings f join users m on m.id = f.made_by left join users d on d.id = f.undone_by`;

export const listFilings = (db: ScopedDb): Promise<Filing[]> =>
  db.rows<Filing>(sql`${FILINGS} order by f.made_at desc, f.id limit ${MOST_SHOWN}::int`);

export async function findFiling(db: ScopedDb, id: string): Promise<Filing | null> {
  const [found] = await db.rows<Filing>(sql`${FILINGS} where f.id = ${id}::uuid`);
  return found ?? null;
}

export async function getFiling(db: ScopedDb, id: string): Promise<Filing> {
  const found = await findFiling(db, id);
  if (!found) throw new NotFound("filing");
  return found;
}

export const listFiledLines = (db: ScopedDb, filingId: string): Promise<FiledLine[]> =>
  db.rows<FiledLine>(sql`
    select o.id, o.revision_no as "revisionNo", l.revision_no as "filedRevision", o.state, o.observer_id as "observerId",
           o.second_observer_id as "secondObserverId", u.short_name as "unitName", o.started_at as "startedAt"
    from record_filing_lines l join observations o on o.id = l.observation_id join units u on u.id = o.unit_id
    where l.filing_id = ${filingId}::uuid order by o.started_at desc, o.id`);
