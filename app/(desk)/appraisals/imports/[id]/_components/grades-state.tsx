import { getTranslations } from "next-intl/server";
import { confirmGrades, discardGrades, undoGrades } from "@/app/_actions/grades";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { RowForm } from "@/components/roster/row-form";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { LIMITS as GRADE_LIMITS } from "@/lib/appraisals/schema";
import { momentText } from "@/lib/platform/clock";
import type { Batch, UndoBlock } from "@/lib/roster/queries";
import { LIMITS } from "@/lib/roster/schema";
import { gradesHref } from "./address";

/** Checkboxes of the table belong to this form, wherever they stand. */
export const CONFIRM_FORM = "confirm-grades";
const SHOWN = 20;

type Props = {
  batch: Batch;
  blocks: readonly UndoBlock[];
  /** ready rows that give no reason, or name no paper */
  bare: { reasonless: number; sourceless: number };
  messages: FormMessages;
  isMine: boolean;
};

/** What can be done with the whole: confirmed, left, or taken back. */
export async function GradesState(props: Props) {
  const { batch } = props;
  const t = await getTranslations("grades");
  const states = await getTranslations("roster.status.batch");
  if (batch.state === "CONFIRMED") return <Confirmed {...props} />;
  if (batch.state === "PREVIEWED") return props.isMine && <Open {...props} />;
  return (
    <Notice kind="caution" className="mb-4" title={states(batch.state)}>
      {batch.undoneAt
        ? t("hint.undone", { name: batch.undoerName ?? "", at: momentText(batch.undoneAt) })
        : t("hint.discarded")}
    </Notice>
  );
}

async function Open({ batch, bare, messages }: Props) {
  const t = await getTranslations("grades");
  const { NEW, CHANGED, FAULTY, DOUBTFUL } = batch.counts;
  const waiting = FAULTY + DOUBTFUL;
  return (
    <Panel title={t("title.confirm")} className="mb-4">
      <div className="flex flex-col gap-3">
        {batch.sameFileAt && <Notice>{t("hint.sameFile", { at: momentText(batch.sameFileAt) })}</Notice>}
        <p>
          {t("hint.willDo", { added: NEW, changed: CHANGED })}
          {waiting > 0 && <span className="text-ink-soft"> {t("hint.leftOut", { count: waiting })}</span>}
        </p>
        <CommandForm
          id={CONFIRM_FORM}
          action={confirmGrades}
          messages={messages}
          successHref={gradesHref(batch.id)}
          className="grid gap-x-4 gap-y-3 sm:grid-cols-2"
          aria-label={t("title.confirm")}
        >
          <Keys batch={batch} />
          {bare.sourceless > 0 && (
            <TextField
              name="source"
              label={t("field.source")}
              hint={t("hint.source", { count: bare.sourceless })}
              defaultValue={batch.fileName.replace(/\.[a-z]+$/i, "")}
              maxLength={GRADE_LIMITS.source}
              required
            />
          )}
          {bare.reasonless > 0 && (
            <TextField
              name="reason"
              label={t("field.reason")}
              hint={t("hint.reason", { count: bare.reasonless })}
              maxLength={GRADE_LIMITS.reason}
              required
            />
          )}
          <FormActions>
            <SubmitButton name="scope" value="ALL" icon="check">
              {t("action.confirmAll", { count: NEW + CHANGED })}
            </SubmitButton>
            <SubmitButton name="scope" value="CHOSEN" variant="secondary">
              {t("action.confirmChosen")}
            </SubmitButton>
          </FormActions>
        </CommandForm>
        <RowForm action={discardGrades} messages={messages} label={t("action.discard")}>
          <Keys batch={batch} />
          <SubmitButton variant="quiet">{t("action.discard")}</SubmitButton>
        </RowForm>
      </div>
    </Panel>
  );
}

async function Confirmed({ batch, blocks, messages }: Props) {
  const t = await getTranslations("grades");
  const m = await marks();
  const shared = await getTranslations("roster.reason");
  const at = batch.confirmedAt;
  const isLate = at !== null && Date.now() - at.getTime() > LIMITS.undoDays * 86_400_000;
  return (
    <Notice
      kind="success"
      className="mb-4"
      title={t("hint.outcome", { added: batch.added, changed: batch.changed })}
      actions={
        !isLate && blocks.length === 0 ? (
          <RowForm action={undoGrades} messages={messages} label={t("action.undo")}>
            <Keys batch={batch} />
            <SubmitButton variant="danger" size="sm">
              {t("action.undo")}
            </SubmitButton>
          </RowForm>
        ) : undefined
      }
    >
      <p>{at && t("hint.confirmed", { name: batch.confirmerName ?? "", at: momentText(at) })}</p>
      <p>
        {isLate
          ? shared("undoTooLate")
          : blocks.length > 0
            ? t("hint.undoBlocked")
            : t("hint.undo", { days: LIMITS.undoDays })}
      </p>
      {!isLate && blocks.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {blocks.slice(0, SHOWN).map(({ cadreId, name, why }) => (
            <li key={`${cadreId} ${why}`}>
              {name ?? t("empty.name")}
              {m.says}
              {t(`status.block.${why}`)}
            </li>
          ))}
          {blocks.length > SHOWN && <li>{t("hint.more", { count: blocks.length - SHOWN })}</li>}
        </ul>
      )}
    </Notice>
  );
}

function Keys({ batch }: { batch: Batch }) {
  return (
    <>
      <input type="hidden" name="batchId" value={batch.id} />
      <input type="hidden" name="rowVersion" value={batch.rowVersion} />
    </>
  );
}
