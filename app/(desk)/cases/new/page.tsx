import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openCase } from "@/app/_actions/cases";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { CheckboxGroup, RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { loadDeadlines } from "@/lib/calendar/queries";
import { findCaseOrigin } from "@/lib/cases/page/queries";
import { LIMITS, newFilter } from "@/lib/cases/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cases.title");
  return { title: t("new") };
}

export default async function NewCasePage({ searchParams }: PageProps) {
  const viewer = await pageViewer("cases.open");
  const { from, unit } = newFilter.parse(await searchParams);
  const seesRecords = can(viewer, "observations.read");
  const { origin, units, deadlines } = await read(viewer, async (db) => ({
    origin: from && seesRecords ? await findCaseOrigin(db, from) : null,
    units: await listUnitChoices(db),
    deadlines: await loadDeadlines(db),
  }));
  const t = await getTranslations("cases");
  const isEnglish = (await getLocale()) === "en";
  // a reviewer may raise it for any unit, an observer for theirs, a liaison for the own
  const own = viewer.roles.includes("REVIEWER")
    ? units
    : units.filter(
        ({ id }) =>
          viewer.unitIds.includes(id) || (viewer.roles.includes("LIAISON") && id === viewer.ownUnitId),
      );
  return (
    <>
      <PageHeader
        title={t("title.new")}
        subtitle={t("hint.new")}
        breadcrumbs={[{ label: t("title.list"), href: "/cases" }]}
        breadcrumbsLabel={t("title.list")}
      />
      <Panel title={t("title.new")} className="max-w-4xl">
        <CommandForm action={openCase} messages={await formMessages("cases")} successHref="/cases/{id}">
          <input type="hidden" name="id" value={randomUUID()} />
          {origin && (
            <>
              <input type="hidden" name="recordIds" value={origin.id} />
              <p className="text-ink-soft">
                {t("hint.origin", {
                  day: origin.on,
                  method: isEnglish ? origin.methodNameEn : origin.methodName,
                })}
                <br />
                <a href={`/observations/${origin.id}`} className="text-accent">
                  {origin.excerpt}
                </a>
              </p>
            </>
          )}
          <TextField
            name="title"
            label={t("field.title")}
            hint={t("hint.title")}
            maxLength={LIMITS.title}
            required
          />
          <TextArea
            name="demand"
            label={t("field.demand")}
            hint={t("hint.demand")}
            limit={LIMITS.demand}
            rows={4}
            required
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              name="unitId"
              label={t("field.unit")}
              defaultValue={origin?.unitId ?? unit ?? (own.length === 1 ? own[0]?.id : "")}
              emptyLabel={t("empty.parties")}
              options={own.map(({ id, shortName }) => ({ value: id, label: shortName }))}
              required
            />
            <DateField
              name="dueOn"
              label={t("field.dueOn")}
              hint={t("hint.due", { immediate: deadlines.CASE_IMMEDIATE, unitLed: deadlines.CASE_UNIT_LED })}
              min={cityDay(new Date())}
            />
          </div>
          <RadioGroup
            name="tier"
            label={t("field.tier")}
            defaultValue="IMMEDIATE"
            options={(["IMMEDIATE", "UNIT_LED"] as const).map((tier) => ({
              value: tier,
              label: t(`status.${tier}`),
            }))}
          />
          <details>
            <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
              {t("field.parties")}
            </summary>
            <div className="mt-2">
              <CheckboxGroup
                name="partyIds"
                label={t("field.parties")}
                options={units.map(({ id, shortName }) => ({ value: id, label: shortName }))}
              />
            </div>
          </details>
          <FormActions>
            <SubmitButton>{t("action.send")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </Panel>
    </>
  );
}
