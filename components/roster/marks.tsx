/** State of an import and verdict of a row, each with a sign of its own. */
import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { State, Verdict } from "@/lib/roster/schema";

const STATES: Record<State, { tone: Tone; icon: IconName }> = {
  PREVIEWED: { tone: "info", icon: "clock" },
  CONFIRMED: { tone: "positive", icon: "checkCircle" },
  UNDONE: { tone: "caution", icon: "minus" },
  DISCARDED: { tone: "neutral", icon: "minus" },
};
export async function BatchMark({ state }: { state: State }) {
  const t = await getTranslations("roster.status.batch");
  return <Badge {...STATES[state]}>{t(state)}</Badge>;
}

const VERDICTS: Record<Verdict, { tone: Tone; icon: IconName }> = {
  NEW: { tone: "positive", icon: "plus" },
  CHANGED: { tone: "info", icon: "pen" },
  SAME: { tone: "neutral", icon: "check" },
  DOUBTFUL: { tone: "caution", icon: "people" },
  FAULTY: { tone: "attention", icon: "error" },
};
export async function VerdictMark({ verdict }: { verdict: Verdict }) {
  const t = await getTranslations("roster.status.verdict");
  return <Badge {...VERDICTS[verdict]}>{t(verdict)}</Badge>;
}
