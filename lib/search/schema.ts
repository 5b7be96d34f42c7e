import { z } from "zod";
import { addressText } from "@/lib/platform/address";

export const GROUPS = ["units", "cadres", "tasks", "cases", "claims", "records"] as const;
export type SearchGroup = (typeof GROUPS)[number];

/** The page's address; what does not parse is dropped. */
export const searchFilter = z.object({
  q: addressText(80).catch("").default(""),
  /** one group in full */
  in: z.enum(GROUPS).optional().catch(undefined),
});

/** What the dialog asks; nothing, or too long a text, finds nothing, as in an address. */
export const searchInput = searchFilter.pick({ q: true }).catch({ q: "" });
