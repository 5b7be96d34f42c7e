import { getTranslations } from "next-intl/server";
import { reviewRecusalSheet } from "@/app/_actions/recusals";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Notice } from "@/components/ui/notice";
import { SidePanel } from "@/components/ui/side-panel";
import type { Day } from "@/lib/platform/clock";
import type { DeclarationLine, Sheet, SheetRow } from "@/lib/recusals/queries";
import { LIMITS, type ReviewFilter } from "@/lib/recusals/schema";
import { DeclarationTable } from "../../_components/declaration-table";
import { SheetHistory } from "../../_components/sheet-history";
import { reviewHref } from "./address";

type Props = {
  person: SheetRow;
  sheet: Sheet | null;
  lines: readonly DeclarationLine[];
  year: number;
  today: Day;
  filter: ReviewFilter;
  mayReview: boolean;
};

/** One observer's sheet with all that stands, and the leader's two answers. */
export async function ReviewPanel({ person, sheet, lines, year, today, filter, mayReview }: Props) {
  const t = await getTranslations("recusals");
  const back = reviewHref({ year, state: filter.state });
  const ends = lines.filter(({ endAskedWhy, endsOn }) => endAskedWhy !== null && endsOn === null).length;
  return (
    <SidePanel
      title={t("title.sheetOf", { name: person.observerName, year: String(year) })}
      closeHref={back}
      closeLabel={t("action.close")}
    >
      {!sheet && <Notice kind="caution">{t("hint.noSheet")}</Notice>}
      {sheet?.note && <p>{t("hint.note", { note: sheet.note })}</p>}
      <div className="-mx-4">
        <DeclarationTable lines={lines} today={today} />
      </div>
      {sheet?.state === "SUBMITTED" && mayReview && (
        <CommandForm
          action={reviewRecusalSheet}
          messages={await formMessages("recusals")}
          successHref={reviewHref({ year, state: filter.state, saved: "reviewed" })}
          failureActions={{ stale: <a href={reviewHref({ ...filter, year })}>{t("action.reload")}</a> }}
          aria-label={t("title.answer")}
        >
          {ends > 0 && <Notice kind="info">{t("hint.letsGo", { count: ends })}</Notice>}
          <input type="hidden" name="sheetId" value={sheet.id} />
          <input type="hidden" name="rowVersion" value={sheet.rowVersion} />
          <TextArea
            name="answer"
            label={t("field.answer")}
            hint={t("hint.answerFor")}
            limit={LIMITS.note}
            rows={2}
          />
          <FormActions>
            <SubmitButton name="decision" value="ACCEPTED">
              {t("action.accept")}
            </SubmitButton>
            <SubmitButton name="decision" value="RETURNED" variant="secondary">
              {t("action.return")}
            </SubmitButton>
          </FormActions>
        </CommandForm>
      )}
      {sheet && (
        <section aria-labelledby="sheet-history" className="border-t border-line pt-3">
          <h3 id="sheet-history" className="mb-2 font-semibold">
            {t("title.history")}
          </h3>
          <SheetHistory events={sheet.events} />
        </section>
      )}
    </SidePanel>
  );
}
