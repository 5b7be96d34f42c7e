import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

/** Digests of all photos that were drawn here: one of them that comes back is not drawn again. */
export async function listPhotoHashes(db: ScopedDb): Promise<Set<string>> {
  const rows = await db.rows<{ hash: string }>(
    sql`select encode(sha256(photo), 'hex') as hash from cadre_sheets where photo is not null`,
  );
  return new Set(rows.map(({ hash }) => hash));
}
