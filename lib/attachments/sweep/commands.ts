/** What nobody needs any more: files that no row names, and uploads that were never ended. Run as the owner. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Storage } from "@/lib/platform/storage/driver";

/** Between file and row lies a moment; a day is far more. */
const ORPHAN_AFTER_MS = 86_400_000;
/** An upload lasts a week (app/_shared/uploads.ts). */
const STALE_AFTER_MS = 8 * 86_400_000;

export type Swept = {
  orphans: number;
  uploads: number;
  /** files that a row names and that are not there: a loss, to be looked into */
  missing: string[];
};

export async function sweepFiles(
  db: ScopedDb,
  { storage, incoming, now }: { storage: Storage; incoming: string; now: Date },
): Promise<Swept> {
  const stored = new Map<string, Date>();
  for await (const { key, storedAt } of storage.list()) stored.set(key, storedAt);
  const named = new Set<string>();
  for (const { key } of await db.rows<{ key: string }>(sql`
    select storage_key as key from attachments union all
    select thumb_key from attachments where thumb_key is not null`)) {
    named.add(key);
  }
  const isOld = (moment: Date, after: number) => now.getTime() - moment.getTime() > after;
  let orphans = 0;
  for (const [key, storedAt] of stored) {
    if (named.has(key) || !isOld(storedAt, ORPHAN_AFTER_MS)) continue;
    await storage.delete(key);
    orphans += 1;
  }
  let uploads = 0;
  for (const name of await readdir(incoming).catch(() => [])) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => null);
    if (!found || !isOld(found.mtime, STALE_AFTER_MS)) continue;
    await rm(path, { recursive: true, force: true });
    if (!name.endsWith(".json")) uploads += 1;
  }
  await db.rows(
    sql`delete from attachment_uploads where created_at < ${new Date(now.getTime() - STALE_AFTER_MS)}::timestamptz`,
  );
  const missing: string[] = [];
  for (const key of named) {
    // stored while the list was read
    if (!stored.has(key) && !(await storage.exists(key))) missing.push(key);
  }
  return { orphans, uploads, missing };
}
