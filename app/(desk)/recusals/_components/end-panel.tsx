import { getTranslations } from "next-intl/server";
import { askRecusalEnd } from "@/app/_actions/recusals";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { DeclarationLine } from "@/lib/recusals/queries";
import { LIMITS } from "@/lib/recusals/schema";
import { LineText } from "./line-text";

/** That a declaration holds no more: said here, let go by a leader. */
export async function EndPanel({ line, year }: { line: DeclarationLine; year: number }) {
  const t = await getTranslations("recusals");
  return (
    <Panel title={t("title.end", { unit: line.unitName })}>
      <div className="mb-3">
        <LineText line={line} />
      </div>
      <CommandForm
        action={askRecusalEnd}
        messages={await formMessages("recusals")}
        successHref={`/recusals?year=${year}&saved=endAsked`}
      >
        <input type="hidden" name="declarationId" value={line.id} />
        <TextArea
          name="why"
          label={t("field.why")}
          hint={t("hint.end")}
          limit={LIMITS.note}
          rows={2}
          required
        />
        <FormActions>
          <SubmitButton>{t("action.saveEnd")}</SubmitButton>
          <ButtonLink variant="quiet" href={`/recusals?year=${year}`} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </Panel>
  );
}
