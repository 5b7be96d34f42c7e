import { getTranslations } from "next-intl/server";
import { discardReport, finaliseReport, signReport } from "@/app/_actions/reports";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import type { ReportPage } from "@/lib/reports/queries";
import { stepRefusal } from "@/lib/reports/rules";
import { LIMITS } from "@/lib/reports/schema";

/** What this person may do now; the same rule that the commands ask. */
export async function ReportSteps({ report, viewer }: { report: ReportPage; viewer: Viewer }) {
  const t = await getTranslations("reports");
  const messages = await formMessages("reports");
  const mayWrite = can(viewer, "reports.write");
  const mayDiscard = mayWrite && (report.state === "DRAFT" || report.state === "FREEZING");
  const mayFinalise = mayWrite && !stepRefusal(report, "finalise", viewer);
  const signing = can(viewer, "reports.sign") && report.state === "FINAL";
  if (!mayDiscard && !mayFinalise && !signing) return null;
  const refused = signing ? stepRefusal(report, "sign", viewer) : null;
  const hidden = (
    <>
      <input type="hidden" name="id" value={report.id} />
      <input type="hidden" name="rowVersion" value={report.rowVersion} />
    </>
  );
  return (
    <Panel title={t("title.steps")} className="no-print">
      <div className="flex flex-col gap-5">
        {mayFinalise && (
          <CommandForm action={finaliseReport} messages={messages}>
            {hidden}
            <p className="text-sm text-ink-soft">{t("hint.finalise")}</p>
            <FormActions>
              <SubmitButton>{t("action.finalise")}</SubmitButton>
            </FormActions>
          </CommandForm>
        )}
        {signing &&
          (refused ? (
            <p className="text-ink-soft">{t("hint.ownReport")}</p>
          ) : (
            <CommandForm action={signReport} messages={messages}>
              {hidden}
              <TextArea
                name="note"
                label={t("field.signNote")}
                hint={t("hint.sign")}
                rows={2}
                limit={LIMITS.note}
              />
              <FormActions>
                <SubmitButton>{t("action.sign")}</SubmitButton>
              </FormActions>
            </CommandForm>
          ))}
        {mayDiscard && (
          <CommandForm action={discardReport} messages={messages}>
            {hidden}
            <TextArea name="note" label={t("field.note")} rows={2} limit={LIMITS.note} required />
            <FormActions>
              <SubmitButton variant="secondary">{t("action.discard")}</SubmitButton>
            </FormActions>
          </CommandForm>
        )}
      </div>
    </Panel>
  );
}
