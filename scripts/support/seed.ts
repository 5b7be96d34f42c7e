/** Puts a world into a database once; a comment on the database remembers it, wherever the database lives. */

import pg from "pg";
import { cityToday } from "../../prisma/seed/support/days";
import { checkEvidence, tellEvidence } from "./evidence";
import { databaseOf, withClient } from "./provision";
import { note } from "./say";
import { filesDir } from "./settings";

type World = "demo" | "reference";

type SeedOptions = {
  world: World;
  size?: "small" | "city" | number;
  today?: string;
  /** where the server that will show this world keeps its files; none for a world of a size of its own */
  files?: string;
};

const isSeeded = (ownerUrl: string): Promise<string | null> =>
  withClient(ownerUrl, async (client) => {
    const found = await client.query(
      "select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()",
    );
    return (found.rows[0]?.note as string | null) ?? null;
  });

type Place = { ownerUrl: string; appUrl: string };

/** Returns false when the world was there already. */
export async function seedOnce(place: Place, options: SeedOptions): Promise<boolean> {
  if ((await isSeeded(place.ownerUrl))?.startsWith(`seeded: ${options.world}`)) return false;
  await seedNow(place, options);
  return true;
}

export async function seedNow({ ownerUrl, appUrl }: Place, options: SeedOptions): Promise<void> {
  const { seed } = await import("../../prisma/seed/index");
  const today = options.today ?? cityToday();
  const isOurs = typeof options.size !== "number" && !process.env.S3_BUCKET;
  const files = options.files ?? (isOurs ? filesDir() : undefined);
  for (const { rule, found } of await seed(ownerUrl, { ...options, today, files })) {
    note(`演示数据违反规则 The demo world breaks a rule: ${rule}: ${found}`);
  }
  // a world of a size of its own is for benchmarks: `npm run check:evidence` looks it through on request
  if (typeof options.size !== "number") {
    const { lines, broken } = tellEvidence(await checkEvidence({ ownerUrl, appUrl }));
    note(`证据核对 evidence: ${(broken ? lines : lines.slice(-1)).join("\n")}`);
  }
  await withClient(ownerUrl, (client) => {
    const comment = pg.escapeLiteral(`seeded: ${options.world} ${today}`);
    return client.query(`comment on database ${pg.escapeIdentifier(databaseOf(ownerUrl))} is ${comment}`);
  });
}

/** What breaks in a clone of a seeded database: rules that always hold, and what the demo world must hold beside them. */
export async function brokenRules({ ownerUrl, appUrl, day }: Place & { day: string }): Promise<string[]> {
  const { checkWorld } = await import("../../prisma/seed/demo/invariants");
  const violations = await withClient(ownerUrl, (client) => checkWorld(client, day));
  const verdicts = await checkEvidence({ ownerUrl, appUrl });
  console.log(tellEvidence(verdicts).lines.join("\n"));
  return [
    ...violations.map(({ rule, found }) => `${rule}: ${found}`),
    ...verdicts.flatMap(({ rule, title, broken }) =>
      broken.map((found) => `rule ${rule}: ${title}: ${found}`),
    ),
  ];
}
