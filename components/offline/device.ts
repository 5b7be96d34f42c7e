/** Whom this device serves now. Light, for the sign-in page needs it too. */
const VIEWER_KEY = "field-viewer";
const ACCOUNT_KEY = "field-account";

export const deviceViewer = (): string | null => read(VIEWER_KEY);

/** `account` where it is known; it stays known while the person stays the same. */
export function setDeviceViewer(viewerId: string | null, account?: string): void {
  if (account !== undefined || viewerId !== deviceViewer()) write(ACCOUNT_KEY, account ?? null);
  write(VIEWER_KEY, viewerId);
}

/**
 * At a sign-in: unless it is the same account again, this device serves nobody until it has asked the server who is
 * there, so that no page shows the last person's units to the next one.
 */
export function forgetOtherAccount(account: string): void {
  if (read(ACCOUNT_KEY) !== account) setDeviceViewer(null);
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value) window.localStorage.setItem(key, value);
    else window.localStorage.removeItem(key);
  } catch {
    // forbidden: then there is no store either
  }
}
