/** `npm start`: serves with the given settings and nothing else; migrating a given server is a step of its own. */
import { build } from "./support/build";
import { openDatabase, ownerOf } from "./support/database";
import { stopOrphans } from "./support/embedded-postgres";
import { lifetime } from "./support/lifetime";
import { takeLock } from "./support/lock";
import { migrate } from "./support/migrate";
import { choosePort } from "./support/ports";
import { Halt, main, steps } from "./support/say";
import { serve } from "./support/server";
import { dataDir, hasServer, host } from "./support/settings";

/** A secret made up here would differ on the next replica. */
function requireSettings(): void {
  for (const name of ["AUTH_SECRET", "APP_URL", "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"]) {
    if (!process.env[name])
      throw new Halt(`请设置 ${name}（见 .env.example）。 Set ${name} (see .env.example).`);
  }
}

main(async () => {
  if (hasServer()) requireSettings();
  const life = lifetime();
  const lock = await takeLock("start");
  life.onEnd(lock.release);
  try {
    const { port } = await choosePort(process.env.PORT, host());
    const { step } = steps(3);
    if (!hasServer()) life.onEnd(async () => void (await stopOrphans(dataDir)));
    const database = await step("数据库 Database", async () => {
      const opened = await openDatabase();
      if (!hasServer()) await migrate(ownerOf(opened));
      return opened;
    });
    life.onEnd(database.stop);
    life.onEnd(lock.endChildren);
    const folder = await step("构建 Building", build);
    const server = await step("启动服务 Starting the server", () =>
      serve({ folder, port, host: host(), urls: database, demo: false, onSpawn: lock.adopt }),
    );
    life.onEnd(server.stop);
    lock.serving(server.address);
    console.log(`\n  ➜  ${server.address}\n`);
    await life.ended;
  } finally {
    await life.close();
  }
  return 0;
});
