/** For the large benchmark worlds only: building an index once is several times cheaper than feeding it row by row. */
import type { Client } from "pg";

export async function withoutSecondaryIndexes(
  client: Client,
  tables: readonly string[],
  run: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any ($1::regclass[]) and not i.indisunique
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  try {
    await run();
  } finally {
    await client.query("set maintenance_work_mem = '512MB'");
    for (const { definition } of rows) await client.query(definition);
    await client.query("reset maintenance_work_mem");
  }
}
