import { addressOf } from "@/components/ui/address";
import type { GradesFilter } from "@/lib/roster/grades/schema";

/** One view of one import. */
export const gradesHref = (id: string, over: Partial<GradesFilter> = {}): string =>
  addressOf(`/appraisals/imports/${id}`, {
    view: over.view === "ALL" ? undefined : over.view,
    q: over.q || undefined,
    page: over.page && over.page > 1 ? String(over.page) : undefined,
  });
