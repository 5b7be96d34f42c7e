import { addressOf } from "@/components/ui/address";
import type { PlanFilter, PlansFilter } from "@/lib/assignments/plans/schema";

export const plansHref = (over: Partial<PlansFilter> = {}): string => addressOf("/assignments/plans", over);

/** One view of one plan; the other plan of a comparison stays while one looks around. */
export const planHref = (id: string, { view, ...over }: Partial<PlanFilter> = {}): string =>
  addressOf(`/assignments/plans/${id}`, { view: view === "changes" ? undefined : view, ...over });
