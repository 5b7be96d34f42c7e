import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { BatchTable } from "@/components/roster/batch-table";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listBatches } from "@/lib/roster/queries";
import { LIMITS } from "@/lib/roster/schema";
import { RosterUpload } from "./_components/roster-upload";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("roster.title");
  return { title: t("page") };
}

export default async function RosterPage() {
  const viewer = await pageViewer("roster.import");
  const batches = await read(viewer, listBatches);
  const t = await getTranslations("roster");
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t("hint.page")}
        actions={
          <>
            <ButtonLink icon="download" href="/api/v1/roster/template" prefetch={false}>
              {t("action.template")}
            </ButtonLink>
            {can(viewer, "roster.correct") && (
              <ButtonLink icon="plus" href="/cadres/entry">
                {t("action.enterOne")}
              </ButtonLink>
            )}
            <ButtonLink href="/roster/export">{t("action.export")}</ButtonLink>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel title={t("title.upload")}>
          <RosterUpload
            messages={await formMessages("roster")}
            most={LIMITS.fileBytes}
            words={{ file: t("field.file"), hint: t("hint.upload"), submit: t("action.upload") }}
          />
        </Panel>
        <Panel flush title={t("title.imports")}>
          <BatchTable
            rows={batches}
            hrefOf={({ id }) => `/roster/imports/${id}`}
            caption={t("hint.importsTable")}
            empty={{ title: t("empty.imports"), next: t("empty.importsNext") }}
            outcome={({ added, changed, ended }) => t("hint.outcome", { added, changed, ended })}
            showsRows
          />
        </Panel>
      </div>
    </>
  );
}
