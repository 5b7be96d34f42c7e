import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sweepFiles } from "@/lib/attachments/sweep/commands";
import type { ScopedDb } from "@/lib/platform/db";
import { newStorageKey } from "@/lib/platform/storage";
import { folderStorage } from "@/lib/platform/storage/folder";
import { createObservation, createPerson, createUnit } from "@/tests/support/builders";
import { announcementOf, PDF, storeDocument } from "@/tests/support/files";
import { owner } from "@/tests/support/owner";

const db: ScopedDb = { rows: async ({ text, values }) => (await owner().query(text, values)).rows };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

describe("sweepFiles", () => {
  it("takes files without a row and uploads never ended once they are old, and names what is missing", async () => {
    const folder = process.env.STORAGE_DIR ?? "";
    const storage = folderStorage(folder);
    const incoming = join(folder, `incoming-${randomUUID()}`);
    const unit = await createUnit();
    const author = await createPerson("OBSERVER", { units: [unit] });
    const [kept, lost] = [announcementOf(PDF, "纪要.pdf"), announcementOf(PDF, "附件.pdf")];
    const { id } = await createObservation(author, unit, { evidence: [kept, lost] });
    const keptKey = await storeDocument(author, id, PDF, kept);
    const lostKey = await storeDocument(author, id, PDF, lost);
    await storage.delete(lostKey);

    const [orphan, fresh] = [newStorageKey(), newStorageKey()];
    for (const key of [orphan, fresh]) await storage.put(key, PDF, "application/pdf");
    const age = (path: string, days: number) => utimes(path, daysAgo(days), daysAgo(days));
    await age(join(folder, "kept", orphan), 2);
    await age(join(folder, "kept", keptKey), 400);
    await mkdir(incoming, { recursive: true });
    for (const [name, days] of [
      ["stale", 9],
      ["stale.json", 9],
      ["running", 6],
    ] as const) {
      await writeFile(join(incoming, name), "x");
      await age(join(incoming, name), days);
    }
    await owner().query(
      `insert into attachment_uploads (owner_id, entry_id, attachment_id, byte_size, created_at)
       select $1, $2, $3, 10, now() - make_interval(days => age) from unnest(array[9, 6]) age`,
      [author.id, id, kept.id],
    );

    const swept = await sweepFiles(db, { storage, incoming, now: new Date() });

    expect([swept.orphans, swept.uploads]).toEqual([1, 1]);
    expect(swept.missing).toContain(lostKey);
    expect(await storage.exists(orphan)).toBe(false);
    expect([await storage.exists(fresh), await storage.exists(keptKey)]).toEqual([true, true]);
    expect([existsSync(join(incoming, "stale.json")), existsSync(join(incoming, "running"))]).toEqual([
      false,
      true,
    ]);
    const { rows } = await owner().query("select 1 from attachment_uploads where owner_id = $1", [author.id]);
    expect(rows.length).toBe(1);
  });
});
