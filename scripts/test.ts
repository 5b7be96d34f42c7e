/**
 * `npm test`: everything that must hold before a change lands, with one closing line "N passed, N failed".
 * `npm test -- --only vitest,lint` runs some steps; what follows a second `--` goes to the test runner.
 */
import { checkEvidence } from "./support/evidence";
import { plantFaults, unseenFaults } from "./support/evidence/faults";
import { checkField } from "./support/field/check";
import { generateClient } from "./support/generate";
import { checkImportRules } from "./support/import-rules";
import { lifetime } from "./support/lifetime";
import { tool } from "./support/run";
import { Halt, main } from "./support/say";
import { brokenRules } from "./support/seed";
import { cloneDatabase, stopTestCluster } from "./support/test-database";
import { failed, report } from "./support/test-report";
import { playwright, vitest } from "./support/test-suites";

const steps = [
  "generate",
  "types",
  "lint",
  "imports",
  "dead-code",
  "world",
  "vitest",
  "field",
  "playwright",
] as const;
type Step = (typeof steps)[number];

/** Everything after `--only x` or `--only=x` that is not ours is the runner's. */
function parse(args: string[]): { only: readonly Step[]; rest: string[] } {
  const rest = args.filter((arg) => arg !== "--");
  const at = rest.findIndex((arg) => arg === "--only" || arg.startsWith("--only="));
  if (at < 0) return { only: steps, rest };
  const [first = ""] = rest.splice(at, 1);
  const value = first.includes("=") ? first.slice("--only=".length) : (rest.splice(at, 1)[0] ?? "");
  const only = value.split(",").map((name) => {
    const step = steps.find((known) => known === name);
    if (!step)
      throw new Halt(`没有步骤“${name}” There is no step "${name}"; the steps are: ${steps.join(", ")}`);
    return step;
  });
  return { only, rest };
}

/** Says what the tool said once it has ended: others may be speaking meanwhile. */
async function passes(name: string, args: string[]): Promise<void> {
  const { code, output } = await tool(name, args, { quiet: true });
  if (output.trim()) console.log(`\n${name} ${args.join(" ")}\n${output.trim()}`);
  if (code !== 0) failed(`${name} ${args[0] ?? ""} 未通过 did not pass (exit code ${code}).`);
}

/** The seeded city keeps every rule, and each check sees the fault that is planted for it. */
async function world(): Promise<void> {
  const copy = await cloneDatabase("test_world");
  const broken = await brokenRules(copy);
  if (broken.length > 0) failed(broken.join("\n"));
  await plantFaults(copy.ownerUrl);
  const unseen = unseenFaults(await checkEvidence(copy));
  if (unseen.length > 0) failed(`没有被发现的错误 Planted, and seen by no check: ${unseen.join("; ")}`);
}

main(async () => {
  const { only, rest } = parse(process.argv.slice(2));
  const life = lifetime();
  life.onEnd(() => stopTestCluster());
  const { check, suite, close } = report(
    (title) => only.some((step) => title === step) || title === "generate",
  );
  try {
    await check("generate", async () => {
      await generateClient();
      // Route and image types that the type check needs.
      const { code, output } = await tool("next", ["typegen"], { quiet: true });
      if (code !== 0) failed(output);
    });
    // two cores: the type check takes one, what else needs no test runner the other
    await Promise.all([
      check("types", () => passes("tsc", ["--noEmit"])),
      (async () => {
        await check("lint", () =>
          passes("biome", ["ci", ...(process.stdout.isTTY ? [] : ["--colors=off"]), "."]),
        );
        await check("imports", checkImportRules);
        await check("dead-code", () => passes("knip", []));
        await check("world", world);
      })(),
    ]);
    // the field check waits for its phone, its server and its network for most of its time
    await Promise.all([
      suite("vitest", () => vitest(only.length === 1 ? rest : [])),
      check("field", async () => {
        const { sentence, faults } = await checkField({
          entries: 160,
          seed: 20_261_124,
          onEnd: life.onEnd,
        });
        console.log(sentence);
        if (faults.length > 0) failed(faults.join("\n"));
      }),
    ]);
    await suite("playwright", () => playwright(only.length === 1 ? rest : [], life.onEnd));
  } finally {
    await life.close();
  }
  return close();
});
