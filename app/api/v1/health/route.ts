import { asSystemOnce } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

const answer = (status: string, code: number): Response =>
  Response.json({ status }, { status: code, headers: { "cache-control": "no-store" } });

/** undefined_table, insufficient_privilege: the database answers, but not with this build's schema */
const WRONG_SCHEMA = new Set(["42P01", "42501"]);

/** For supervisors and proxies: database reachable, this build's migrations applied. No sign-in, nothing personal. */
export async function GET(): Promise<Response> {
  try {
    const [row] = await asSystemOnce<{ isReady: boolean }>(
      "health",
      sql`select exists (select from _prisma_migrations
            where migration_name = ${process.env.LATEST_MIGRATION} and finished_at is not null) as "isReady"`,
    );
    return row?.isReady ? answer("ok", 200) : answer("migrationsMissing", 503);
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, "code") : undefined;
    return answer(WRONG_SCHEMA.has(String(code)) ? "migrationsMissing" : "databaseUnreachable", 503);
  }
}
