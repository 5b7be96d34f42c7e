/** `npm run dev`: the same database as the demo, with Next's development server in front. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { openDatabase, ownerOf } from "./support/database";
import { stopOrphans } from "./support/embedded-postgres";
import { generateClient } from "./support/generate";
import { lifetime } from "./support/lifetime";
import { takeLock } from "./support/lock";
import { migrate } from "./support/migrate";
import { choosePort } from "./support/ports";
import { end, markOf } from "./support/processes";
import { main, steps } from "./support/say";
import { seedOnce } from "./support/seed";
import { serverEnv } from "./support/server";
import { dataDir, hasServer, host, root } from "./support/settings";

main(async () => {
  const life = lifetime();
  const lock = await takeLock("dev");
  life.onEnd(lock.release);
  try {
    const { port } = await choosePort(process.env.PORT, host());
    const { step } = steps(3);
    if (!hasServer()) life.onEnd(async () => void (await stopOrphans(dataDir)));
    const database = await step("数据库 Database", openDatabase);
    life.onEnd(database.stop);
    life.onEnd(lock.endChildren);
    await step("更新数据库结构 Migrating", () => migrate(ownerOf(database)));
    await step("准备演示数据 Preparing the demo world", async () => {
      await generateClient();
      await seedOnce({ ownerUrl: ownerOf(database), appUrl: database.appUrl }, { world: "demo" });
    });
    const next = join(root, "node_modules", "next", "dist", "bin", "next");
    const child = spawn(process.execPath, [next, "dev", "--port", String(port), "--hostname", host()], {
      cwd: root,
      stdio: "inherit",
      env: {
        ...serverEnv({ port, host: host(), urls: database, demo: true }),
        NODE_ENV: "development",
      },
    });
    const mark = markOf(child.pid ?? 0);
    lock.adopt(mark.pid);
    life.onEnd(() => end(mark));
    const code = await new Promise<number>((resolve) => child.once("exit", (exit) => resolve(exit ?? 0)));
    return code;
  } finally {
    await life.close();
  }
});
