/**
 * `npm run files:sweep`: takes away stored files that no row names and uploads that nobody ended, as the owner; says
 * which files are missing. Once a day beside a running server (docs/operations.md).
 */
import { sweepFiles } from "@/lib/attachments/sweep/commands";
import type { ScopedDb } from "@/lib/platform/db";
import { incomingFolder, storage } from "@/lib/platform/storage";
import { ownerOf, withDatabase } from "./support/database";
import { generateClient } from "./support/generate";
import { withClient } from "./support/provision";
import { main } from "./support/say";
import { serverEnv } from "./support/server";
import { host } from "./support/settings";

main(async () => {
  await generateClient();
  return withDatabase("files:sweep", async (database) => {
    // the store is where the server keeps it
    Object.assign(process.env, serverEnv({ port: 3000, host: host(), urls: database, demo: false }));
    const swept = await withClient(ownerOf(database), (client) => {
      const db: ScopedDb = { rows: async ({ text, values }) => (await client.query(text, values)).rows };
      return sweepFiles(db, { storage: storage(), incoming: incomingFolder(), now: new Date() });
    });
    console.log(
      `已清理无主文件 ${swept.orphans} 个、过期上传 ${swept.uploads} 个。 Removed ${swept.orphans} files without a row and ${swept.uploads} stale uploads.`,
    );
    for (const key of swept.missing) console.error(`缺失 missing: ${key}`);
    return swept.missing.length > 0 ? 1 : 0;
  });
});
