import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { askForVisit } from "@/app/_actions/follow-ups";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { findVisitScope } from "@/lib/observations/follow-ups/queries";
import { visitScope } from "@/lib/observations/follow-ups/schema";
import { LIMITS } from "@/lib/observations/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("askVisit") };
}

/** From a gap to a dated task: filled in, so that a click sends it. */
export default async function AskVisitPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("followUps.ask");
  const wanted = visitScope.safeParse(await searchParams);
  if (!wanted.success) notFound();
  const today = cityDay(new Date());
  const scope = await read(viewer, (db) => findVisitScope(db, wanted.data, today));
  if (!scope) notFound();
  const t = await getTranslations("observations");
  const m = await marks();
  const method = (await getLocale()) === "en" ? scope.methodNameEn : scope.methodName;
  const visitors = scope.visitors.filter(({ id }) => id !== viewer.id);
  const title = method
    ? t("hint.visitMethod", { unit: scope.unitName, method })
    : t("hint.visitTitle", { unit: scope.unitName });
  return (
    <>
      <PageHeader title={t("title.askVisit")} subtitle={t("hint.askVisit", { unit: scope.unitName })} />
      {visitors.length === 0 ? (
        <EmptyState
          icon="person"
          title={t("empty.visitors")}
          actions={<ButtonLink href={`/units/${wanted.data.unit}`}>{scope.unitName}</ButtonLink>}
        >
          {t("empty.visitorsNext")}
        </EmptyState>
      ) : (
        <Panel className="max-w-3xl">
          <CommandForm
            action={askForVisit}
            messages={await formMessages("observations")}
            successHref={`/observations/follow-ups?scope=all&of=unit&unit=${wanted.data.unit}`}
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="unitId" value={wanted.data.unit} />
            <RadioGroup
              name="ownerId"
              label={t("field.visitor")}
              required
              defaultValue={visitors[0]?.id}
              options={visitors.map((one) => ({
                value: one.id,
                label: `${one.name}${m.open}${one.department}${m.close}`,
              }))}
            />
            <TextField
              name="title"
              label={t("field.visitTitle")}
              defaultValue={title}
              maxLength={LIMITS.followUp}
              required
            />
            <DateField
              name="dueOn"
              label={t("field.visitDue")}
              defaultValue={scope.dueOn}
              min={today}
              required
            />
            <div>
              <SubmitButton>{t("action.sendVisit")}</SubmitButton>
            </div>
          </CommandForm>
        </Panel>
      )}
    </>
  );
}
