/**
 * Fills a migrated database: `reference` is for production too, `demo` adds the invented world. Idempotent.
 * Returns which rules a newly made world breaks; one of a size of its own is for benchmarks and is not looked through.
 */
import { Client } from "pg";
import { type Size, seedDemo } from "./demo/index";
import { checkWorld, type Violation } from "./demo/invariants";
import { seedReference } from "./reference/index";
import { cityToday } from "./support/days";
import { inTransaction } from "./support/transaction";

export async function seed(
  ownerUrl: string,
  options: { world: "demo" | "reference"; size?: Size; today?: string; files?: string },
): Promise<Violation[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // the schema is the owner's own: nothing here names one
    await inTransaction(client, () => seedReference(client));
    await client.query("analyze units, methods, method_versions");
    if (options.world === "reference") return [];
    const today = options.today ?? cityToday();
    const isNew = await seedDemo(client, options.size ?? "city", today, options.files);
    if (!isNew) return [];
    await tidy(client);
    return typeof options.size === "number" ? [] : await checkWorld(client, today);
  } finally {
    await client.end();
  }
}

/** Statistics and visibility for the planner, so that the first page is as quick as the thousandth. */
async function tidy(client: Client): Promise<void> {
  const tables = await client.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() and tableowner = current_user",
  );
  await client.query(`vacuum (analyze) ${tables.rows.map((table) => table.name).join(", ")}`);
}
