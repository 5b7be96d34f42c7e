import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openConcern } from "@/app/_actions/concerns";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { findConcernCadre, listConcernCandidates } from "@/lib/concerns/queries";
import { LIMITS, openFilter } from "@/lib/concerns/schema";
import { listConductItems } from "@/lib/conduct/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { RecordChoice } from "../_components/record-choice";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("concerns.title");
  return { title: t("new") };
}

export default async function NewConcernPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("concerns.open");
  const { cadre: cadreId, from } = openFilter.parse(await searchParams);
  const { cadre, records, items } = await read(viewer, async (db) => ({
    // nobody raises anything about themselves
    cadre: cadreId && cadreId !== viewer.cadreId ? await findConcernCadre(db, cadreId) : null,
    records: cadreId && cadreId !== viewer.cadreId ? await listConcernCandidates(db, cadreId) : [],
    items: (await listConductItems(db, cityDay(new Date()))).filter(({ list }) => list === "NEGATIVE"),
  }));
  const t = await getTranslations("concerns");
  const m = await marks();
  const isEnglish = (await getLocale()) === "en";
  return (
    <>
      <PageHeader
        title={cadre ? `${t("title.new")}${m.says}${cadre.name}` : t("title.new")}
        subtitle={t("hint.new")}
        breadcrumbs={[{ label: t("title.list"), href: "/concerns" }]}
        breadcrumbsLabel={t("title.list")}
      />
      {!cadre || records.length === 0 ? (
        <EmptyState title={t("empty.records")} icon="info">
          {t("hint.choose")}
        </EmptyState>
      ) : (
        <Panel title={t("title.new")} className="max-w-4xl">
          <CommandForm
            action={openConcern}
            messages={await formMessages("concerns")}
            successHref="/concerns/{id}"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="cadreId" value={cadre.id} />
            <RecordChoice records={records} chosen={from} />
            <TextField
              name="summary"
              label={t("field.summary")}
              hint={t("hint.summary")}
              maxLength={LIMITS.summary}
              required
            />
            <TextArea
              name="situation"
              label={t("field.situation")}
              hint={t("hint.situation")}
              limit={LIMITS.situation}
              rows={2}
              required
            />
            <SelectField
              name="conductItemId"
              label={t("field.conductItem")}
              emptyLabel={t("empty.conductItem")}
              options={items.map((item) => ({
                value: item.id,
                label: `${isEnglish ? item.textEn : item.text}${item.isSample ? t("hint.sampleMark") : ""}`,
              }))}
            />
            <FormActions>
              <SubmitButton>{t("action.open")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
    </>
  );
}
