import { getTranslations } from "next-intl/server";
import { addParagraph, writeParagraph } from "@/app/_actions/reports";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { ReportPage, ReportParagraph } from "@/lib/reports/queries";
import { LIMITS } from "@/lib/reports/schema";
import { reportHref } from "../../_components/address";
import { Usable } from "./usable";

type Props = {
  report: ReportPage;
  /** the paragraph that is written anew, or the section that gets one more */
  paragraph?: ReportParagraph;
  section?: string;
};

export async function WritePanel({ report, paragraph, section }: Props) {
  const t = await getTranslations("reports");
  const messages = await formMessages("reports");
  return (
    <SidePanel
      title={t(paragraph ? "action.edit" : "action.add")}
      closeHref={reportHref(report.id)}
      closeLabel={t("action.close")}
    >
      <p className="text-sm text-ink-soft">{t(paragraph ? "hint.write" : "hint.add")}</p>
      <CommandForm
        action={paragraph ? writeParagraph : addParagraph}
        messages={messages}
        successHref={reportHref(report.id, { saved: paragraph?.position ?? report.paragraphs.length + 1 })}
      >
        <input type="hidden" name="id" value={report.id} />
        {paragraph ? (
          <>
            <input type="hidden" name="position" value={paragraph.position} />
            <input type="hidden" name="version" value={paragraph.version} />
          </>
        ) : (
          <input type="hidden" name="section" value={section} />
        )}
        <TextArea
          name="text"
          label={t("field.text")}
          rows={14}
          limit={LIMITS.text}
          defaultValue={paragraph?.text}
          required={!paragraph}
        />
        {paragraph && (
          <TextArea
            name="reason"
            label={t("field.reason")}
            hint={t("hint.reason")}
            rows={2}
            limit={LIMITS.reason}
          />
        )}
        <FormActions>
          <SubmitButton>{t("action.save")}</SubmitButton>
          <ButtonLink variant="quiet" href={reportHref(report.id)} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
      <Usable report={report} />
    </SidePanel>
  );
}
