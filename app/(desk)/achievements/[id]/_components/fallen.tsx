import { getLocale, getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { Notice } from "@/components/ui/notice";
import type { AchievementEvent, AchievementPage } from "@/lib/achievements/queries";

/** A reason that begins with @ is a word of the product; it names the source, where the viewer sees that. */
export async function fallText(claim: AchievementPage, event: AchievementEvent): Promise<string> {
  if (!event.reason.startsWith("@")) return event.reason;
  const t = await getTranslations("achievements.hint");
  const isEnglish = (await getLocale()) === "en";
  const source = claim.sources.find((one) => one.id === event.sourceId);
  const name = source ? `${source.on ?? ""} ${isEnglish ? source.titleEn : source.title}`.trim() : "";
  return t(`fell_${event.reason.slice(1)}`, { source: name });
}

/** 回落: it was corroborated, and waits again; by what stands over the page until somebody decides. */
export async function Fallen({ claim }: { claim: AchievementPage }) {
  const [latest] = claim.events;
  if (claim.state !== "WAITING" || latest?.fromState !== "CORROBORATED") return null;
  const t = await getTranslations("achievements");
  return (
    <Notice kind="caution" title={t("title.fallen", { day: dayText(latest.at) })} className="mb-4">
      <p>{await fallText(claim, latest)}</p>
      <p>{t("hint.fallen")}</p>
    </Notice>
  );
}
