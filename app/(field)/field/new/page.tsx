import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MethodLine } from "@/app/_shared/entry-head";
import { entryPage } from "@/app/_shared/entry-page";
import type { PageProps } from "@/app/_shared/page-props";
import { EntryForm } from "@/components/observation/form/entry-form";
import { Icon } from "@/components/ui/icon";
import { entryFilter } from "@/lib/observations/form/schema";
import { pageViewer } from "@/lib/platform/request";
import { FieldFrame } from "../_components/field-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("new") };
}

export default async function FieldEntryPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("observations.log");
  const { amend, ...asked } = entryFilter.parse(await searchParams);
  // the form of an existing record is one page for both sizes
  if (amend) redirect(`/observations/new?amend=${amend}`);
  const page = await entryPage(viewer, "phone", asked);
  if (page.kind !== "form") redirect(asked.unit ? `/field/units/${asked.unit}` : "/field");
  const t = await getTranslations("observations.field");
  return (
    <FieldFrame
      title={`${page.form.method.name} · ${page.unit.shortName}`}
      back={`/field/units/${page.unit.id}`}
    >
      <details className="group -mt-2.5 mb-1">
        <summary className="flex min-h-11 list-none items-center gap-1 text-sm text-ink-hint">
          <Icon name="info" className="size-3.5" />
          {t("method")}
          <Icon name="chevronDown" className="size-3.5 group-open:rotate-180" />
        </summary>
        <MethodLine method={page.method} due={page.due} unitId={page.unit.id} />
      </details>
      <EntryForm {...page.form} />
    </FieldFrame>
  );
}
