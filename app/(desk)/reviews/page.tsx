import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openReviewBatch } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { type BatchRow, listBatches } from "@/lib/reviews/queries";
import { LIMITS } from "@/lib/reviews/schema";
import { ReviewMark } from "./_components/marks";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("list") };
}

export default async function ReviewsPage() {
  const viewer = await pageViewer("reviews.read");
  const rows = await read(viewer, listBatches);
  const t = await getTranslations("reviews");
  const columns: Column<BatchRow>[] = [
    { key: "title", header: t("field.batch"), cell: (row) => row.title },
    { key: "state", header: t("field.state"), cell: (row) => <ReviewMark of={row.state} />, nowrap: true },
    {
      key: "positions",
      header: t("field.positions"),
      cell: (row) => t("hint.decidedOf", { decided: row.decided, positions: row.positions }),
      nowrap: true,
    },
    {
      key: "meeting",
      header: t("field.meetingOn"),
      cell: (row) => row.meetingOn ?? t("empty.meetingOn"),
      nowrap: true,
      minor: true,
    },
    {
      key: "opened",
      header: t("field.opened"),
      cell: (row) => `${row.openerName ?? ""} ${row.openedOn}`,
      nowrap: true,
      minor: true,
    },
  ];
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t("hint.page")}
        actions={
          <ButtonLink href="/reviews/outcomes" icon="list">
            {t("title.outcomes")}
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel flush>
          <DataTable
            flush
            caption={t("title.list")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            rowHref={(row) => `/reviews/${row.id}`}
            empty={
              <EmptyState title={t("empty.list")} icon="scale">
                {t("empty.listNext")}
              </EmptyState>
            }
          />
        </Panel>
        {can(viewer, "reviews.prepare") && (
          <Panel title={t("title.open")} className="no-print max-w-3xl">
            <CommandForm
              action={openReviewBatch}
              messages={await formMessages("reviews")}
              successHref="/reviews/{id}"
            >
              <input type="hidden" name="id" value={randomUUID()} />
              <TextField
                name="title"
                label={t("field.batch")}
                hint={t("hint.batchTitle")}
                maxLength={LIMITS.title}
                required
              />
              <DateField name="meetingOn" label={t("field.meetingOn")} hint={t("hint.meetingOn")} />
              <FormActions>
                <SubmitButton>{t("action.open")}</SubmitButton>
              </FormActions>
            </CommandForm>
          </Panel>
        )}
      </div>
    </>
  );
}
