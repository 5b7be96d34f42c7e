import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { PlanState } from "@/lib/assignments/plans/schema";

const TONES: Record<PlanState, Tone> = {
  DRAFT: "neutral",
  PROPOSED: "caution",
  APPROVED: "info",
  PUBLISHED: "positive",
  DISCARDED: "neutral",
};

export async function PlanMark({ state }: { state: PlanState }) {
  const t = await getTranslations("plans.status");
  return (
    <Badge tone={TONES[state]} icon={state === "DISCARDED" ? "close" : true}>
      {t(state)}
    </Badge>
  );
}
