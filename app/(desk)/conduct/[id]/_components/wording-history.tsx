import { getLocale, getTranslations } from "next-intl/server";
import { Timeline } from "@/components/ui/timeline";
import type { Wording } from "@/lib/conduct/queries";
import { isWithdrawn } from "@/lib/conduct/rules";

/** What stood at this place, from when to when, by whom and why; each leads to its records. */
export async function WordingHistory({ current, wordings }: { current: string; wordings: Wording[] }) {
  const t = await getTranslations("conduct");
  const isEnglish = (await getLocale()) === "en";
  return (
    <Timeline
      label={t("title.history")}
      items={wordings.map((one) => ({
        key: one.id,
        time: one.startsOn,
        dateTime: one.startsOn,
        tone: one.id === current ? ("info" as const) : ("neutral" as const),
        title:
          one.id === current ? (
            <span className="font-medium">{isEnglish ? one.textEn : one.text}</span>
          ) : (
            <a href={`/conduct/${one.id}`} className="text-accent hover:underline">
              {isEnglish ? one.textEn : one.text}
            </a>
          ),
        meta: (
          <span className="text-sm text-ink-soft">
            {isWithdrawn(one)
              ? t("status.withdrawn")
              : one.endsOn
                ? t("hint.until", { day: one.endsOn })
                : t("hint.now")}
            {one.isSample && ` · ${t("status.sample")}`}
          </span>
        ),
        children: [
          one.setterName && t("hint.changed", { name: one.setterName, reason: one.reason }),
          one.enderName && t("hint.changed", { name: one.enderName, reason: one.endReason }),
        ].some(Boolean) && (
          <p className="text-sm text-ink-soft">
            {one.setterName && t("hint.changed", { name: one.setterName, reason: one.reason })}
            {one.enderName && one.endReason !== one.reason && (
              <> {t("hint.changed", { name: one.enderName, reason: one.endReason })}</>
            )}
          </p>
        ),
      }))}
    />
  );
}
