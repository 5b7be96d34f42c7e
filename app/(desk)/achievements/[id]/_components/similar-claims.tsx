import { getTranslations } from "next-intl/server";
import { AchievementMark } from "@/components/achievement/marks";
import { Panel } from "@/components/ui/panel";
import type { SimilarClaim } from "@/lib/achievements/queries";

/** Perhaps the same result twice: same cadre, overlapping time, similar words. */
export async function SimilarClaims({ claims }: { claims: SimilarClaim[] }) {
  if (claims.length === 0) return null;
  const t = await getTranslations("achievements");
  return (
    <Panel title={t("title.similar")} note={t("hint.similar")}>
      <ul className="flex flex-col gap-2">
        {claims.map((claim) => (
          <li key={claim.id}>
            <a href={`/achievements/${claim.id}`} className="text-accent">
              {claim.claim}
            </a>{" "}
            <AchievementMark state={claim.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
