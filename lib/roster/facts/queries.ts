import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Known } from "../compare/rules";
import { listKnown } from "../known/queries";
import { holds } from "../queries";
import type { Difference, Kind, State } from "../schema";

/** What was changed about one person, whoever changed it and how: a row of a roster, of a change for many, by hand. */
export type FactChange = {
  id: string;
  batchId: string;
  kind: Kind;
  state: Extract<State, "CONFIRMED" | "UNDONE">;
  /** of a file its name, otherwise the reason */
  reason: string;
  at: Date;
  actorName: string;
  undoneAt: Date | null;
  undoerName: string | null;
  outcome: "ADDED" | "CHANGED";
  differences: Difference[];
  batchVersion: number;
};
export type CadreFacts = { known: Known; changes: FactChange[] };

const MOST = 100;

export async function getCadreFacts(db: ScopedDb, cadreId: string, today: Day): Promise<CadreFacts> {
  const [[known], changes] = await Promise.all([
    listKnown(db, { numbers: [], names: [], ids: [cadreId] }, today),
    db.rows<FactChange>(sql`
      select r.id, b.id as "batchId", b.kind, b.state, b.file_name as reason, b.confirmed_at as at, w.name as "actorName",
             b.undone_at as "undoneAt", v.name as "undoerName", r.outcome, r.differences, b.row_version as "batchVersion"
      from import_rows r join import_batches b on b.id = r.batch_id join users w on w.id = b.confirmed_by
      left join users v on v.id = b.undone_by
      where r.cadre_id = ${cadreId}::uuid and r.outcome is not null and b.state in ('CONFIRMED', 'UNDONE')
        and b.${holds("ROSTER")}
      order by b.confirmed_at desc, b.id limit ${MOST}::int`),
  ]);
  if (!known) throw new NotFound("cadre");
  return { known, changes };
}

export type Holder = { id: string; name: string; hint: string };

/** Whose number it is; whoever may not read numbers finds nobody, and the constraint answers. */
export async function findHolder(db: ScopedDb, idNumber: string, today: Day): Promise<Holder | null> {
  const [found] = await db.rows<Holder>(sql`
    select c.id, c.name, concat_ws(' ', to_char(c.born_on, 'YYYY.MM'), u.short_name, h.title) as hint
    from cadre_identities i join cadres c on c.id = i.cadre_id
    left join post_holdings h on h.cadre_id = c.id and h.is_primary and h.starts_on <= ${today}::date
      and (h.ends_on is null or h.ends_on >= ${today}::date)
    left join units u on u.id = h.unit_id
    where i.id_number = ${idNumber} limit 1`);
  return found ?? null;
}
