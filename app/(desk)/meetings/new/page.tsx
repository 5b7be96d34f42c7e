import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { conveneMeeting } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { orNotFound, type PageProps } from "@/app/_shared/page-props";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { addressOf } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { findCaseToCoordinate, getMeeting, listCasesToCoordinate } from "@/lib/meetings/queries";
import { FEWEST_PARTIES, newFilter } from "@/lib/meetings/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { InvitationFields } from "../_components/invitation-fields";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("meetings.title");
  return { title: t("new") };
}

export default async function NewMeetingPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("meetings.convene");
  const asked = newFilter.parse(await searchParams);
  const { request, of, cases } = await orNotFound(
    read(viewer, async (db) => {
      const request = asked.request ? await getMeeting(db, viewer, asked.request) : null;
      const caseId = request?.caseId ?? asked.case;
      const of = caseId ? await findCaseToCoordinate(db, caseId) : null;
      return { request, of, cases: of ? [] : await listCasesToCoordinate(db) };
    }),
  );
  const t = await getTranslations("meetings");
  return (
    <>
      <PageHeader
        title={t("title.new")}
        subtitle={of ? `${of.number} ${of.title}` : t("hint.chooseCase")}
        breadcrumbs={[{ label: t("title.list"), href: "/meetings" }]}
        breadcrumbsLabel={t("title.list")}
      />
      {request && (
        <Notice className="mb-4 max-w-4xl" title={t("hint.from", { unit: request.unitName })}>
          {request.why}
          {!request.caseId && !of && <p className="mt-1">{t("hint.needsCase")}</p>}
        </Notice>
      )}
      {!of ? (
        cases.length === 0 ? (
          <EmptyState title={t("empty.cases")} icon="info">
            {t("empty.casesHint")}
          </EmptyState>
        ) : (
          <Panel flush title={t("field.case")} className="max-w-4xl">
            <ul className="divide-y divide-line">
              {cases.map((one) => (
                <li key={one.id} className="px-4 py-2.5">
                  <a
                    href={addressOf("/meetings/new", { case: one.id, request: request?.id })}
                    className="text-accent"
                  >
                    {one.number} {one.title}
                  </a>
                </li>
              ))}
            </ul>
          </Panel>
        )
      ) : !of.isOpen || of.parties.length < FEWEST_PARTIES ? (
        <EmptyState title={t(of.isOpen ? "hint.onlyOneParty" : "reason.caseClosed")} icon="info">
          <a href={`/cases/${of.id}`} className="text-accent underline">
            {t("action.toCase")}
          </a>
        </EmptyState>
      ) : (
        <Panel title={t("title.convene")} className="max-w-4xl">
          <CommandForm
            action={conveneMeeting}
            messages={await formMessages("meetings")}
            successHref="/meetings/{id}"
          >
            <input type="hidden" name="id" value={request?.id ?? randomUUID()} />
            {request && <input type="hidden" name="rowVersion" value={request.rowVersion} />}
            <input type="hidden" name="caseId" value={of.id} />
            <InvitationFields
              known={{ title: request?.title ?? `${of.title}协调会`.slice(0, 120) }}
              units={of.parties.map(({ unitId, unitName }) => ({ value: unitId, label: unitName }))}
              chosen={of.parties.map(({ unitId }) => unitId)}
            />
            <p className="text-sm text-ink-soft">{t("hint.notice")}</p>
            <FormActions>
              <SubmitButton>{t("action.convene")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
    </>
  );
}
