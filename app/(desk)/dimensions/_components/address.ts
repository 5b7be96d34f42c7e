import { addressOf } from "@/components/ui/address";

/** The words as of a day; at most one panel, and what was just saved. */
export const dimensionsHref = (on: string | undefined, over: Record<string, string> = {}): string =>
  addressOf("/dimensions", { on }, over);
