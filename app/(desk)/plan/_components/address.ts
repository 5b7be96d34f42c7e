import { addressOf } from "@/components/ui/address";
import type { PlanFilter } from "@/lib/liaison/schema";

/** One view of the plan; at most one panel, and what was just saved. */
export const planHref = (view: PlanFilter["view"], over: Omit<Partial<PlanFilter>, "view"> = {}): string =>
  addressOf("/plan", { view: view === "meetings" ? undefined : view, ...over });
