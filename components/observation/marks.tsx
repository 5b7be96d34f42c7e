/** The small marks of a record: state, polarity, method, dimensions. The words come from messages/observations. */
import { getLocale, getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { Dimension, ObservationState, Polarity } from "@/lib/observations/schema";

const STATES: Record<ObservationState, { tone: Tone; icon: IconName }> = {
  SUBMITTED: { tone: "info", icon: "clock" },
  RETURNED: { tone: "caution", icon: "return" },
  ACCEPTED: { tone: "positive", icon: "check" },
  ARCHIVED: { tone: "neutral", icon: "file" },
};
const POLARITIES: Record<Polarity, { tone: Tone; icon: IconName }> = {
  POSITIVE: { tone: "positive", icon: "plus" },
  NEUTRAL: { tone: "neutral", icon: "minus" },
  ATTENTION: { tone: "attention", icon: "warning" },
};

export async function StateMark({ state }: { state: ObservationState }) {
  const t = await getTranslations("observations.status");
  return <Badge {...STATES[state]}>{t(state.toLowerCase())}</Badge>;
}

export async function PolarityMark({ polarity }: { polarity: Polarity }) {
  const t = await getTranslations("observations.status");
  return <Badge {...POLARITIES[polarity]}>{t(polarity.toLowerCase())}</Badge>;
}

export async function DimensionMarks({ dimensions }: { dimensions: Dimension[] }) {
  const t = await getTranslations("observations.status");
  return (
    <span className="inline-flex flex-wrap gap-1">
      {dimensions.map((dimension) => (
        <Badge key={dimension}>{t(dimension.toLowerCase())}</Badge>
      ))}
    </span>
  );
}

/** 示例 stands beside a method until the customer settles it. */
export async function MethodName({
  name,
  nameEn,
  isSample,
}: {
  name: string;
  nameEn: string;
  isSample?: boolean;
}) {
  const t = await getTranslations("observations.hint");
  const own = (await getLocale()) === "en" ? nameEn : name;
  return (
    <>
      {own}
      {isSample && (
        <span className="ml-1 text-sm text-ink-hint" title={t("sampleTitle")}>
          {t("sample")}
        </span>
      )}
    </>
  );
}
