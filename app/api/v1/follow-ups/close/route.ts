import { endpoint, failure, json, readJson } from "@/app/_shared/endpoint";
import { closeFollowUp } from "@/lib/observations/follow-ups/commands";

/** By its owner or who asked for it, with what came of it. */
export const POST = endpoint("followUps.close", async ({ viewer, request }) => {
  const outcome = await closeFollowUp(viewer, await readJson(request));
  return outcome.ok ? json(outcome.value) : failure(viewer, outcome);
});
