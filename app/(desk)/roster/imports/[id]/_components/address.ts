import { addressOf } from "@/components/ui/address";
import type { PreviewFilter } from "@/lib/roster/schema";

/** One view of one import. */
export const importHref = (id: string, over: Partial<PreviewFilter> = {}): string =>
  addressOf(`/roster/imports/${id}`, {
    ...over,
    view: over.view === "ALL" ? undefined : over.view,
    q: over.q || undefined,
    page: over.page && over.page > 1 ? String(over.page) : undefined,
  });
