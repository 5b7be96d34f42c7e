/** 容错 in the cadre's file: what was decided. By itself it counts neither for nor against. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Outcome, ToleranceKind } from "../schema";

export type FileTolerance = {
  id: string;
  number: string;
  title: string;
  kind: ToleranceKind;
  outcome: Outcome;
  decidedOn: Day;
  unitName: string;
  postTitle: string;
};

/** Decided by the day of the file; what is still being looked at says nothing of anybody. */
export const listFileTolerance = (db: ScopedDb, cadreId: string, asOf: Day): Promise<FileTolerance[]> =>
  db.rows<FileTolerance>(sql`
    select c.id, c.number, c.title, c.kind, c.outcome, c.decided_on::text as "decidedOn", u.short_name as "unitName",
      l.post_title as "postTitle"
    from tolerance_cadres l join tolerance_cases c on c.id = l.tolerance_id join units u on u.id = l.unit_id
    where l.cadre_id = ${cadreId}::uuid and c.outcome is not null and c.state in ('FED_BACK', 'CLOSED', 'STOPPED') and c.decided_on <= ${asOf}::date
    order by c.decided_on desc, c.number`);
