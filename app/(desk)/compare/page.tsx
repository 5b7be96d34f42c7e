import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { comparisonWords, postOf } from "@/app/_shared/comparison-words";
import type { PageProps } from "@/app/_shared/page-props";
import { ComparisonTable } from "@/components/comparison/comparison-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { findPositionName, getComparison } from "@/lib/comparison/queries";
import { comparisonFilter } from "@/lib/comparison/schema";
import { addressWith, comparisonRows } from "@/lib/comparison/table/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { NotFound } from "@/lib/platform/result";
import { ComparisonHead } from "./_components/comparison-head";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("comparison.title");
  return { title: t("page") };
}

export default async function ComparePage({ searchParams }: PageProps) {
  const viewer = await pageViewer("comparison.open");
  const search = await searchParams;
  // without script the boxes of the list are sent as they are
  const filter = comparisonFilter.parse({ ...search, cadres: search.cadres ?? search.picked });
  const today = cityDay(new Date());
  const t = await getTranslations("comparison");
  if (filter.cadres.length === 0) return <Choose title={t("empty.page")}>{t("hint.choose")}</Choose>;
  const opened = await read(viewer, async (db) => ({
    compared: await getComparison(db, viewer, filter, today),
    position: await findPositionName(db, filter.position),
  })).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (!opened) return <Choose title={t("empty.closed")}>{t("hint.closed")}</Choose>;
  const { compared, position } = opened;
  const asOf = compared[0]?.file.asOf ?? today;
  const words = await comparisonWords(asOf);
  const rows = comparisonRows(compared, { asOf, on: filter.on, names: filter.recorders === "shown" }, words);
  return (
    <>
      <ComparisonHead {...{ viewer, filter, position, asOf, today }} />
      {asOf !== today && (
        <Notice kind="caution" className="mb-3">
          {t("hint.asOfPast", { day: asOf })}
        </Notice>
      )}
      <ComparisonTable
        caption={t("title.page")}
        rows={rows}
        people={compared.map(({ file }) => ({
          id: file.id,
          name: file.name,
          post: postOf(file, words.cadres("status.noPost")),
          href: addressWith(`/cadres/${file.id}`, { on: filter.on }),
        }))}
        words={{ row: t("field.row"), differ: t("hint.differ"), differMark: t("hint.differMark") }}
      />
    </>
  );
}

async function Choose({ title, children }: { title: string; children: string }) {
  const t = await getTranslations("comparison");
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.about")} />
      <EmptyState
        icon="people"
        title={title}
        actions={<ButtonLink href="/cadres">{t("action.toList")}</ButtonLink>}
      >
        {children}
      </EmptyState>
    </>
  );
}
