/** The built product on a test's database, as a person would have it: demo accounts, files in the tests' own folder. */
import { build } from "./build";
import { anyFreePort } from "./ports";
import { serve } from "./server";
import { adoptProcess, type cloneDatabase, testFiles } from "./test-database";

export async function serveBuilt(urls: Awaited<ReturnType<typeof cloneDatabase>>) {
  const folder = await build();
  const port = await anyFreePort();
  const address = `http://localhost:${port}`;
  const server = await serve({
    folder,
    port,
    host: "127.0.0.1",
    urls,
    demo: true,
    onSpawn: (pid) => void adoptProcess(pid),
    env: {
      APP_URL: address,
      NEXTAUTH_URL: address,
      LOG_LEVEL: "warn",
      STORAGE_DIR: testFiles,
      STRICT_WORDS: "1",
    },
  });
  return { server, folder };
}
