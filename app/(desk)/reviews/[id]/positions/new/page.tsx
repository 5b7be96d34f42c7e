import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { addReviewPosition } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { NumberField, TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { getBatch, listUnitOptions } from "@/lib/reviews/queries";
import { EDUCATIONS, LEVELS, LIMITS, TIERS } from "@/lib/reviews/schema";
import { UNIT_TYPES } from "@/lib/units/schema";

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
          <SelectField
            name="unitId"
            label={t("field.unit")}
            required
            options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
          <TextField name="title" label={t("field.postTitle")} maxLength={LIMITS.title} required />
          <SelectField
            name="level"
            label={t("field.level")}
            required
            options={LEVELS.map((value) => ({ value, label: value }))}
          />
          <SelectField
            name="tier"
            label={t("field.tier")}
            required
            options={TIERS.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
          <NumberField name="places" label={t("field.places")} defaultValue={1} required />
          <DateField
            name="countedOn"
            label={t("field.countedOn")}
            hint={t("hint.countedOn")}
            defaultValue={cityDay(new Date())}
            required
          />
          <div className="sm:col-span-2">
            <CheckboxGroup
              name="levels"
              label={t("field.levels")}
              required
              options={LEVELS.map((value) => ({ value, label: value }))}
            />
          </div>
          <NumberField name="maxAge" label={t("field.maxAge")} hint={t("hint.maxAge")} />
          <SelectField
            name="education"
            label={t("field.education")}
            emptyLabel={t("empty.notAsked")}
            options={EDUCATIONS.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
          <NumberField name="workYears" label={t("field.workYears")} />
          <NumberField name="levelYears" label={t("field.levelYears")} hint={t("hint.levelYears")} />
          <NumberField
            name="battlefieldMonths"
            label={t("field.battlefieldMonths")}
            hint={t("hint.battlefieldMonths")}
          />
          <div />
          <SelectField
            name="unitType"
            label={t("field.unitType")}
            emptyLabel={t("empty.notAsked")}
            options={UNIT_TYPES.map((value) => ({ value, label: value }))}
          />
          <NumberField name="unitTypeMonths" label={t("field.unitTypeMonths")} />
          <FormActions>
            <SubmitButton>{t("action.addPosition")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </Panel>
    </>
  );
}
