/** Who settles an entry whose unit had gone to another observer (product.md: Assignment, rules 5 and 6). */
import { type Refusal, refuse } from "@/lib/platform/result";
import type { HandoverState } from "./schema";

export type HandoverReason =
  | "handovers.reason.alreadySettled"
  | "handovers.reason.notForYou"
  | "handovers.reason.ownEntry";

type Known = {
  state: HandoverState;
  authorId: string;
  /** the viewer may read the text: what one cannot read one does not settle */
  isReadable: boolean;
  /** the viewer is the author, and the assignment was corrected meanwhile */
  isHeldAfterAll: boolean;
};

export function settleRefusal(handover: Known, viewer: { id: string }): Refusal<HandoverReason> | null {
  if (handover.state !== "WAITING") return refuse("handovers.reason.alreadySettled");
  if (handover.authorId === viewer.id && !handover.isHeldAfterAll) return refuse("handovers.reason.ownEntry");
  return handover.isReadable ? null : refuse("handovers.reason.notForYou");
}
