import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orNotFound, type PageProps } from "@/app/_shared/page-props";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { getCadrePosts } from "@/lib/roster/posts/queries";
import { postsFilter } from "@/lib/roster/posts/schema";
import { CorrectionHistory } from "./_components/correction-history";
import { CorrectionPanel } from "./_components/correction-panel";
import { PostTable } from "./_components/post-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("roster.title");
  return { title: t("posts") };
}

/** 更正任职 of one cadre: what was entered wrongly, put right with its reason; what stood there stays readable. */
export default async function PostsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roster.correct");
  const asked = postsFilter.parse(await searchParams);
  const t = await getTranslations("roster");
  const cadresWords = await getTranslations("cadres.title");
  const { cadre: id } = asked;
  const cadre = id ? await orNotFound(read(viewer, (db) => getCadrePosts(db, id))) : null;
  const path = [{ label: cadresWords("list"), href: "/cadres" }];
  if (!cadre) {
    return (
      <>
        <PageHeader title={t("title.posts")} breadcrumbs={path} breadcrumbsLabel={t("nav.path")} />
        <EmptyState
          icon="people"
          title={t("empty.posts")}
          actions={<ButtonLink href="/cadres">{t("action.toCadres")}</ButtonLink>}
        />
      </>
    );
  }
  const isOwn = viewer.cadreId === cadre.id;
  const open = isOwn ? undefined : cadre.posts.find((post) => post.id === asked.post);
  const href = (over: Record<string, string> = {}) => addressOf("/cadres/posts", { cadre: cadre.id }, over);
  return (
    <>
      <PageHeader
        title={`${cadre.name} · ${t("title.posts")}`}
        subtitle={t("hint.posts")}
        breadcrumbs={[...path, { label: cadre.name, href: `/cadres/${cadre.id}` }]}
        breadcrumbsLabel={t("nav.path")}
      />
      {asked.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t("status.postSaved")}
        </Notice>
      )}
      {isOwn && <Notice className="mb-3">{t("reason.ownPost")}</Notice>}
      <div
        className={open ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4" : undefined}
      >
        {open && (
          <CorrectionPanel
            post={open}
            former={cadre.corrections.find((one) => one.id === asked.back && one.holdingId === open.id)}
            today={cityDay(new Date())}
            href={href}
          />
        )}
        <div className="flex min-w-0 flex-col gap-4">
          <Panel flush title={t("title.postsHeld")}>
            <PostTable posts={cadre.posts} openId={open?.id} editHref={isOwn ? undefined : href} />
          </Panel>
          <Panel title={t("title.corrections")}>
            <CorrectionHistory {...cadre} backHref={isOwn ? undefined : href} />
          </Panel>
        </div>
      </div>
    </>
  );
}
