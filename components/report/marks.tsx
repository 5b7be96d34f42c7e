import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ReportState } from "@/lib/reports/schema";

const TONES: Record<ReportState, Tone> = {
  FREEZING: "info",
  DRAFT: "caution",
  FINAL: "positive",
  SIGNED: "positive",
  DISCARDED: "neutral",
};

export async function ReportMark({ state }: { state: ReportState }) {
  const t = await getTranslations("reports.status");
  return (
    <Badge tone={TONES[state]} icon>
      {t(state)}
    </Badge>
  );
}
