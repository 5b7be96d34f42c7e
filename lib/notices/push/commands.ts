/** A device that its person wants to be told on, and no longer. */
import { commandInSql, done } from "@/lib/platform/command";
import { pushSettings } from "@/lib/platform/env";
import { refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { isPushAddress } from "./rules";
import { deviceInput, leaveInput } from "./schema";

export const takeDevice = commandInSql({
  name: "takeDevice",
  right: "observations.log",
  input: deviceInput,
  run: async ({ db, input: { endpoint, keys } }) => {
    const settings = pushSettings();
    if (!settings) return refuse("notices.reason.pushOff");
    if (!isPushAddress(endpoint, settings.hosts)) return refuse("notices.reason.unknownPushHost");
    const [device] = await db.rows<{ id: string }>(
      sql`select take_push(${endpoint}, ${keys.p256dh}, ${keys.auth}) as id`,
    );
    return done({ isOn: true }, { entity: "device", id: device?.id ?? "", after: "ON" });
  },
});

/** Also of a device that is none any more: then nothing happens. */
export const leaveDevice = commandInSql({
  name: "leaveDevice",
  right: "observations.log",
  input: leaveInput,
  run: async ({ db, viewer, input }) => {
    const [device] = await db.rows<{ id: string }>(sql`
      delete from push_subscriptions where user_id = ${viewer.id}::uuid and endpoint = ${input.endpoint} returning id`);
    return done({ isOn: false }, device ? { entity: "device", id: device.id, after: "OFF" } : null);
  },
});
