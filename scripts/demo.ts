/**
 * `npm run demo`: from a fresh clone to a running app with the demo world, and back again in seconds.
 * `npm run demo -- --reset` begins with an empty database.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { printAccounts } from "./support/accounts";
import { build } from "./support/build";
import { openDatabase, ownerOf, resetDatabase } from "./support/database";
import { stopOrphans } from "./support/embedded-postgres";
import { generateClient } from "./support/generate";
import { lifetime } from "./support/lifetime";
import { takeLock } from "./support/lock";
import { migrate } from "./support/migrate";
import { choosePort } from "./support/ports";
import { main, note, seconds, steps } from "./support/say";
import { seedOnce } from "./support/seed";
import { serve } from "./support/server";
import { dataDir, hasServer, host } from "./support/settings";

main(async () => {
  const started = performance.now();
  const reset = process.argv.includes("--reset");
  const life = lifetime();
  const lock = await takeLock("demo");
  life.onEnd(lock.release);
  try {
    // Before the long steps: a busy port that was asked for is said at once.
    await choosePort(process.env.PORT, host());
    const { step } = steps(reset ? 6 : 5);
    if (reset) await step("清除旧数据 Removing the old data", resetDatabase);

    if (!hasServer()) life.onEnd(async () => void (await stopOrphans(dataDir)));
    const first = !existsSync(join(dataDir, "pgdata"));
    const where = hasServer()
      ? "连接数据库 Connecting to the database"
      : "启动内置数据库 Starting the embedded database";
    const database = await step(where, openDatabase);
    life.onEnd(database.stop);
    life.onEnd(lock.endChildren);
    await step("更新数据库结构 Migrating", async () => {
      const applied = await migrate(ownerOf(database));
      if (applied.length && !first) note(`新迁移 applied: ${applied.join(", ")}`);
    });
    await step("准备演示数据 Preparing the demo world", async () => {
      await generateClient();
      if (!(await seedOnce({ ownerUrl: ownerOf(database), appUrl: database.appUrl }, { world: "demo" })))
        note("沿用已有数据 keeping the data that is there");
    });
    const folder = await step("构建 Building (the first time takes a minute)", build);
    const server = await step("启动服务 Starting the server", async () => {
      const { port, moved } = await choosePort(process.env.PORT, host());
      if (moved) note(`3000 端口已被占用，改用 ${port}。 Port 3000 is in use; using ${port}.`);
      return serve({ folder, port, host: host(), urls: database, demo: true, onSpawn: lock.adopt });
    });
    life.onEnd(server.stop);
    lock.serving(server.address);

    console.log(`\n  一线观察员已就绪（用时 ${seconds(started)}） Ready after ${seconds(started)}`);
    console.log(`\n  ➜  ${server.address}`);
    printAccounts();
    console.log("\n  Ctrl-C 停止；数据保留在 .data/ 中。 Ctrl-C stops it; the data stays in .data/.\n");
    await life.ended;
  } finally {
    await life.close();
  }
  return 0;
});
