import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { MeetingState } from "@/lib/meetings/schema";

const STATES: Record<MeetingState, { tone: Tone; icon: IconName }> = {
  REQUESTED: { tone: "info", icon: "mail" },
  CONVENED: { tone: "info", icon: "calendar" },
  HELD: { tone: "caution", icon: "pen" },
  SIGNING: { tone: "caution", icon: "clock" },
  SIGNED: { tone: "positive", icon: "checkCircle" },
  CANCELLED: { tone: "neutral", icon: "minus" },
  DECLINED: { tone: "neutral", icon: "minus" },
};

export async function MeetingMark({ state }: { state: MeetingState }) {
  const t = await getTranslations("meetings.status");
  return <Badge {...STATES[state]}>{t(state)}</Badge>;
}
