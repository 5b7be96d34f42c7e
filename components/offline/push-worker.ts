/**
 * The part of the service worker that tells of notices. Like the rest of it the route sends this function's own text,
 * so nothing from outside may be named in it. What arrives holds a kind and a number; what it is about is read on the
 * page that a tap opens.
 */
type Told = { waitUntil(work: Promise<unknown>): void };
export type PushScope = {
  addEventListener(
    kind: "push",
    listener: (event: Told & { data: { json(): unknown } | null }) => void,
  ): void;
  addEventListener(
    kind: "notificationclick",
    listener: (event: Told & { notification: { close(): void } }) => void,
  ): void;
  navigator: { language: string };
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  clients: {
    matchAll(options: { type: "window" }): Promise<readonly { url: string; focus(): Promise<unknown> }[]>;
    openWindow(address: string): Promise<unknown>;
  };
};
export type PushTexts = Record<"zh-CN" | "en", { title: string; body: string }>;

export function pushWorker(scope: PushScope, texts: PushTexts): void {
  const INBOX = "/field/inbox";

  const countOf = (data: { json(): unknown } | null): number => {
    try {
      return Math.max(1, Math.trunc(Number(Reflect.get(Object(data?.json()), "count"))) || 1);
    } catch {
      return 1;
    }
  };

  async function open(): Promise<void> {
    const windows = await scope.clients.matchAll({ type: "window" });
    const inbox = windows.find((one) => new URL(one.url).pathname === INBOX);
    // a form in another window stays as it is
    await (inbox ? inbox.focus() : scope.clients.openWindow(INBOX));
  }

  scope.addEventListener("push", (event) => {
    const { title, body } = texts[scope.navigator.language.startsWith("zh") ? "zh-CN" : "en"];
    const text = body.replace("{count}", String(countOf(event.data)));
    // one tag: the newest number takes the place of the one before
    event.waitUntil(scope.registration.showNotification(title, { body: text, tag: "notices" }));
  });
  scope.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open());
  });
}
