import { getTranslations } from "next-intl/server";
import { Stat } from "@/components/ui/stat";
import type { HeadCounts } from "@/lib/assignments/board/rules";
import type { Limits } from "@/lib/calendar/limits/rules";

/** Rules 1 and 2 in three numbers, each opens its part of the board. */
export async function AssignmentStats({ counts, limits }: { counts: HeadCounts; limits: Limits }) {
  const t = await getTranslations("home");
  return (
    <>
      <Stat
        label={t("field.covered")}
        value={`${counts.covered}/${counts.units}`}
        href={counts.gaps.length > 0 ? "/assignments?warning=uncovered" : "/assignments"}
        tone={counts.gaps.length > 0 ? "attention" : "positive"}
        note={counts.gaps.length > 0 ? t("hint.gaps", { count: counts.gaps.length }) : t("hint.noGaps")}
      />
      <Stat
        label={t("field.rotation")}
        value={counts.rotation}
        unit={t("field.units", { count: counts.rotation })}
        href="/assignments?warning=rotation"
        tone={counts.rotation > 0 ? "caution" : "neutral"}
        note={t("hint.rotation", { warning: limits.rotationWarningMonths, months: limits.rotationMonths })}
      />
      <Stat
        label={t("field.recusal")}
        value={counts.recusal}
        unit={t("field.units", { count: counts.recusal })}
        href="/assignments?warning=recusal"
        tone={counts.recusal > 0 ? "attention" : "neutral"}
        note={t("hint.recusal")}
      />
    </>
  );
}
