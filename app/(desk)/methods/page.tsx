import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listCurrentMethods, type MethodVersion } from "@/lib/methods/queries";
import { sourceClassLabelKey } from "@/lib/methods/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("methods.title");
  return { title: t("page") };
}

export default async function MethodsPage() {
  const viewer = await pageViewer("methods.read");
  const methods = await read(viewer, (db) => listCurrentMethods(db, cityDay(new Date())));
  const t = await getTranslations("methods");
  const isEnglish = (await getLocale()) === "en";
  const columns: Column<MethodVersion>[] = [
    {
      key: "name",
      header: t("field.name"),
      nowrap: true,
      cell: (row) => (isEnglish ? row.nameEn : row.name),
    },
    {
      key: "isSample",
      header: t("field.state"),
      nowrap: true,
      cell: (row) =>
        row.isSample ? (
          <Badge tone="caution">{t("status.sample")}</Badge>
        ) : (
          <Badge tone="positive">{t("status.settled")}</Badge>
        ),
    },
    {
      key: "sourceClass",
      header: t("field.sourceClass"),
      nowrap: true,
      minor: true,
      cell: (row) => t(`status.${sourceClassLabelKey(row.sourceClass)}`),
    },
    { key: "minimum", header: t("field.minimumText"), minor: true, cell: (row) => row.minimumText },
    { key: "fields", header: t("field.fields"), align: "end", cell: (row) => row.fields.length },
    { key: "versionNo", header: t("field.version"), align: "end", cell: (row) => row.versionNo },
  ];
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.page")} />
      <Panel flush>
        <DataTable
          flush
          caption={t("title.page")}
          columns={columns}
          rows={methods}
          rowKey={(row) => row.methodId}
          rowHref={(row) => `/methods/${row.methodId}`}
          empty={null}
        />
      </Panel>
    </>
  );
}
