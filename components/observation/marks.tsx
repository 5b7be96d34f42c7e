/** The small marks of a record: state, polarity, method, dimensions. The words come from messages/observations, those of the dimensions from the dictionary. */
import { getLocale, getTranslations } from "next-intl/server";
import { addressOf } from "@/components/ui/address";
import { Badge, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { ConductItem } from "@/lib/conduct/queries";
import type { DimensionWords } from "@/lib/dimensions/rules";
import type { Dimension } from "@/lib/dimensions/schema";
import type { ObservationState, Polarity } from "@/lib/observations/schema";

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

/** `words` as of the day that the page tells of. */
export function DimensionMarks({ dimensions, words }: { dimensions: Dimension[]; words: DimensionWords }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      {dimensions.map((dimension) => (
        <Badge key={dimension} title={words[dimension].hint || undefined}>
          {words[dimension].shortName}
        </Badge>
      ))}
    </span>
  );
}

/** 双十条 of a record; each opens the records with the same item. */
export async function ConductMarks({ items }: { items: ConductItem[] }) {
  const t = await getTranslations("observations");
  const isEnglish = (await getLocale()) === "en";
  return (
    <ul className="flex flex-col gap-1">
      {items.map((item) => (
        <li key={item.id}>
          <Badge tone={item.list === "POSITIVE" ? "positive" : "attention"}>
            {t(item.list === "POSITIVE" ? "status.positiveItem" : "status.negativeItem", {
              position: item.position,
            })}
          </Badge>{" "}
          <a href={addressOf("/observations", { item: item.id })} className="hover:underline">
            {isEnglish ? item.textEn : item.text}
          </a>
          {item.isSample && <span className="ml-1 text-sm text-ink-hint">{t("hint.sample")}</span>}
        </li>
      ))}
    </ul>
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
