import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { HandoverState } from "@/lib/handovers/schema";

const STATES: Record<HandoverState, { tone: Tone; icon: IconName }> = {
  WAITING: { tone: "info", icon: "clock" },
  ADMITTED: { tone: "positive", icon: "check" },
  DECLINED: { tone: "caution", icon: "return" },
};

export async function HandoverMark({ state }: { state: HandoverState }) {
  const t = await getTranslations("handovers.status");
  return <Badge {...STATES[state]}>{t(state.toLowerCase())}</Badge>;
}
