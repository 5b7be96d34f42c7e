import { addressOf } from "@/components/ui/address";
import type { PromotionFilter } from "@/lib/boards/promotions/schema";

/** The same months and types, another part of the people. */
export const promotionsHref = (filter: PromotionFilter, over: Partial<PromotionFilter> = {}): string =>
  addressOf("/boards/promotions", filter, over);
