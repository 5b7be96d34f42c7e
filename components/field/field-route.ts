/** Which page of the phone an address means; the same addresses as the server's pages. */
export type FieldRoute =
  | { name: "units" }
  | { name: "unit"; id: string; link: string | null }
  | { name: "new"; unit: string | null; method: string | null; draft: string | null; link: string | null }
  /** the form of an existing record is one page for both sizes */
  | { name: "amend"; id: string }
  | { name: "drafts" }
  | { name: "outbox" }
  | { name: "inbox" };

const ID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const UNIT = new RegExp(`^/field/units/(${ID})/?$`);
const WHOLE_ID = new RegExp(`^${ID}$`);

export function fieldRoute(address: Pick<URL, "pathname" | "searchParams">): FieldRoute {
  const path = address.pathname.replace(/\/$/, "");
  const id = (name: string): string | null => {
    const value = address.searchParams.get(name) ?? "";
    return WHOLE_ID.test(value) ? value.toLowerCase() : null;
  };
  const unit = UNIT.exec(path)?.[1];
  if (unit) return { name: "unit", id: unit.toLowerCase(), link: id("link") };
  switch (path) {
    case "/field/new": {
      const amend = id("amend");
      if (amend) return { name: "amend", id: amend };
      return { name: "new", unit: id("unit"), method: id("method"), draft: id("draft"), link: id("link") };
    }
    case "/field/drafts":
      return { name: "drafts" };
    case "/field/outbox":
      return { name: "outbox" };
    case "/field/inbox":
      return { name: "inbox" };
    default:
      return { name: "units" };
  }
}
