/** Marks notices as read, and tells the bell of this page. */

const READ = "notices-read";

type Which = { ids: string[] } | { until: string };

/** What stays unread, or null where it did not arrive. `keepalive`: also while the page is being left. */
export async function markRead(viewerId: string, which: Which): Promise<number | null> {
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

export function onRead(hear: (unread: number) => void): () => void {
  const listener = (event: Event) => hear(Number((event as CustomEvent<number>).detail));
  window.addEventListener(READ, listener);
  return () => window.removeEventListener(READ, listener);
}
