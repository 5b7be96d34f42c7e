import { endpoint, json } from "@/app/_shared/endpoint";
import { listTaskMembers } from "@/lib/observations/form/queries";
import { membersAsked } from "@/lib/observations/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";

/** Who may be chosen for a central task in a unit, where the form came without them: of many tasks only the first have theirs. */
export const GET = endpoint("observations.log", async ({ viewer, request }) => {
  const asked = membersAsked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return json({ members: [] });
  const { unit, task } = asked.data;
  const today = cityDay(new Date());
  return json({
    members: await read(viewer, (db) => listTaskMembers(db, { unitId: unit, taskId: task, today })),
  });
});
