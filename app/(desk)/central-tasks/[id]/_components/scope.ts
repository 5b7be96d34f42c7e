import { recordsHref } from "@/app/_shared/records-href";
import { addressOf } from "@/components/ui/address";
import type { ObservationFilter } from "@/lib/observations/schema";
import type { Day } from "@/lib/platform/clock";

/** What every number of the page opens: the counted records of the task, up to the day of the page. */
export type Scope = { taskId: string; on?: Day };

export const scopeRecords = ({ taskId, on }: Scope, more: ObservationFilter = {}): string =>
  recordsHref({ task: taskId, state: "counted", to: on, ...more });

export const scopeResults = ({ taskId }: Scope, cadre?: string): string =>
  addressOf("/achievements", { task: taskId, cadre, state: "corroborated" });
