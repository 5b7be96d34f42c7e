const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For text and for quoted attributes alike. Everything that goes into a built string passes through here. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** Only addresses of this site: a value from the database can never become `javascript:` or another host. */
export function safeHref(href: string): string {
  if (!/^\/(?![/\\])/.test(href)) throw new Error(`Chart links stay on this site: ${href}`);
  return escapeHtml(href);
}
