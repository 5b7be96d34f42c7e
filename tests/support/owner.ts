/** The owner's connection: what builders write with, and what tests use to look behind the policies. */
import pg from "pg";

let pool: pg.Pool | undefined;

export function owner(): pg.Pool {
  const connectionString = process.env.TEST_DATABASE_URL;
  if (!connectionString) throw new Error("No test database: run `npm test -- --only vitest`.");
  if (!pool) {
    pool = new pg.Pool({ connectionString, max: 3 });
    // an idle connection that the cluster's end closes is no fault of a test
    pool.on("error", () => {});
  }
  return pool;
}

/** A connection with the app's own login role, to try SQL as an intruder would. */
export async function asAppRole<T>(fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.TEST_APP_URL });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}

export async function closeOwner(): Promise<void> {
  await pool?.end();
  pool = undefined;
}
