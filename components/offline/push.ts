/** This device and the push service of its browser: on, off, and off for good when its person signs out. */
import { registerWorker } from "./start-field";

const ADDRESS = "/api/v1/push";
const PATIENCE_MS = 15_000;
/** A slow line holds up nobody's sign-out. */
const LEAVE_MS = 2_000;

export type PushState =
  /** the browser or the system knows no push, or there is no line to ask by: nothing to offer */
  { kind: "none" } | { kind: "denied" } | { kind: "off"; key: string } | { kind: "on"; key: string };

const isPossible = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const send = (viewerId: string, method: "GET" | "POST" | "DELETE", body?: object): Promise<Response> =>
  fetch(ADDRESS, {
    method,
    keepalive: method === "DELETE",
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { "x-author": viewerId, ...(body ? { "content-type": "application/json" } : {}) },
    body: body && JSON.stringify(body),
  });

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/field");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export async function pushState(viewerId: string): Promise<PushState> {
  if (!isPossible()) return { kind: "none" };
  const response = await send(viewerId, "GET").catch(() => null);
  if (!response?.ok) return { kind: "none" };
  const { key, devices }: { key: string | null; devices: string[] } = await response.json();
  if (key === null) return { kind: "none" };
  if (Notification.permission === "denied") return { kind: "denied" };
  const mine = await subscription();
  // a device may still be subscribed for the person before
  return mine && devices.includes(mine.endpoint) ? { kind: "on", key } : { kind: "off", key };
}

/** After a tap: browsers ask their person only then. */
export async function turnOn(viewerId: string, key: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return { kind: "denied" };
  await registerWorker();
  const registration = await activeRegistration();
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  });
  const { endpoint, keys } = made.toJSON();
  const response = await send(viewerId, "POST", { endpoint, keys });
  if (response.ok) return { kind: "on", key };
  await made.unsubscribe();
  throw new Error(`push answered ${response.status}`);
}

export async function turnOff(viewerId: string, key: string): Promise<PushState> {
  await leavePush(viewerId);
  return { kind: "off", key };
}

/** Before the session ends. Without a line the browser's own end is enough: the address is dead from then on. */
export async function leavePush(viewerId: string): Promise<void> {
  if (!isPossible()) return;
  const made = await subscription().catch(() => null);
  if (!made) return;
  const left = Promise.allSettled([
    send(viewerId, "DELETE", { endpoint: made.endpoint }),
    made.unsubscribe(),
  ]);
  await Promise.race([left, new Promise((resolve) => setTimeout(resolve, LEAVE_MS))]);
}

async function activeRegistration(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.getRegistration("/field");
  if (!registration) throw new Error("no service worker");
  const coming = registration.installing ?? registration.waiting;
  if (!registration.active && coming) {
    await new Promise<void>((resolve, reject) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") resolve();
        else if (coming.state === "redundant") reject(new Error("service worker not installed"));
      });
    });
  }
  return registration;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
