import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { applyTolerance } from "@/app/_actions/tolerance";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { addressOf } from "@/components/ui/address";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { listToleranceChoices } from "@/lib/tolerance/queries";
import { LIMITS, newFilter, TOLERANCE_KINDS } from "@/lib/tolerance/schema";
import { listUnitChoices } from "@/lib/units/queries";
import { PreFields } from "./_components/pre-fields";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tolerance.title");
  return { title: t("list") };
}

export default async function NewTolerancePage({ searchParams }: PageProps) {
  const viewer = await pageViewer("tolerance.apply");
  const { kind = "PRE", unit, case: caseId } = newFilter.parse(await searchParams);
  const isReviewer = viewer.roles.includes("REVIEWER");
  const unitId = isReviewer ? (unit ?? null) : viewer.ownUnitId;
  const { choices, units } = await read(viewer, async (db) => ({
    choices: unitId ? await listToleranceChoices(db, unitId, viewer.cadreId) : null,
    units: await listUnitChoices(db),
  }));
  const t = await getTranslations("tolerance");
  const isPre = kind === "PRE";
  return (
    <>
      <PageHeader
        title={t(isPre ? "title.newPre" : "title.newPost")}
        subtitle={t("hint.kinds")}
        breadcrumbs={[{ label: t("title.list"), href: "/tolerance" }]}
        breadcrumbsLabel={t("title.list")}
      />
      <TabLinks
        label={t("nav.kinds")}
        items={TOLERANCE_KINDS.map((one) => ({
          href: addressOf("/tolerance/new", { kind: one, unit, case: caseId }),
          label: t(`status.${one}`),
          isCurrent: kind === one,
        }))}
      />
      <Notice className="mb-4 max-w-4xl">{t(isPre ? "hint.pre" : "hint.post")}</Notice>
      {isReviewer && (
        <FilterBar
          action="/tolerance/new"
          keep={{ kind, case: caseId }}
          labels={{ form: t("field.unit"), submit: t("hint.chooseUnit"), clear: t("action.clear") }}
        >
          <FilterField label={t("field.unit")} htmlFor="f-unit" width="12rem">
            <select id="f-unit" name="unit" defaultValue={unit ?? ""} className="control">
              <option value="">{t("empty.choose")}</option>
              {units.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.shortName}
                </option>
              ))}
            </select>
          </FilterField>
        </FilterBar>
      )}
      {choices && unitId && (
        <Panel title={t("title.application")} className="max-w-4xl">
          <CommandForm
            action={applyTolerance}
            messages={await formMessages("tolerance")}
            successHref="/tolerance/{id}"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="kind" value={kind} />
            <input type="hidden" name="unitId" value={unitId} />
            <TextField name="title" label={t("field.title")} maxLength={LIMITS.title} required />
            <TextArea name="account" label={t("field.account")} limit={LIMITS.account} rows={4} required />
            {choices.cadres.length === 0 ? (
              <p className="text-ink-soft">{t("empty.cadres")}</p>
            ) : (
              <CheckboxGroup
                name="cadreIds"
                label={t("field.cadres")}
                hint={t("hint.cadres")}
                required
                options={choices.cadres.map((one) => ({ value: one.id, label: `${one.name} ${one.title}` }))}
              />
            )}
            {isPre && <PreFields observers={choices.observers} />}
            <TextArea
              name="procedures"
              label={t("field.procedures")}
              hint={t("hint.procedures")}
              limit={LIMITS.text}
              rows={2}
            />
            {choices.cases.length > 0 && (
              <SelectField
                name="caseId"
                label={t("field.case")}
                defaultValue={caseId ?? ""}
                emptyLabel={t("empty.none")}
                options={choices.cases.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
              />
            )}
            <FormActions>
              <SubmitButton>{t("action.apply")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
    </>
  );
}
