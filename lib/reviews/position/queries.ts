/** Corrections of a post, each with what stood before. */
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { PositionFacts } from "./rules";

type StoredFacts = PositionFacts & { unitName: string };
export type PositionChange = {
  id: string;
  changedAt: Date;
  changerName: string | null;
  reason: string;
  before: StoredFacts;
  after: StoredFacts;
  needsRedraw: boolean;
  redrawnAt: Date | null;
  redrawerName: string | null;
};

/** Newest first. */
export const listPositionChanges = (db: ScopedDb, positionId: string): Promise<PositionChange[]> =>
  db.rows<PositionChange>(sql`
    select h.id, h.changed_at as "changedAt", w.name as "changerName", h.reason, h.needs_redraw as "needsRedraw",
      h.redrawn_at as "redrawnAt", r.name as "redrawerName",
      h.before || jsonb_build_object('unitName', b.short_name) as before,
      h.after || jsonb_build_object('unitName', a.short_name) as after
    from review_position_changes h
    left join users w on w.id = h.changed_by left join users r on r.id = h.redrawn_by
    left join units b on b.id = (h.before ->> 'unitId')::uuid left join units a on a.id = (h.after ->> 'unitId')::uuid
    where h.position_id = ${positionId}::uuid order by h.changed_at desc, h.id limit 50`);
