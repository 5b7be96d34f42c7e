import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { answerObjection, putUpNotice, registerObjection } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Day } from "@/lib/platform/clock";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import type { BatchPage } from "@/lib/reviews/queries";
import { FINDINGS, LIMITS } from "@/lib/reviews/schema";

type Props = { batch: BatchPage; viewer: Viewer; mayPrepare: boolean; today: Day; noticeEnd: Day };

/** 任前公示 with its objections: each is answered once, by somebody other than who registered it. */
export async function Notices({ batch, viewer, mayPrepare, today, noticeEnd }: Props) {
  const t = await getTranslations("reviews");
  const m = await marks();
  const words = await formMessages("reviews");
  const waiting = batch.appointees.filter(
    ({ noticeEndsOn, outcomeId }) => noticeEndsOn === null && outcomeId === null,
  );
  const findings = FINDINGS.filter((one) => one !== "UPHELD" || can(viewer, "reviews.decide"));
  return (
    <Panel title={t("title.notices")} note={await counted("notices", batch.notices.length)}>
      {batch.notices.length === 0 && <p className="text-ink-hint">{t("empty.notices")}</p>}
      {batch.notices.map((notice) => (
        <section key={notice.id} className="border-t border-line py-3 first:border-0 first:pt-0 last:pb-0">
          <h3 className="flex flex-wrap items-center gap-2 font-semibold">
            {notice.number}
            <Badge tone={notice.endsOn < today ? "positive" : "info"} icon>
              {t(notice.endsOn < today ? "status.noticeOver" : "status.noticeRuns")}
            </Badge>
          </h3>
          <p className="text-sm text-ink-soft">
            {notice.startsOn} – {notice.endsOn}
            {m.gap}
            {notice.contact}
          </p>
          <p>
            {notice.entries
              .map(
                ({ name, unitName, positionTitle }) =>
                  `${name}${m.open}${unitName} ${positionTitle}${m.close}`,
              )
              .join(m.list)}
          </p>
          {notice.entries.length > 0 && can(viewer, "reviews.export") && (
            <p className="no-print">
              <a
                href={addressOf(`/api/v1/reviews/${batch.id}/document`, { notice: notice.id })}
                className="text-accent underline"
                download
              >
                {t("action.exportNotice")}
              </a>
            </p>
          )}
          {notice.objections.length > 0 && (
            <ul className="mt-2 flex flex-col gap-2">
              {notice.objections.map((one) => (
                <li key={one.id} className="rounded border border-line p-2">
                  <p>
                    {one.receivedOn} {one.name}
                    {m.says}
                    {one.text}
                  </p>
                  {one.finding ? (
                    <p className="text-sm text-ink-soft">
                      {t(`status.${one.finding}`)}
                      {m.says}
                      {one.answer}
                      {m.open}
                      {one.answererName}
                      {m.close}
                    </p>
                  ) : one.registeredBy === viewer.id || batch.state !== "OPEN" ? (
                    <p className="text-sm text-ink-soft">{t("hint.answeredByAnother")}</p>
                  ) : (
                    <CommandForm
                      action={answerObjection}
                      messages={words}
                      className="no-print mt-2 grid gap-2 sm:grid-cols-2"
                    >
                      <input type="hidden" name="id" value={one.id} />
                      <SelectField
                        name="finding"
                        label={t("field.finding")}
                        emptyLabel={t("empty.choose")}
                        required
                        options={findings.map((value) => ({ value, label: t(`status.${value}`) }))}
                      />
                      <TextField name="answer" label={t("field.answer")} maxLength={LIMITS.answer} required />
                      <FormActions>
                        <SubmitButton>{t("action.answer")}</SubmitButton>
                      </FormActions>
                    </CommandForm>
                  )}
                </li>
              ))}
            </ul>
          )}
          {mayPrepare && notice.entries.length > 0 && (
            <details className="no-print mt-2">
              <summary>{t("action.registerFor", { number: notice.number })}</summary>
              <CommandForm
                action={registerObjection}
                messages={words}
                resetOnSuccess
                className="mt-2 grid gap-2 sm:grid-cols-2"
              >
                <input type="hidden" name="id" value={randomUUID()} />
                <input type="hidden" name="noticeId" value={notice.id} />
                <SelectField
                  name="candidateId"
                  label={t("field.about")}
                  emptyLabel={notice.entries.length > 1 ? t("empty.choose") : undefined}
                  required
                  options={notice.entries.map(({ candidateId, name }) => ({
                    value: candidateId,
                    label: name,
                  }))}
                />
                <DateField
                  name="receivedOn"
                  label={t("field.receivedOn")}
                  defaultValue={today}
                  max={today}
                  required
                />
                <TextArea name="text" label={t("field.objection")} rows={2} limit={LIMITS.answer} required />
                <FormActions>
                  <SubmitButton>{t("action.register")}</SubmitButton>
                </FormActions>
              </CommandForm>
            </details>
          )}
        </section>
      ))}
      {mayPrepare && waiting.length > 0 && (
        <section className="no-print mt-3 border-t border-line pt-3">
          <h3 className="mb-2 font-semibold">{t("action.putUp")}</h3>
          <CommandForm action={putUpNotice} messages={words} className="grid gap-3 sm:grid-cols-2">
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="batchId" value={batch.id} />
            <CheckboxGroup
              name="candidateIds"
              label={t("field.noticed")}
              options={waiting.map(({ candidateId, name, unitName, positionTitle }) => ({
                value: candidateId,
                label: `${name}${m.open}${unitName} ${positionTitle}${m.close}`,
              }))}
              defaultValue={waiting.map(({ candidateId }) => candidateId)}
            />
            <TextField name="number" label={t("field.noticeNumber")} maxLength={LIMITS.title} required />
            <DateField
              name="startsOn"
              label={t("field.noticeStart")}
              defaultValue={today}
              min={today}
              required
            />
            <DateField
              name="endsOn"
              label={t("field.noticeEnd")}
              hint={t("hint.noticeDays")}
              defaultValue={noticeEnd}
              required
            />
            <TextField name="contact" label={t("field.contact")} maxLength={LIMITS.contact} required />
            <FormActions>
              <SubmitButton>{t("action.putUp")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </section>
      )}
    </Panel>
  );
}
