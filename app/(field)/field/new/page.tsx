import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { amendObservation, logObservation, saveDraft } from "@/app/_actions/observations";
import { fieldPage } from "@/app/_shared/field-page";
import type { PageProps } from "@/app/_shared/page-props";
import { entryOfKit } from "@/components/field/entry-of-kit";
import { FieldFrame } from "@/components/field/field-frame";
import { MethodAbout } from "@/components/field/method-about";
import { EntryForm } from "@/components/observation/form/entry-form";
import { entryFilter } from "@/lib/observations/form/schema";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field.title");
  return { title: t("new") };
}

export default async function FieldEntryPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("observations.log");
  const {
    amend,
    unit = null,
    method = null,
    draft = null,
    link = null,
  } = entryFilter.parse(await searchParams);
  // the form of an existing record is one page for both sizes
  if (amend) redirect(`/observations/new?amend=${amend}`);
  const { kit, words, locale, now } = await fieldPage(viewer);
  const entry = entryOfKit(kit, words, { unit, method, draft, link }, locale, now);
  if (!entry) redirect(unit && viewer.unitIds.includes(unit) ? `/field/units/${unit}` : "/field");
  return (
    <FieldFrame words={words} viewerId={viewer.id} title={entry.title} back={entry.form.links.back}>
      <MethodAbout about={entry.about} text={words.text} />
      <EntryForm
        {...entry.form}
        actions={{ log: logObservation, amend: amendObservation, save: saveDraft }}
      />
    </FieldFrame>
  );
}
