/** What a page of the phone does first: makes sure whose device this is, opens what was sealed, and sends what waits. */
import { setDeviceViewer } from "./device";
import { startFlush } from "./flush";
import { leaveOthers } from "./leave";
import { tell } from "./outbox-store";
import { keepKey, unsealStore } from "./seal";
import { sendDrafts } from "./send-drafts";

let started: string | null = null;

export async function startPhone(viewerId: string): Promise<void> {
  if (started === viewerId) return;
  started = viewerId;
  startFlush(viewerId);
  // what another person left is no reason to keep this one's entries waiting
  await leaveOthers(viewerId).catch(() => undefined);
  setDeviceViewer(viewerId);
  const { opened } = await unsealStore(viewerId);
  if (opened > 0) tell("added");
  await keepKey(viewerId);
  await sendDrafts(viewerId);
}
