/**
 * `npm run lockfile`: after `npm install <package>` behind a registry mirror that lacks the builds for other
 * systems, npm leaves those builds out of package-lock.json, and `npm ci` then refuses the lockfile everywhere.
 * This adds the missing entries: exact version from the package that names them, system read off the name.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "./support/say";
import { root } from "./support/settings";

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lockfile = { packages: Record<string, Entry> };

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm64",
  "arm",
  "x64",
  "ia32",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
];

/** The folders in which Node looks for a package, nearest first. */
function* places(path: string, name: string): Generator<string> {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    yield at ? `${at}/node_modules/${name}` : `node_modules/${name}`;
    if (!at) return;
  }
}

function entryFor(name: string, version: string, parent: Entry): Entry | null {
  const parts = name.split(/[/-]/);
  const os = systems.filter((system) => parts.includes(system));
  const cpu = processors.filter((processor) => parts.includes(processor));
  // Without a system in its name npm would try to install it here: not for us to invent.
  if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version) || cpu.length === 0) return null;
  return {
    version,
    cpu,
    ...(parent.dev && { dev: true }),
    ...(parts.at(-1) === "musl" && { libc: ["musl"] }),
    ...(os.length === 1 && ["gnu", "gnueabihf"].includes(parts.at(-1) ?? "") && { libc: ["glibc"] }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

main(async () => {
  const file = join(root, "package-lock.json");
  const lockfile = JSON.parse(readFileSync(file, "utf8")) as Lockfile;
  const { packages } = lockfile;
  const added: string[] = [];
  for (const [path, parent] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if ([...places(path, name)].some((place) => packages[place])) continue;
      const entry = entryFor(name, version, parent);
      if (!entry) {
        console.log(`  ? ${name}@${version}`);
        continue;
      }
      packages[`node_modules/${name}`] = entry;
      added.push(name);
    }
  }
  lockfile.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(added.length ? `已补 Added:\n  ${added.join("\n  ")}` : "没有缺失。 Nothing is missing.");
  return 0;
});
