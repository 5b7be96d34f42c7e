import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Block } from "./rules";
import type { AssignmentDeed } from "./schema";

export type AssignmentChange = {
  id: string;
  deed: AssignmentDeed;
  day: Day;
  reason: string;
  maker: string;
  madeAt: Date;
  undoer: string | null;
  undoneAt: Date | null;
  count: number;
};
const MOST_SHOWN = 100;

const CHANGES = sql`
  select c.id, c.deed, c.day::text as day, c.reason, m.name as maker, c.made_at as "madeAt", d.name as undoer,
         c.undone_at as "undoneAt", (select count(*)::int from assignment_change_lines l where l.change_id = c.id) as count
  from assignment_changes c join users m on m.id = c.made_by left join users d on d.id = c.undone_by`;

/** Newest first. */
export const listChanges = (db: ScopedDb): Promise<AssignmentChange[]> =>
  db.rows(sql`${CHANGES} order by c.made_at desc, c.id limit ${MOST_SHOWN}::int`);

export async function findChange(db: ScopedDb, id: string): Promise<AssignmentChange | null> {
  const [found] = await db.rows<AssignmentChange>(sql`${CHANGES} where c.id = ${id}::uuid`);
  return found ?? null;
}

export async function getChange(db: ScopedDb, id: string): Promise<AssignmentChange> {
  const found = await findChange(db, id);
  if (!found) throw new NotFound("change");
  return found;
}

export type ChangedLine = {
  no: number;
  unitId: string;
  unitName: string;
  fromId: string | null;
  fromName: string | null;
  toId: string | null;
  toName: string | null;
  endsBefore: Day | null;
  endsAfter: Day | null;
  /** what stands in the way of the undo */
  block: Block | null;
};

export const listChangedLines = (db: ScopedDb, id: string): Promise<ChangedLine[]> =>
  db.rows(sql`
    select l.no, l.unit_id as "unitId", n.short_name as "unitName", l.from_id as "fromId", f.name as "fromName",
           l.to_id as "toId", t.name as "toName", l.ends_before::text as "endsBefore", l.ends_after::text as "endsAfter",
           b.reason as block
    from assignment_change_lines l join units n on n.id = l.unit_id
    left join users f on f.id = l.from_id left join users t on t.id = l.to_id
    left join assignment_change_blocks(${id}::uuid) b on b.unit_id = l.unit_id
    where l.change_id = ${id}::uuid order by l.no`);
