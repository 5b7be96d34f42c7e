/** Marks notices as read, and tells the bell of this page. */

const READ = "notices-read";
/** When this tab last marked something. */
const MARKED_AT = "notices-marked-at";
const SETTLING_MS = 10_000;

type Which = { ids: string[] } | { until: string };

/** What stays unread, or null where it did not arrive. `keepalive`: also while the page is being left. */
export async function markRead(viewerId: string, which: Which): Promise<number | null> {
  noteMark();
  try {
    const response = await fetch("/api/v1/notices/read", {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json", "x-author": viewerId },
      body: JSON.stringify(which),
    });
    if (!response.ok) return null;
    const { unread }: { unread: number } = await response.json();
    window.dispatchEvent(new CustomEvent(READ, { detail: unread }));
    return unread;
  } catch {
    return null;
  }
}

/** The page that a notice opened may have been asked for before the mark arrived. */
export function wasJustMarked(): boolean {
  try {
    return Date.now() - Number(window.sessionStorage.getItem(MARKED_AT)) < SETTLING_MS;
  } catch {
    return false;
  }
}

function noteMark(): void {
  try {
    window.sessionStorage.setItem(MARKED_AT, String(Date.now()));
  } catch {
    // forbidden: then the bell is right with the next page
  }
}

export function onRead(hear: (unread: number) => void): () => void {
  const listener = (event: Event) => hear(Number((event as CustomEvent<number>).detail));
  window.addEventListener(READ, listener);
  return () => window.removeEventListener(READ, listener);
}
