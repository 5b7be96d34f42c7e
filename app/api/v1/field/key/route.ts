import { endpoint, failure, json } from "@/app/_shared/endpoint";
import { giveOfflineKey } from "@/lib/field/key/commands";

/** The key under which this person's unsent text lies on a phone while nobody is signed in (docs/adr/0006). */
export const GET = endpoint("observations.log", async ({ viewer }) => {
  const outcome = await giveOfflineKey(viewer, {});
  return outcome.ok ? json(outcome.value) : failure(viewer, outcome);
});
