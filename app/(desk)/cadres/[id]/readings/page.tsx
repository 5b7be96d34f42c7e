import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { ReadingTable } from "@/components/cadre/readings";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { getCadreName, listReadings, PAGE_SIZE } from "@/lib/cadres/file/read-log/queries";
import { readingFilter } from "@/lib/cadres/file/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

type Props = PageProps<{ id: string }>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cadres.title");
  return { title: t("readings") };
}

export default async function ReadingsPage({ params, searchParams }: Props) {
  const viewer = await pageViewer("cadres.readings");
  const id = idOr404((await params).id);
  const { before } = readingFilter.parse(await searchParams);
  const { name, found } = await orNotFound(
    read(viewer, async (db) => ({
      name: await getCadreName(db, id),
      found: await listReadings(db, id, { before, size: PAGE_SIZE + 1 }),
    })),
  );
  const t = await getTranslations("cadres");
  const shown = found.slice(0, PAGE_SIZE);
  const last = found.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return (
    <>
      <PageHeader
        title={t("title.readingsOf", { name })}
        subtitle={t("hint.readings")}
        breadcrumbsLabel={t("title.list")}
        breadcrumbs={[
          { label: t("title.list"), href: "/cadres" },
          { label: name, href: `/cadres/${id}` },
        ]}
      />
      <ReadingTable readings={shown} />
      <Pager
        prevHref={before ? `/cadres/${id}/readings` : undefined}
        nextHref={last ? `/cadres/${id}/readings?before=${last.id}` : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      />
    </>
  );
}
