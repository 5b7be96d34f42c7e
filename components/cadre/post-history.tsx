import { getTranslations } from "next-intl/server";
import type { Post } from "@/lib/cadres/file/queries";
import { timeInPost } from "@/lib/cadres/file/rules";
import { type Day, daysBetween } from "@/lib/platform/clock";
import { periodText } from "./days";

/** Newest first. The bar shows when a post was held within the whole career; the words say the same. */
export async function PostHistory({
  posts,
  asOf,
  hasUnitPages,
}: {
  posts: Post[];
  asOf: Day;
  hasUnitPages: boolean;
}) {
  const t = await getTranslations("cadres");
  const first = posts.map((post) => post.startsOn).sort()[0] ?? asOf;
  const career = Math.max(1, daysBetween(first, asOf));
  const share = (from: Day, to: Day) => `${((daysBetween(from, to) / career) * 100).toFixed(2)}%`;
  const inPost = (post: Post): string => {
    const time = timeInPost(post.startsOn, post.endsOn ?? asOf);
    return time.years + time.months === 0 ? t("hint.underAMonth") : t("hint.timeInPost", time).trim();
  };
  if (posts.length === 0) return <p className="text-ink-hint">{t("empty.posts")}</p>;
  return (
    <ol className="divide-y divide-line">
      {posts.map((post) => (
        <li
          key={`${post.startsOn} ${post.unitId} ${post.title}`}
          className="keep-together grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-3 py-1.5 first:pt-0 last:pb-0 sm:grid-cols-[8.5rem_5rem_minmax(0,1fr)]"
        >
          <time dateTime={post.startsOn} className="whitespace-nowrap text-ink-soft">
            {periodText(post.startsOn, post.endsOn, t("hint.openEnded"))}
          </time>
          <span aria-hidden className="mt-[7px] h-2 bg-paper-deep max-sm:hidden">
            <span
              className={`print-color block h-full min-w-[2px] ${post.endsOn ? "bg-ramp-3" : "bg-ramp-5"}`}
              style={{
                marginLeft: share(first, post.startsOn),
                width: share(post.startsOn, post.endsOn ?? asOf),
              }}
            />
          </span>
          <span className="min-w-0">
            <span className={post.endsOn ? undefined : "font-medium"}>
              {hasUnitPages ? (
                <a href={`/units/${post.unitId}`} className="hover:text-accent hover:underline">
                  {post.unitName}
                </a>
              ) : (
                post.unitName
              )}{" "}
              {post.title}
            </span>
            <span className="ml-2 text-sm text-ink-soft max-sm:ml-0 max-sm:block">
              {post.level} · {t(`status.${tierKey(post.tier)}`)}
              {!post.isPrimary && ` · ${t("hint.notPrimary")}`}
              {` · ${inPost(post)}`}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

const tierKey = (tier: Post["tier"]) => tier.toLowerCase() as Lowercase<Post["tier"]>;
