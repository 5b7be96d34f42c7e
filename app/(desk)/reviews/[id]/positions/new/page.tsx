import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { addReviewPosition } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { getBatch, listUnitOptions } from "@/lib/reviews/queries";
import { PositionFields } from "../../../_components/position-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("newPosition") };
}

export default async function NewPositionPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("reviews.prepare");
  const id = idOr404((await params).id);
  const { batch, units } = await orNotFound(
    read(viewer, async (db) => ({
      batch: await getBatch(db, viewer.id, id),
      units: await listUnitOptions(db),
    })),
  );
  const t = await getTranslations("reviews");
  return (
    <>
      <PageHeader
        title={t("title.newPosition")}
        subtitle={t("hint.newPosition")}
        breadcrumbs={[
          { label: t("title.list"), href: "/reviews" },
          { label: batch.title, href: `/reviews/${id}` },
        ]}
        breadcrumbsLabel={t("title.list")}
      />
      <Panel className="max-w-4xl">
        <CommandForm
          action={addReviewPosition}
          messages={await formMessages("reviews")}
          successHref={`/reviews/${id}/positions/{id}`}
          className="grid gap-4 sm:grid-cols-2"
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="batchId" value={id} />
          <PositionFields units={units} now={{ countedOn: cityDay(new Date()) }} />
          <FormActions>
            <SubmitButton>{t("action.addPosition")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </Panel>
    </>
  );
}
