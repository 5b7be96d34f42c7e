/** Puts a world into a database once; a comment on the database remembers it, wherever the database lives. */

import pg from "pg";
import { databaseOf, withClient } from "./provision";

type World = "demo" | "reference";

type SeedOptions = { world: World; size?: "small" | "city" | number; today?: string };

const isSeeded = (ownerUrl: string): Promise<string | null> =>
  withClient(ownerUrl, async (client) => {
    const found = await client.query(
      "select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()",
    );
    return (found.rows[0]?.note as string | null) ?? null;
  });

/** Returns false when the world was there already. */
export async function seedOnce(ownerUrl: string, options: SeedOptions): Promise<boolean> {
  if ((await isSeeded(ownerUrl))?.startsWith(`seeded: ${options.world}`)) return false;
  await seedNow(ownerUrl, options);
  return true;
}

export async function seedNow(ownerUrl: string, options: SeedOptions): Promise<void> {
  const { seed } = await import("../../prisma/seed/index");
  await seed(ownerUrl, options);
  await withClient(ownerUrl, (client) => {
    const note = pg.escapeLiteral(`seeded: ${options.world} ${new Date().toISOString()}`);
    return client.query(`comment on database ${pg.escapeIdentifier(databaseOf(ownerUrl))} is ${note}`);
  });
}
