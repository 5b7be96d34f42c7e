import { endpoint, failure, json, readJson } from "@/app/_shared/endpoint";
import { markNoticesRead } from "@/lib/notices/commands";

/** Some, or all until a moment; answers how many stay unread. */
export const POST = endpoint("notices.read", async ({ viewer, request }) => {
  const outcome = await markNoticesRead(viewer, await readJson(request));
  return outcome.ok ? json(outcome.value) : failure(viewer, outcome);
});
