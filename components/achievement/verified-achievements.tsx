import { getTranslations } from "next-intl/server";
import { counted } from "@/components/punctuation/counted";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { OFFICE_LANGUAGE, Written } from "@/components/ui/written";
import { CONTRIBUTIONS } from "@/lib/achievements/schema";
import type { VerifiedAchievement } from "@/lib/achievements/verified/queries";
import { marks } from "../punctuation/marks";
import { figuresText } from "./figures";

/** In the cadre's file: what is corroborated, with their own part and the figures; each opens its sources. */
export async function VerifiedAchievements({
  claims,
  hasPages,
}: {
  claims: VerifiedAchievement[];
  /** in one's own file the sources stay closed */
  hasPages: boolean;
}) {
  const t = await getTranslations("achievements");
  const m = await marks();
  return (
    <Panel title={t("title.verified")} note={await counted("items", claims.length)} id="verified">
      {claims.length === 0 ? (
        <p className="text-ink-hint">{t("empty.verified")}</p>
      ) : (
        CONTRIBUTIONS.map((contribution) => ({
          contribution,
          own: claims.filter((claim) => claim.contribution === contribution),
        })).map(
          ({ contribution, own }) =>
            own.length > 0 && (
              <section key={contribution} className="border-t border-line pt-2 first:border-0 first:pt-0">
                <h3 className="flex items-baseline gap-2 font-semibold">
                  {t(`status.${contribution.toLowerCase()}`)}
                  <span className="text-sm font-normal text-ink-hint">{own.length}</span>
                </h3>
                <ul className="flex flex-col divide-y divide-line">
                  {own.map((claim) => (
                    <li key={claim.id} className="keep-together py-2 first:pt-0 last:pb-0">
                      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                        {hasPages ? (
                          <a
                            href={`/achievements/${claim.id}`}
                            lang={OFFICE_LANGUAGE}
                            className="font-medium text-accent"
                          >
                            {claim.claim}
                          </a>
                        ) : (
                          <Written as="span" className="font-medium">
                            {claim.claim}
                          </Written>
                        )}
                        {claim.isMainBattlefield && (
                          <Badge tone="info" icon="flag">
                            {t("status.mainBattlefield")}
                          </Badge>
                        )}
                      </p>
                      <p className="mt-0.5 text-sm text-ink-soft">
                        {[
                          `${claim.startsOn} – ${claim.endsOn}`,
                          `${claim.unitName} ${claim.postTitle}`,
                          figuresText(claim, { target: t("field.target"), marks: m }),
                          claim.part,
                        ]
                          .filter(Boolean)
                          .join(m.gap)}
                      </p>
                    </li>
                  ))}
                </ul>
              </section>
            ),
        )
      )}
    </Panel>
  );
}
