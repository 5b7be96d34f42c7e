import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { answerCorrection, takeCorrection, withdrawCorrection } from "@/app/_actions/corrections";
import { formMessages } from "@/app/_shared/form-messages";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { CorrectionBody } from "@/components/correction/correction-body";
import { CorrectionMark } from "@/components/correction/correction-mark";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { dayText } from "@/components/observation/days";
import { EvidenceList } from "@/components/observation/evidence-list";
import { marks } from "@/components/punctuation/marks";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import { listEvidence } from "@/lib/attachments/queries";
import { getCorrection } from "@/lib/corrections/queries";
import { handlingRefusal, isOpen } from "@/lib/corrections/rules";
import { LIMITS, OUTCOMES } from "@/lib/corrections/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { OwnFiles } from "./_components/own-files";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("corrections.title");
  return { title: t("request") };
}

export default async function CorrectionPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("corrections.read");
  const id = idOr404((await params).id);
  const { request, evidence } = await orNotFound(
    read(viewer, async (db) => ({
      request: await getCorrection(db, id),
      evidence: await listEvidence(db, id),
    })),
  );
  const t = await getTranslations("corrections");
  const m = await marks();
  const messages = await formMessages("corrections");
  const today = cityDay(new Date());
  const isReviewer = can(viewer, "corrections.answer") && !request.isOwn;
  const mayTake = isReviewer && !handlingRefusal(request, "REVIEWING");
  const mayAnswer = isReviewer && !handlingRefusal(request, "ANSWERED");
  // what is still to come stands with its state and its way on
  const isSending = request.isOwn && isOpen(request.state);
  const missing = request.files.filter((file) => !file.hasArrived).length;
  const about =
    request.about ??
    (request.subject === "ACHIEVEMENT" ? t("hint.notShown") : t(`status.${request.subject}`));
  return (
    <>
      <PageHeader
        dossier
        title={`${t(`status.${request.kind}`)}${m.says}${about}`}
        badges={<CorrectionMark request={request} today={today} />}
        breadcrumbs={[{ label: t(request.isOwn ? "title.own" : "title.list"), href: "/corrections" }]}
        breadcrumbsLabel={t("title.list")}
      />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("title.request")}>
            <DescriptionList
              items={[
                {
                  term: t("field.cadre"),
                  value: (
                    <a href={`/cadres/${request.cadreId}`} className="text-accent">
                      {request.cadreName}
                    </a>
                  ),
                },
                {
                  term: t("field.about"),
                  value:
                    request.achievementId && !request.isOwn ? (
                      <a href={`/achievements/${request.achievementId}#corrections`} className="text-accent">
                        {about}
                      </a>
                    ) : (
                      `${t(`status.${request.subject}`)} ${request.about ?? ""}`
                    ),
                },
                { term: t("field.askedOn"), value: request.askedOn },
                { term: t("field.dueOn"), value: request.dueOn },
                ...(request.takerName ? [{ term: t("field.takenBy"), value: request.takerName }] : []),
              ]}
            />
            <div className="mt-3">
              <CorrectionBody request={request} hasFilesBelow />
            </div>
          </Panel>
          <EvidenceList files={isSending ? evidence.filter((file) => file.arrivedAt) : evidence} />
          {isSending && <OwnFiles request={request} viewerId={viewer.id} />}
          {mayAnswer && (
            <Panel title={t("title.answer")} className="no-print">
              {missing > 0 && (
                <p className="mb-3 text-caution">{t("hint.filesWaiting", { count: missing })}</p>
              )}
              <CommandForm action={answerCorrection} messages={messages}>
                <input type="hidden" name="id" value={request.id} />
                <RadioGroup
                  name="outcome"
                  label={t("field.outcome")}
                  options={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`status.${outcome}`) }))}
                  required
                />
                <TextArea
                  name="answer"
                  label={t("field.answer")}
                  hint={t("hint.answerText")}
                  limit={LIMITS.answer}
                  rows={5}
                  required
                />
                <FormActions>
                  <SubmitButton>{t("action.answer")}</SubmitButton>
                </FormActions>
              </CommandForm>
            </Panel>
          )}
          {isReviewer && isOpen(request.state) && request.hadPart && (
            <p className="text-caution">{t("hint.other")}</p>
          )}
          {request.isOwn && isOpen(request.state) && (
            <Panel title={t("title.withdraw")} className="no-print">
              <CommandForm
                action={withdrawCorrection}
                messages={messages}
                className="flex flex-wrap items-end gap-2"
              >
                <input type="hidden" name="id" value={request.id} />
                <TextField
                  name="reason"
                  label={t("field.withdrawReason")}
                  maxLength={LIMITS.reason}
                  className="min-w-[16rem] flex-1"
                />
                <SubmitButton variant="secondary">{t("action.withdraw")}</SubmitButton>
              </CommandForm>
            </Panel>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {mayTake && (
            <CommandForm action={takeCorrection} messages={messages} className="no-print">
              <input type="hidden" name="id" value={request.id} />
              <SubmitButton variant="secondary" icon="check">
                {t("action.take")}
              </SubmitButton>
            </CommandForm>
          )}
          {request.steps.length > 0 && (
            <Panel title={t("title.steps")}>
              <Timeline
                label={t("title.steps")}
                items={request.steps.map((step) => ({
                  key: step.at + step.toState,
                  time: dayText(step.at),
                  title: `${t(`status.${step.toState}`)} ${step.actorName ?? ""}`,
                  tone: step.toState === "ANSWERED" ? "positive" : "info",
                }))}
              />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
