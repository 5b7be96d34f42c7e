import { endpoint, failure, json, readJson } from "@/app/_shared/endpoint";
import { leaveDevice, takeDevice } from "@/lib/notices/push/commands";
import { listDevices } from "@/lib/notices/push/queries";
import { read } from "@/lib/platform/db";
import { pushSettings } from "@/lib/platform/env";

/** The key that a device subscribes with, or null where it is not set up; and the viewer's own devices. */
export const GET = endpoint("observations.log", async ({ viewer }) =>
  json({
    key: pushSettings()?.vapid.publicKey ?? null,
    devices: await read(viewer, (db) => listDevices(db, viewer.id)),
  }),
);

export const POST = endpoint("observations.log", async ({ viewer, request }) => {
  const outcome = await takeDevice(viewer, await readJson(request));
  return outcome.ok ? json(outcome.value) : failure(viewer, outcome);
});

export const DELETE = endpoint("observations.log", async ({ viewer, request }) => {
  const outcome = await leaveDevice(viewer, await readJson(request));
  return outcome.ok ? json(outcome.value) : failure(viewer, outcome);
});
