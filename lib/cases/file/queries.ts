/** What cases show of a cadre, as far as the viewer may see them: role, initiative, decision. Facts; nothing is counted. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { CaseState } from "../schema";

export type FileCase = {
  id: string;
  number: string;
  title: string;
  state: CaseState;
  raisedOn: Day;
  closedOn: Day | null;
  /** held on the day it was raised (rule 4) */
  unitName: string;
  postTitle: string;
  role: string;
  initiative: string;
  decision: string;
};

/** Raised and told of the cadre by that day; what was closed later stands open in a file of an older day. */
export const listFileCases = async (db: ScopedDb, cadreId: string, asOf: Day): Promise<FileCase[]> =>
  (await listFileCasesOf(db, [cadreId], asOf)).map(({ cadreId: _, ...one }) => one);

export const listFileCasesOf = (
  db: ScopedDb,
  cadreIds: readonly string[],
  asOf: Day,
): Promise<(FileCase & { cadreId: string })[]> =>
  db.rows(sql`
    select k.cadre_id as "cadreId", c.id, c.number, c.title, case when city_day(c.closed_at) > ${asOf}::date then 'OPEN' else c.state end as state,
      city_day(c.raised_at)::text as "raisedOn",
      case when city_day(c.closed_at) <= ${asOf}::date then city_day(c.closed_at)::text end as "closedOn",
      u.short_name as "unitName", k.post_title as "postTitle", k.role, k.initiative, k.decision
    from case_cadres k join cases c on c.id = k.case_id join units u on u.id = k.unit_id
    where k.cadre_id = any(${cadreIds}::uuid[]) and city_day(k.added_at) <= ${asOf}::date and c.state <> 'WITHDRAWN'
    order by c.raised_at desc, c.number`);
