import { addressOf } from "@/components/ui/address";
import type { ConductFilter } from "@/lib/conduct/schema";

/** The lists as of a day; at most one panel, and what was just saved. */
export const conductHref = (filter: Pick<ConductFilter, "on">, over: Partial<ConductFilter> = {}): string =>
  addressOf("/conduct", { on: filter.on }, over);
