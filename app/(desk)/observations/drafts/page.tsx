import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Drafts } from "@/app/_shared/drafts";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { listDrafts } from "@/lib/observations/drafts/queries";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("drafts") };
}

export default async function DraftsPage() {
  const viewer = await pageViewer("observations.log");
  const drafts = await read(viewer, (db) => listDrafts(db));
  const t = await getTranslations("observations");
  return (
    <>
      <PageHeader
        title={t("title.drafts")}
        subtitle={t("hint.draftsHint")}
        actions={
          <ButtonLink variant="primary" icon="pen" href="/observations/new">
            {t("title.new")}
          </ButtonLink>
        }
      />
      <div className="max-w-[60rem]">
        <Drafts viewerId={viewer.id} drafts={drafts} base="/observations/new" layout="desk" />
      </div>
    </>
  );
}
