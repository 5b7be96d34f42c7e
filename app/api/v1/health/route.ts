import { asSystemOnce } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

const NO_STORE = { "cache-control": "no-store" };

/** For supervisors and proxies: database reachable, this build's migrations applied. No sign-in, nothing personal. */
export async function GET(): Promise<Response> {
  try {
    const [row] = await asSystemOnce<{ isReady: boolean }>(
      "health",
      sql`select exists (select from _prisma_migrations
            where migration_name = ${process.env.LATEST_MIGRATION} and finished_at is not null) as "isReady"`,
    );
    return row?.isReady
      ? Response.json({ status: "ok" }, { headers: NO_STORE })
      : Response.json({ status: "migrationsMissing" }, { status: 503, headers: NO_STORE });
  } catch {
    return Response.json({ status: "databaseUnreachable" }, { status: 503, headers: NO_STORE });
  }
}
