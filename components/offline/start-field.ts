/** Makes this phone ready for work without a network: kit, then worker. Where either is impossible, pages come from the server. */
import { refreshKit } from "./refresh-kit";

const WORKER = "/field-worker.js";

export async function startField(): Promise<void> {
  const news = await refreshKit("page");
  // the worker's pages read the kit from the store: without one they would be empty
  if (news.kind !== "kit" || !news.isKept) return;
  await registerWorker();
}

export async function registerWorker(): Promise<void> {
  // served by a development server, a kept script would hide every change; over plain http there is none
  if (process.env.NODE_ENV === "development" || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(WORKER, { scope: "/field" }).catch(() => null);
}
