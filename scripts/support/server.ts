/** Starts the built server with exactly its settings, waits until it answers, and starts it again if it dies. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end, markOf } from "./processes";
import type { Urls } from "./provision";
import { Halt } from "./say";
import { actionsKey, authSecret, filesDir } from "./settings";

export type Server = { address: string; stop(): Promise<void> };

type Options = {
  /** The folder that build() returned. */
  folder: string;
  port: number;
  host: string;
  urls: Urls;
  demo: boolean;
  /** Told of each process, so that a crash of ours leaves no orphan. */
  onSpawn?: (pid: number) => void;
  /** Where the server's own lines go. */
  log?: number | "inherit";
  /** For tests: extra settings. */
  env?: Record<string, string>;
};

/** The owner's address and everything else not meant for the server stay behind. */
export function serverEnv({ port, host, urls, demo, env }: Omit<Options, "folder">): NodeJS.ProcessEnv {
  const address = `http://localhost:${port}`;
  const appUrl = process.env.APP_URL || address;
  const inherited = { ...process.env };
  delete inherited.DATABASE_URL;
  return {
    ...inherited,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey(),
    // Longer than the idle time of usual proxies, which otherwise hit a connection just closed.
    KEEP_ALIVE_TIMEOUT: "65000",
    PORT: String(port),
    HOSTNAME: host,
    DATABASE_APP_URL: urls.appUrl,
    DATABASE_SYSTEM_URL: urls.systemUrl,
    AUTH_SECRET: authSecret(),
    NEXTAUTH_SECRET: authSecret(),
    APP_URL: appUrl,
    NEXTAUTH_URL: appUrl,
    STORAGE_DIR: filesDir(),
    DEMO: demo ? "1" : (process.env.DEMO ?? "0"),
    ...env,
  };
}

export async function serve(options: Options): Promise<Server> {
  const { folder, port, onSpawn, log = "inherit" } = options;
  const env = serverEnv(options);
  let stopping = false;
  const start = (): ChildProcess => {
    // In its own session: Ctrl-C reaches the launcher, which stops the server before the database.
    const child = spawn(process.execPath, [join(folder, "server.js")], {
      cwd: folder,
      env,
      stdio: ["ignore", log, log],
      detached: true,
      windowsHide: true,
    });
    if (child.pid) onSpawn?.(child.pid);
    return child;
  };
  let child = start();
  const first = child;
  const local = `http://${options.host === "0.0.0.0" || options.host === "::" ? "127.0.0.1" : options.host}:${port}`;
  if (!(await answers(local, first))) {
    stopping = true;
    if (first.pid) await end(markOf(first.pid));
    throw new Halt("服务没有启动，原因见上面的输出。 The server did not start; its output above says why.");
  }

  const watch = (watched: ChildProcess) =>
    watched.once("exit", async (code, signal) => {
      if (stopping) return;
      console.error(
        `服务意外停止（${signal ?? code}），正在重新启动 … The server stopped by itself; starting it again …`,
      );
      await sleep(1_000);
      if (stopping) return;
      child = start();
      watch(child);
    });
  if (first.exitCode === null && first.signalCode === null) watch(first);

  return {
    address: `http://localhost:${port}`,
    async stop() {
      stopping = true;
      if (child.pid && child.exitCode === null && child.signalCode === null) await end(markOf(child.pid));
    },
  };
}

/** Any answer counts, a redirect to the sign-in page too; a 500 means that the settings are wrong. */
async function answers(address: string, child: ChildProcess): Promise<boolean> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(20_000) }).catch(
      () => null,
    );
    if (answer) return true;
  }
  return false;
}
