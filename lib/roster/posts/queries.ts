import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { PostFacts } from "./rules";

export type CorrectedPost = PostFacts & { id: string; unitName: string; isPrimary: boolean };
export type PostCorrection = {
  id: string;
  holdingId: string;
  at: Date;
  actorName: string;
  reason: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};
export type CadrePosts = { id: string; name: string; posts: CorrectedPost[]; corrections: PostCorrection[] };

/** All that a cadre held, newest first, and what was put right about it. */
export async function getCadrePosts(db: ScopedDb, cadreId: string): Promise<CadrePosts> {
  const [[cadre], posts, corrections] = await Promise.all([
    db.rows<{ id: string; name: string }>(sql`select id, name from cadres where id = ${cadreId}::uuid`),
    db.rows<CorrectedPost>(sql`
      select h.id, u.short_name as "unitName", h.is_primary as "isPrimary", h.title, h.level, h.tier,
             h.starts_on::text as "startsOn", h.ends_on::text as "endsOn"
      from post_holdings h join units u on u.id = h.unit_id where h.cadre_id = ${cadreId}::uuid
      order by h.starts_on desc, h.is_primary desc, h.id`),
    db.rows<PostCorrection>(sql`
      select c.id, c.holding_id as "holdingId", c.at, a.name as "actorName", c.reason, c.before, c.after
      from post_corrections c join post_holdings h on h.id = c.holding_id join users a on a.id = c.actor_id
      where h.cadre_id = ${cadreId}::uuid order by c.at desc, c.id limit 100`),
  ]);
  if (!cadre) throw new NotFound("cadre");
  return { ...cadre, posts, corrections };
}
