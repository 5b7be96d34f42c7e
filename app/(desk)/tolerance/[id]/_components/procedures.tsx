import { getTranslations } from "next-intl/server";
import { recordApproval } from "@/app/_actions/tolerance";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { TolerancePage } from "@/lib/tolerance/queries";
import { LIMITS } from "@/lib/tolerance/schema";

/** What has to be approved all the same, and the approval when it is there. */
export async function Procedures({ one }: { one: TolerancePage }) {
  const t = await getTranslations("tolerance");
  const m = await marks();
  const messages = await formMessages("tolerance");
  const isOver = ["CLOSED", "WITHDRAWN", "REFUSED"].includes(one.state);
  return (
    <Panel title={t("title.procedures")}>
      {one.procedures.length === 0 && <p className="text-ink-hint">{t("empty.procedures")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {one.procedures.map((each) => (
          <li key={each.id} className="py-2 first:pt-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium break-words">{each.name}</span>
              {each.approvedOn ? (
                <Badge tone="positive" icon>
                  {t("hint.approved", { number: each.approvalNumber, day: each.approvedOn })}
                </Badge>
              ) : (
                <Badge icon>{t("hint.notApproved")}</Badge>
              )}
            </p>
            {!each.approvedOn && !isOver && (
              <details className="no-print">
                <summary
                  aria-label={`${t("action.approve")}${m.says}${each.name}`}
                  className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11"
                >
                  {t("action.approve")}
                </summary>
                <CommandForm
                  action={recordApproval}
                  messages={messages}
                  className="mt-1 grid gap-3 sm:grid-cols-3"
                >
                  <input type="hidden" name="id" value={each.id} />
                  <TextField name="number" label={t("field.approval")} maxLength={LIMITS.number} required />
                  <DateField name="on" label={t("field.approvedOn")} required />
                  <FormActions>
                    <SubmitButton variant="secondary">{t("action.approve")}</SubmitButton>
                  </FormActions>
                </CommandForm>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
