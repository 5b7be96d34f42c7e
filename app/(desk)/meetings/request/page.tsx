import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requestMeeting } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listCasesToCoordinate } from "@/lib/meetings/queries";
import { LIMITS, newFilter } from "@/lib/meetings/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("meetings.title");
  return { title: t("request") };
}

/** By a unit's contact: for a case of the unit, or before there is one. */
export default async function RequestMeetingPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("meetings.request");
  const { case: caseId } = newFilter.parse(await searchParams);
  const cases = await read(viewer, listCasesToCoordinate);
  const t = await getTranslations("meetings");
  return (
    <>
      <PageHeader
        title={t("title.request")}
        subtitle={t("hint.request")}
        breadcrumbs={[{ label: t("title.list"), href: "/meetings" }]}
        breadcrumbsLabel={t("title.list")}
      />
      <Panel title={t("title.request")} className="max-w-3xl">
        <CommandForm
          action={requestMeeting}
          messages={await formMessages("meetings")}
          successHref="/meetings/{id}"
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <TextField name="title" label={t("field.title")} maxLength={LIMITS.title} required />
          <SelectField
            name="caseId"
            label={t("field.case")}
            hint={t("hint.requestCase")}
            emptyLabel={t("empty.case")}
            options={cases.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
            defaultValue={cases.some(({ id }) => id === caseId) ? caseId : undefined}
          />
          <TextArea name="why" label={t("field.why")} rows={5} limit={LIMITS.why} required />
          <FormActions>
            <SubmitButton>{t("action.sendRequest")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </Panel>
    </>
  );
}
