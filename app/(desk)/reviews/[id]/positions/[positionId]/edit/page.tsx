import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeReviewPosition } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { NotFound } from "@/lib/platform/result";
import { fieldsOf } from "@/lib/reviews/position/rules";
import { getPosition, listUnitOptions } from "@/lib/reviews/queries";
import { correctRefusal } from "@/lib/reviews/rules";
import { LIMITS, type PositionInput } from "@/lib/reviews/schema";
import { PositionFields } from "../../../../_components/position-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("editPosition") };
}

export default async function EditPositionPage({ params }: PageProps<{ id: string; positionId: string }>) {
  const viewer = await pageViewer("reviews.prepare");
  const { id, positionId } = await params;
  idOr404(id);
  idOr404(positionId);
  const { position, units } = await orNotFound(
    read(viewer, async (db) => {
      const position = await getPosition(db, viewer.id, positionId);
      if (position.batchId !== id) throw new NotFound("position");
      return { position, units: await listUnitOptions(db) };
    }),
  );
  const t = await getTranslations("reviews");
  const path = `/reviews/${id}/positions/${positionId}`;
  const { unitId, title, level, tier, places, requirements } = position;
  const now = { unitId, title, level, tier, places, ...fieldsOf(requirements) } as Partial<PositionInput>;
  // a unit that has ended since stands among the choices as long as the post is its
  const choices = units.some((unit) => unit.id === unitId)
    ? units
    : [{ id: unitId, name: position.unitName }, ...units];
  return (
    <>
      <PageHeader
        title={t("title.editPosition")}
        subtitle={t("hint.editPosition")}
        breadcrumbs={[
          { label: t("title.list"), href: "/reviews" },
          { label: position.batchTitle, href: `/reviews/${id}` },
          { label: `${position.unitName} ${title}`, href: path },
        ]}
        breadcrumbsLabel={t("title.list")}
      />
      {correctRefusal(position) ? (
        <Notice kind="caution">
          {t(position.standsAside ? "hint.postAside" : "hint.editClosed")}{" "}
          <a href={path}>{t("action.backToPosition")}</a>
        </Notice>
      ) : (
        <Panel className="max-w-4xl">
          <CommandForm
            action={changeReviewPosition}
            messages={await formMessages("reviews")}
            successHref={path}
            className="grid gap-4 sm:grid-cols-2"
          >
            <input type="hidden" name="id" value={positionId} />
            <input type="hidden" name="rowVersion" value={position.rowVersion} />
            <PositionFields units={choices} now={now} />
            <div className="sm:col-span-2">
              <TextField
                name="reason"
                label={t("field.changeReason")}
                hint={t("hint.changeReason")}
                maxLength={LIMITS.reason}
                required
              />
            </div>
            <FormActions>
              <SubmitButton>{t("action.changePosition")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
    </>
  );
}
