"use client";

import { isUnsent } from "@/lib/field/outbox/handling/rules";
import { useOutbox } from "./use-outbox";

/** On the tab: how many have not arrived whole. Nothing is no number. */
export function OutboxCount({ viewerId }: { viewerId: string }) {
  const outbox = useOutbox(viewerId);
  const count = outbox?.kept.filter((one) => !one.isReadable || isUnsent(one.item)).length ?? 0;
  return count > 0 ? count : null;
}
