import { endpoint, failure, json, readJson } from "@/app/_shared/endpoint";
import { logObservation } from "@/lib/observations/commands";
import { listObservations } from "@/lib/observations/queries";
import { observationPage } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";

/** Newest first; `nextCursor` leads on. */
export const GET = endpoint("observations.read", async ({ viewer, request }) => {
  const { limit, ...filter } = observationPage.parse(Object.fromEntries(new URL(request.url).searchParams));
  return json(await read(viewer, (db) => listObservations(db, filter, limit)));
});

/**
 * The client's id is the idempotency key: the same body again gets the same answer, another body 409. An entry for a
 * unit that has gone to somebody else is received all the same and waits for them.
 */
export const POST = endpoint("observations.log", async ({ viewer, request }) => {
  const outcome = await logObservation(viewer, await readJson(request));
  if (!outcome.ok) return failure(viewer, outcome);
  const { id, state } = outcome.value;
  if (state === "HANDED_OVER") return json({ id, state }, 202, { location: `/handovers?id=${id}` });
  return json({ id, state, revisionNo: 1 }, 201, { location: `/observations/${id}` });
});
