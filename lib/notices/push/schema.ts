import * as z from "zod";

const endpoint = z.url({ protocol: /^https$/, error: "notAnAddress" }).max(1000, { error: "notAnAddress" });
/** base64url, as browsers give them: 65 and 16 bytes */
const key = (length: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${length},${length + 2}}=*$`));

/** As PushSubscription.toJSON() has it. */
export const deviceInput = z.object({
  endpoint,
  keys: z.object({ p256dh: key(86), auth: key(21) }),
});
export const leaveInput = z.object({ endpoint });
