import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { CorrectedPost } from "@/lib/roster/posts/queries";

type Props = {
  posts: readonly CorrectedPost[];
  openId?: string;
  editHref?: (over: Record<string, string>) => string;
};

export async function PostTable({ posts, openId, editHref }: Props) {
  const t = await getTranslations("roster");
  const words = await getTranslations("cadres");
  const dates = await cityDates();
  const columns: Column<CorrectedPost>[] = [
    {
      key: "post",
      header: t("field.postTitle"),
      cell: (post) => (
        <>
          {post.unitName} {post.title}
          {!post.isPrimary && <span className="ml-1 text-sm text-ink-soft">{words("hint.notPrimary")}</span>}
        </>
      ),
    },
    { key: "level", header: words("field.level"), width: "9rem", minor: true, cell: ({ level }) => level },
    {
      key: "tier",
      header: words("field.tier"),
      width: "7rem",
      nowrap: true,
      minor: true,
      cell: ({ tier }) => words(`status.${tier.toLowerCase() as Lowercase<typeof tier>}`),
    },
    {
      key: "span",
      header: t("field.postSpan"),
      width: "18rem",
      cell: ({ startsOn, endsOn }) =>
        t("hint.postSpan", {
          from: dates.day(startsOn),
          until: endsOn ? dates.day(endsOn) : words("hint.openEnded"),
        }),
    },
  ];
  if (editHref)
    columns.push({
      key: "actions",
      header: <span className="sr-only">{t("action.correctPost")}</span>,
      width: "5rem",
      nowrap: true,
      cell: (post) => (
        <ButtonLink
          size="sm"
          href={editHref({ post: post.id })}
          scroll={false}
          aria-label={t("action.correctPostOf", { post: `${post.unitName} ${post.title}` })}
        >
          {t("action.correctPost")}
        </ButtonLink>
      ),
    });
  return (
    <DataTable
      flush
      caption={t("hint.postsTable")}
      rows={posts}
      rowKey={({ id }) => id}
      isSelected={({ id }) => id === openId}
      empty={<EmptyState title={words("empty.posts")} />}
      columns={columns}
    />
  );
}
