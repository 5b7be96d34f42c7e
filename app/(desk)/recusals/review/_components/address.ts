import { addressOf } from "@/components/ui/address";
import type { ReviewFilter } from "@/lib/recusals/schema";

/** The list of a year, with what is to stand open beside it. */
export const reviewHref = (over: Partial<ReviewFilter>): string => addressOf("/recusals/review", over);
