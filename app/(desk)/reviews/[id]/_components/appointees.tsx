import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { recordOutcome } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { Panel } from "@/components/ui/panel";
import { addDays, type Day } from "@/lib/platform/clock";
import type { Appointee, BatchPage } from "@/lib/reviews/queries";
import { outcomeRefusal } from "@/lib/reviews/rules";

/** Whom the meeting decided to appoint, and how far it is: notice, objections, the new post. */
export async function Appointees({
  batch,
  mayPrepare,
  today,
}: {
  batch: BatchPage;
  mayPrepare: boolean;
  today: Day;
}) {
  if (batch.appointees.length === 0) return null;
  const t = await getTranslations("reviews");
  const words = await formMessages("reviews");
  const waits = (one: Appointee): string => {
    if (one.startedOn) return t("hint.startedOn", { day: one.startedOn });
    if (one.noticeEndsOn === null) return t("hint.noNotice");
    if (one.noticeEndsOn >= today) return t("hint.noticeUntil", { day: one.noticeEndsOn });
    if (one.findings.includes("UPHELD")) return t("hint.upheld");
    return one.findings.includes(null) ? t("hint.objectionOpen") : t("hint.noticeOver");
  };
  return (
    <Panel title={t("title.appointees")} note={await counted("people", batch.appointees.length)}>
      <ul className="divide-y divide-line">
        {batch.appointees.map((one) => (
          <li key={one.candidateId} className="py-2 first:pt-0 last:pb-0">
            <p>
              <a href={`/cadres/${one.cadreId}`} className="font-medium text-accent">
                {one.name}
              </a>{" "}
              {one.unitName} {one.positionTitle}
            </p>
            <p className="text-sm text-ink-soft">{waits(one)}</p>
            {mayPrepare &&
              one.outcomeId === null &&
              !outcomeRefusal({ decision: "APPOINT", ...one }, addDays(today, 1), today) && (
                <CommandForm
                  action={recordOutcome}
                  messages={words}
                  className="no-print mt-2 grid gap-3 sm:grid-cols-3"
                >
                  <input type="hidden" name="id" value={randomUUID()} />
                  <input type="hidden" name="candidateId" value={one.candidateId} />
                  <DateField name="startedOn" label={t("field.startedOn")} defaultValue={today} required />
                  <TextField name="document" label={t("field.document")} maxLength={200} />
                  <CheckboxGroup
                    name="hasTrial"
                    label={t("field.trial")}
                    options={[{ value: "on", label: t("hint.trialYear") }]}
                    defaultValue={["on"]}
                  />
                  <FormActions>
                    <SubmitButton>{t("action.recordOutcome")}</SubmitButton>
                  </FormActions>
                </CommandForm>
              )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
