/** The kit on this device: in its person's own database, and gone when they sign out or lose the right. */
import type { PhoneKit } from "@/components/field/field-words";
import { usableKit } from "@/lib/field/kit/rules";
import { cityDay } from "@/lib/platform/clock";
import { deviceViewer, setDeviceViewer } from "./device";
import { openStore } from "./store";

/** `etag` is the mark under which the server knows this content. */
export type KeptKit = { kit: PhoneKit; etag: string };

const KEY = "kit";

const isKept = (stored: unknown): stored is KeptKit =>
  typeof stored === "object" && stored !== null && "kit" in stored && "etag" in stored;

/** What may be shown now; reference data that is too old leaves the device here. */
export async function readKit(viewerId: string): Promise<KeptKit | null> {
  const store = await openStore(viewerId);
  const stored: unknown = await store?.get("kit", KEY);
  if (!isKept(stored)) return null;
  const at = new Date();
  const kit = usableKit(stored.kit, { at, day: cityDay(at) });
  // another content than the server's: it must be asked without the mark
  const kept = kit === stored.kit ? stored : { kit, etag: "" };
  if (kit !== stored.kit && stored.etag !== "") await store?.put("kit", kept, KEY);
  return kept;
}

const leaving = new Set<string>();
/** At sign-out: an answer that is still on its way must not bring the kit back. */
export function stopKeepingKit(viewerId: string): void {
  leaving.add(viewerId);
}

/** Whether it is here now; storage may be full or forbidden. The device serves the kit's person from now on. */
export async function keepKit(kept: KeptKit): Promise<boolean> {
  const { id, account } = kept.kit.viewer;
  if (leaving.has(id)) return false;
  const before = deviceViewer();
  if (before && before !== id) await removeKit(before);
  setDeviceViewer(id, account);
  const store = await openStore(id);
  return (
    (await store
      ?.put("kit", kept, KEY)
      .then(() => true)
      .catch(() => false)) ?? false
  );
}

export async function removeKit(viewerId: string): Promise<void> {
  await (await openStore(viewerId))?.delete("kit", KEY);
}
