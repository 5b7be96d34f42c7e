import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/ui/timeline";
import { TIERS } from "@/lib/cadres/schema";
import { cityDay } from "@/lib/platform/clock";
import type { CadrePosts } from "@/lib/roster/posts/queries";

const TOLD = ["title", "level", "tier", "starts_on", "ends_on"] as const;

type Props = Pick<CadrePosts, "posts" | "corrections"> & {
  backHref?: (over: Record<string, string>) => string;
};

/** Who put what right, when and why, and the way back. */
export async function CorrectionHistory({ posts, corrections, backHref }: Props) {
  const t = await getTranslations("roster");
  const words = await getTranslations("cadres");
  if (corrections.length === 0) return <p className="text-ink-soft">{t("empty.corrections")}</p>;
  const told = (key: (typeof TOLD)[number], value: unknown): string => {
    if (value === null || value === undefined) return words("hint.openEnded");
    const tier = key === "tier" ? TIERS.find((one) => one === value) : undefined;
    return tier ? words(`status.${tier.toLowerCase() as Lowercase<typeof tier>}`) : String(value);
  };
  return (
    <Timeline
      label={t("title.corrections")}
      items={corrections.map(({ id, holdingId, at, actorName, reason, before, after }) => {
        const post = posts.find((one) => one.id === holdingId);
        const name = post ? `${post.unitName} ${post.title}` : "";
        return {
          key: id,
          time: cityDay(at),
          dateTime: at.toISOString(),
          title: name,
          children: (
            <>
              {TOLD.filter((key) => key in after).map((key) => (
                <p key={key}>
                  {t("hint.postChanged", {
                    field: t(`field.postColumn.${key}`),
                    before: told(key, before[key]),
                    after: told(key, after[key]),
                  })}
                </p>
              ))}
              <p className="text-sm text-ink-soft">
                {t("hint.postChangedBy", { name: actorName, reason })}
                {backHref && (
                  <a
                    href={backHref({ post: holdingId, back: id })}
                    aria-label={t("action.restorePostOf", { post: name })}
                    className="ml-2 text-accent underline underline-offset-3"
                  >
                    {t("action.restorePost")}
                  </a>
                )}
              </p>
            </>
          ),
        };
      })}
    />
  );
}
