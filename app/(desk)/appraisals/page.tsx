import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { BatchMark } from "@/components/roster/marks";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { momentText } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { type BatchRow, listBatches } from "@/lib/roster/queries";
import { LIMITS } from "@/lib/roster/schema";
import { GradesUpload } from "./_components/grades-upload";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("grades.title");
  return { title: t("page") };
}

export default async function GradesPage() {
  const viewer = await pageViewer("appraisals.record");
  const batches = await read(viewer, (db) => listBatches(db, "GRADES"));
  const t = await getTranslations("grades");
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t("hint.page")}
        actions={
          <ButtonLink icon="download" href="/api/v1/appraisals/template" prefetch={false}>
            {t("action.template")}
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel title={t("title.upload")}>
          <GradesUpload
            messages={await formMessages("grades")}
            most={LIMITS.fileBytes}
            words={{ file: t("field.file"), hint: t("hint.upload"), submit: t("action.upload") }}
          />
        </Panel>
        <Panel flush title={t("title.imports")}>
          <BatchTable rows={batches} />
        </Panel>
      </div>
    </>
  );
}

async function BatchTable({ rows }: { rows: readonly BatchRow[] }) {
  const t = await getTranslations("grades");
  return (
    <DataTable
      flush
      caption={t("hint.importsTable")}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/appraisals/imports/${id}`}
      empty={
        <EmptyState icon="upload" title={t("empty.imports")}>
          {t("empty.importsNext")}
        </EmptyState>
      }
      columns={[
        { key: "file", header: t("field.fileName"), cell: ({ fileName }) => fileName },
        {
          key: "at",
          header: t("field.uploadedAt"),
          nowrap: true,
          width: "11rem",
          cell: ({ uploadedAt }) => momentText(uploadedAt),
        },
        {
          key: "by",
          header: t("field.uploader"),
          minor: true,
          width: "8rem",
          cell: (row) => row.uploaderName,
        },
        {
          key: "state",
          header: t("field.state"),
          nowrap: true,
          width: "8rem",
          cell: ({ state }) => <BatchMark state={state} />,
        },
        {
          key: "outcome",
          header: t("field.outcome"),
          minor: true,
          width: "18rem",
          cell: (row) =>
            row.state === "CONFIRMED" ? t("hint.outcome", { added: row.added, changed: row.changed }) : "",
        },
      ]}
    />
  );
}
