/**
 * The built program. `next build` makes a standalone folder, which is moved to .data/app/<fingerprint>: a
 * running copy keeps its files while a test or a developer builds anew, and equal sources are built once.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { fingerprint, sourcePaths } from "./fingerprint";
import { generateClient } from "./generate";
import { tool } from "./run";
import { Halt, note } from "./say";
import { actionsKey, dataDir, root } from "./settings";

const kept = 3;

/** Returns the folder whose server.js serves the app. */
export async function build(): Promise<string> {
  await generateClient();
  const key = actionsKey();
  const apps = join(dataDir, "app");
  const target = join(apps, fingerprint(sourcePaths(), key, process.version));
  if (existsSync(join(target, "server.js"))) {
    note("源码未变，沿用上次的构建 unchanged, using the last build");
    const now = new Date();
    utimesSync(target, now, now);
    return target;
  }

  const { code, output } = await tool("next", ["build"], {
    quiet: true,
    env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
  });
  if (code !== 0) throw new Halt(`构建失败 The build failed:\n${output.trim()}`);
  const standalone = join(root, ".next", "standalone");
  assemble(standalone);
  mkdirSync(apps, { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(standalone, target);
  removeOld(apps);
  return target;
}

/** Next leaves the public and static files to a CDN; here the same server gives them. */
function assemble(standalone: string): void {
  cpSync(join(root, ".next", "static"), join(standalone, ".next", "static"), { recursive: true });
  const publicFolder = join(root, "public");
  if (existsSync(publicFolder)) cpSync(publicFolder, join(standalone, "public"), { recursive: true });
  // Settings come from the environment that the launcher makes, never from a file copied along.
  for (const name of [".env", ".env.local", ".env.production"])
    rmSync(join(standalone, name), { force: true });
}

function removeOld(apps: string): void {
  const byAge = readdirSync(apps)
    .map((name) => join(apps, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(kept)) rmSync(old, { recursive: true, force: true });
}
