import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { BatchState, Decision, Mark, PositionState, Stage } from "@/lib/reviews/schema";

const tones: Record<BatchState | PositionState | Stage | Decision | Mark, Tone> = {
  OPEN: "info",
  CLOSED: "positive",
  CANCELLED: "neutral",
  LISTING: "info",
  PREPARING: "caution",
  DECIDED: "positive",
  LONG: "neutral",
  SHORT: "info",
  DROPPED: "neutral",
  APPOINT: "positive",
  NOT_NOW: "neutral",
  DEFER: "caution",
  AGREE: "positive",
  QUESTION: "caution",
  SKIP: "neutral",
};

/** State of a batch, post or person, a decision or a view. */
export async function ReviewMark({ of }: { of: keyof typeof tones }) {
  const t = await getTranslations("reviews.status");
  return (
    <Badge tone={tones[of]} icon>
      {t(of)}
    </Badge>
  );
}
