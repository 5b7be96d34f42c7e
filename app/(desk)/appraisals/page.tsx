import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { BatchTable } from "@/components/roster/batch-table";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { listBatches } from "@/lib/roster/queries";
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
          <BatchTable
            rows={batches}
            hrefOf={({ id }) => `/appraisals/imports/${id}`}
            caption={t("hint.importsTable")}
            empty={{ title: t("empty.imports"), next: t("empty.importsNext") }}
            outcome={({ added, changed }) => t("hint.outcome", { added, changed })}
          />
        </Panel>
      </div>
    </>
  );
}
