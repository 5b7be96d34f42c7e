import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AmendNotice, MethodLine } from "@/app/_shared/entry-head";
import { entryPage } from "@/app/_shared/entry-page";
import type { PageProps } from "@/app/_shared/page-props";
import { EntryForm } from "@/components/observation/form/entry-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { entryFilter } from "@/lib/observations/form/schema";
import { pageViewer } from "@/lib/platform/request";
import { ChooseMethod } from "./_components/choose-method";

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t(entryFilter.parse(await searchParams).amend ? "amend" : "new") };
}

export default async function NewObservationPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("observations.log");
  const page = await entryPage(viewer, entryFilter.parse(await searchParams));
  const t = await getTranslations("observations");

  if (page.kind === "cannotAmend") {
    return (
      <EmptyState
        title={t("title.amend")}
        icon="lock"
        actions={<ButtonLink href={`/observations/${page.recordId}`}>{t("action.openRecordNow")}</ButtonLink>}
      >
        {t("hint.cannotAmend")}
      </EmptyState>
    );
  }
  if (page.kind === "choose") {
    return (
      <>
        <PageHeader
          title={t("title.new")}
          subtitle={t(page.unitId ? "title.chooseMethod" : "title.chooseUnit")}
        />
        <ChooseMethod page={page} />
      </>
    );
  }
  const { unit, method, due, amend, request, form } = page;
  const title = amend ? t(amend.state === "RETURNED" ? "title.rewrite" : "title.amend") : form.method.name;
  return (
    <>
      <PageHeader
        title={`${unit.shortName} · ${title}`}
        subtitle={!amend && <MethodLine method={method} due={due} unitId={unit.id} />}
        actions={
          !amend && (
            <ButtonLink variant="quiet" href="/observations/new">
              {t("action.changeMethod")}
            </ButtonLink>
          )
        }
      />
      <div className="max-w-[74rem]">
        {amend && (
          <div className="mb-3">
            <AmendNotice record={amend} leaning={page.leaning} />
          </div>
        )}
        {request && !amend && (
          <Notice kind="info" className="mb-3">
            {t("hint.answersRequest", { title: request.title })}
          </Notice>
        )}
        <div className="rounded-lg border border-line-strong bg-surface shadow-raise">
          <EntryForm {...form} />
        </div>
      </div>
    </>
  );
}
