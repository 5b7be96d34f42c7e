/**
 * `npm run migration:new -- <name>`: the difference between the committed schema and the work tree's, as the
 * start of a migration. Policies, grants, constraints and triggers are then written into it by hand.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownerOf, withDatabase } from "./support/database";
import { Halt, main } from "./support/say";
import { type Datamodels, noFilter, readDatamodels, schemaEngine } from "./support/schema-engine";
import { root } from "./support/settings";

const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });

function committedDatamodels(): Datamodels {
  return git("ls-tree", "--name-only", "HEAD", "prisma/schema/")
    .split("\n")
    .filter((path) => path.endsWith(".prisma"))
    .map((path) => [join(root, path), git("show", `HEAD:${path}`)]);
}

const files = (models: Datamodels) => ({ files: models.map(([path, content]) => ({ path, content })) });

main(async () => {
  const name = process.argv[2];
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Halt("用法 Usage: npm run migration:new -- add_review_batch");
  }
  const before = committedDatamodels();
  const after = readDatamodels();
  // A comparison of two schemas reads only the server's version, yet the engine wants a connection for it.
  const difference = await withDatabase("migration:new", async (database) => {
    const { engine, close } = await schemaEngine(after, ownerOf(database));
    try {
      return await engine.diff({
        from: before.length ? { tag: "schemaDatamodel", ...files(before) } : { tag: "empty" },
        to: { tag: "schemaDatamodel", ...files(after) },
        script: true,
        exitCode: null,
        filters: noFilter,
      });
    } finally {
      await close();
    }
  });
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(root, "prisma", "migrations", `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  const reminder = `-- Complete by hand: force row level security, policy, then grants (columns listed); say why a grant is absent.\n\n`;
  writeFileSync(join(folder, "migration.sql"), reminder + (difference.stdout ?? ""));
  console.log(`prisma/migrations/${stamp}_${name}/migration.sql`);
  return 0;
});
