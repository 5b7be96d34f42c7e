import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { dimensionWords } from "@/app/_shared/dimension-words";
import { entryWords } from "@/app/_shared/entry-words";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { findMethodDraft, listVersions } from "@/lib/methods/versions/queries";
import { freshEntry } from "@/lib/observations/form/rules";
import { LIMITS } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { MethodPreview } from "./_components/method-preview";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("methods.title");
  return { title: t("preview") };
}

/** The draft (or the newest version) as an observer's phone will show it; nothing of it is sent or kept. */
export default async function MethodPreviewPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("methods.edit");
  const id = idOr404((await params).id);
  const content = await orNotFound(
    read(viewer, async (db) => {
      const [last] = await listVersions(db, id);
      const { draft } = await findMethodDraft(db, id);
      return draft?.content ?? last?.content ?? null;
    }),
  );
  if (!content) return null;
  const t = await getTranslations("methods");
  const locale = await getLocale();
  const name = locale === "en" ? content.nameEn : content.name;
  return (
    <>
      <PageHeader
        title={t("title.previewOf", { name })}
        breadcrumbs={[
          { label: t("title.page"), href: "/methods" },
          { label: name, href: `/methods/${id}` },
        ]}
        breadcrumbsLabel={t("title.page")}
      />
      <Notice kind="info" className="mb-4">
        {t("hint.preview")}
      </Notice>
      <MethodPreview
        title={t("hint.previewTitle", { name })}
        locale={locale}
        fields={content.fields}
        asksEvidence={content.isEvidenceAsked}
        fresh={freshEntry({
          fields: content.fields,
          confidentiality: content.defaultConfidentiality,
          lastPlace: "",
          now: new Date(),
        })}
        limits={{
          fact: LIMITS.fact,
          judgement: LIMITS.judgement,
          evidenceNote: LIMITS.evidenceNote,
          reason: LIMITS.reason,
        }}
        people={[t("hint.samplePerson", { no: 1 }), t("hint.samplePerson", { no: 2 })]}
        post={t("hint.samplePost")}
        evidence={t("hint.sampleEvidence")}
        words={await entryWords("new", "/methods")}
        dimensions={await dimensionWords()}
      />
    </>
  );
}
