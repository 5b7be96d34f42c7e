import type { Client } from "pg";

export async function inTransaction<T>(client: Client, run: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const value = await run();
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
