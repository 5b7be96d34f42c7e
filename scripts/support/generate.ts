/** The Prisma client in generated/prisma, made anew only when the schema or Prisma changed. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "./fingerprint";
import { tool } from "./run";
import { Halt } from "./say";
import { root } from "./settings";

export async function generateClient(): Promise<void> {
  const marker = join(root, "generated", "prisma", ".fingerprint");
  const wanted = fingerprint(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  const { code, output } = await tool("prisma", ["generate", "--no-hints"], {
    quiet: true,
    // Generating never runs the engine, but Prisma would download one unless it is told of a file that exists.
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
  });
  if (code !== 0) throw new Halt(`prisma generate 失败 prisma generate failed:\n${output.trim()}`);
  writeFileSync(marker, wanted);
}
