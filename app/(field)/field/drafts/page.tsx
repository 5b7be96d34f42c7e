import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Drafts } from "@/app/_shared/drafts";
import { listDrafts } from "@/lib/observations/drafts/queries";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { FieldFrame } from "../_components/field-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("drafts") };
}

export default async function FieldDraftsPage() {
  const viewer = await pageViewer("observations.log");
  const drafts = await read(viewer, (db) => listDrafts(db));
  const t = await getTranslations("observations");
  return (
    <FieldFrame title={t("title.drafts")} tab="drafts" draftCount={drafts.length}>
      <p className="mb-2.5 text-sm text-ink-hint">{t("hint.draftsHint")}</p>
      <Drafts viewerId={viewer.id} drafts={drafts} base="/field/new" layout="phone" />
    </FieldFrame>
  );
}
