import { endpoint, failure, json, readJson } from "@/app/_shared/endpoint";
import { closeFollowUp } from "@/lib/observations/follow-ups/commands";

/** By its owner, with what came of it. */
export const POST = endpoint("observations.log", async ({ viewer, request }) => {
  const outcome = await closeFollowUp(viewer, await readJson(request));
  return outcome.ok ? json(outcome.value) : failure(viewer, outcome);
});
