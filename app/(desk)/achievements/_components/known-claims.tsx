import { getTranslations } from "next-intl/server";
import { AchievementMark } from "@/components/achievement/marks";
import { Notice } from "@/components/ui/notice";
import type { ClaimOfCadre } from "@/lib/achievements/lineage/queries";

/** Before one more is drafted: what is claimed already of the same cadres around that time. */
export async function KnownClaims({ claims }: { claims: ClaimOfCadre[] }) {
  if (claims.length === 0) return null;
  const t = await getTranslations("achievements");
  return (
    <Notice kind="info" title={t("title.known")} className="mb-4">
      <p className="mb-1.5 text-ink-soft">{t("hint.known")}</p>
      <ul className="flex flex-col gap-1">
        {claims.map((one) => (
          <li key={one.id}>
            <span className="text-sm text-ink-soft">{one.names}</span>{" "}
            <a href={`/achievements/${one.id}`} className="text-accent hover:underline">
              {one.claim}
            </a>{" "}
            <AchievementMark state={one.state} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
