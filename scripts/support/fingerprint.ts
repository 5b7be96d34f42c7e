/** One hash for a set of files: tells whether a build, a generated client or a test template is still right. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./settings";

function* filesUnder(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

export function fingerprint(paths: readonly string[], ...more: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  for (const text of more) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** What decides the content of a database made from nothing. */
export const schemaPaths = ["prisma/schema", "prisma/migrations", "prisma/seed"] as const;

/** Everything `next build` reads: the source folders and the configuration beside them. */
export function sourcePaths(): string[] {
  const folders = [
    "app",
    "components",
    "lib",
    "messages",
    "public",
    "styles",
    "prisma/schema",
    "prisma/seed",
  ];
  const files = readdirSync(root).filter(
    (name) =>
      /\.(ts|tsx|mjs|cjs|js|json)$/.test(name) && !/^(next-env\.d|vitest|playwright|knip|biome)/.test(name),
  );
  return [...folders, ...files.sort()];
}
