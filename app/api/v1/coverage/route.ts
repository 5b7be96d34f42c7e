import { endpoint, failure, json } from "@/app/_shared/endpoint";
import { coverage } from "@/lib/coverage/queries";
import { coverageRange } from "@/lib/coverage/schema";
import { issuesOf } from "@/lib/platform/command";
import { read } from "@/lib/platform/db";

/** unit × month, unit × method, silent units; months from `from` to `to`. */
export const GET = endpoint("coverage.read", async ({ viewer, request }) => {
  const range = coverageRange.safeParse(Object.fromEntries(new URL(request.url).searchParams), {
    reportInput: true,
  });
  if (!range.success) return failure(viewer, { ok: false, kind: "invalid", issues: issuesOf(range.error) });
  return json(await read(viewer, (db) => coverage(db, viewer, range.data)));
});
