import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { type EnoughEvidence, type Strength, strengthVerdict } from "@/lib/cadres/rules";

/** 证据厚度 in words; a number of sources, never a grade of the person. */
export async function StrengthMark({ strength, enough }: { strength: Strength; enough: EnoughEvidence }) {
  const t = await getTranslations("cadres");
  const verdict = strengthVerdict(strength, enough);
  switch (verdict.kind) {
    case "none":
      return <Badge icon="minus">{t("status.none")}</Badge>;
    case "thin":
      return (
        <Badge tone="caution" icon={true}>
          {t("hint.thin")}
        </Badge>
      );
    case "enough":
      return (
        <Badge tone="neutral" icon="check">
          {t("hint.enough")}
        </Badge>
      );
  }
}
