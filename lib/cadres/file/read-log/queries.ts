/** Who opened a file, when. Under the policies leaders see it: they answer for how the files are used. */
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";

/** In the file itself; the page of all has PAGE_SIZE. */
const READERS_SHOWN = 8;
export const PAGE_SIZE = 50;

export type Reading = { id: string; at: Date; readerName: string; department: string };

/** Newest first. */
export async function listReadings(
  db: ScopedDb,
  cadreId: string,
  { before, size = READERS_SHOWN }: { before?: string; size?: number } = {},
): Promise<Reading[]> {
  const earlier = before ? sql`and r.id < ${before}::bigint` : sql``;
  return db.rows<Reading>(sql`
    select r.id::text as id, r.at, coalesce(u.name, '') as "readerName", coalesce(u.department, '') as department
    from read_logs r left join users u on u.id = r.viewer_id
    where r.cadre_id = ${cadreId}::uuid ${earlier} order by r.at desc, r.id desc limit ${size}::int`);
}

/** Whose file it is; one's own readings are shown to nobody by oneself (policy not_of_closed_files). */
export async function getCadreName(db: ScopedDb, cadreId: string): Promise<string> {
  const [cadre] = await db.rows<{ name: string }>(
    sql`select name from cadres where id = ${cadreId}::uuid and id is distinct from (select viewer_cadre_id())`,
  );
  if (!cadre) throw new NotFound("cadre");
  return cadre.name;
}
