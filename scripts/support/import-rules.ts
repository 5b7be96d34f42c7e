/**
 * The import rules of architecture.md. dependency-cruiser that cannot parse reads nothing and is content, so
 * the number of modules it read is compared with the number of files there are.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { tool } from "./run";
import { note } from "./say";
import { root } from "./settings";
import { failed } from "./test-report";

type Cruise = {
  modules: { source: string }[];
  summary: { violations: { from: string; to: string; rule: { name: string; severity: string } }[] };
};

const folders = ["app", "components", "lib"];

function sourceFiles(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"),
  );
}

export async function checkImportRules(): Promise<void> {
  if (!existsSync(join(root, ".dependency-cruiser.cjs")))
    failed(".dependency-cruiser.cjs 不存在。 .dependency-cruiser.cjs is missing.");
  const present = folders.filter((folder) => existsSync(join(root, folder)));
  const { output } = await tool(
    "depcruise",
    [...present, "--config", ".dependency-cruiser.cjs", "--output-type", "json"],
    {
      quiet: true,
    },
  );
  if (!output.startsWith("{")) failed(output);
  const cruise = JSON.parse(output) as Cruise;
  const read = cruise.modules.filter(({ source }) =>
    folders.some((folder) => source.startsWith(`${folder}/`)),
  ).length;
  const there = present.flatMap(sourceFiles).length;
  note(`${read} modules read of ${there} files`);
  if (read < there * 0.95)
    failed(
      `dependency-cruiser 只读到 ${read}/${there} 个文件。 dependency-cruiser read only ${read} of ${there} files.`,
    );
  const errors = cruise.summary.violations.filter(({ rule }) => rule.severity === "error");
  for (const { from, to, rule } of errors) console.error(`  ${rule.name}: ${from} → ${to}`);
  if (errors.length) failed(`${errors.length} 处违反导入规则。 ${errors.length} imports break the rules.`);
}
