import { addressOf } from "@/components/ui/address";
import type { ListFilter } from "@/lib/lists/schema";

const kept = ({ view, type, unit, task, on }: ListFilter) => ({
  view: view === "outstanding" ? undefined : view,
  type,
  unit,
  task,
  on,
});

export const listHref = (filter: ListFilter, more: { saved?: "rule"; after?: string } = {}): string =>
  addressOf("/lists", { ...kept(filter), edit: more.saved ? undefined : filter.edit, ...more });
export const exportHref = (filter: ListFilter): string => addressOf("/api/v1/lists/workbook", kept(filter));
