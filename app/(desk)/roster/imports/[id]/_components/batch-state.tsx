import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { acceptLikely, askConfirmation, discardImport, undoImport } from "@/app/_actions/roster";
import { jobWords } from "@/app/_shared/job-words";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { JobProgress } from "@/components/job/job-progress";
import { marks } from "@/components/punctuation/marks";
import { RowForm } from "@/components/roster/row-form";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { momentText } from "@/lib/platform/clock";
import { BY_PAGE_HEADER } from "@/lib/platform/request";
import type { Batch, UndoBlock } from "@/lib/roster/queries";
import { hasFile, LIMITS, type PreviewFilter } from "@/lib/roster/schema";
import { importHref } from "./address";

/** Checkboxes of the table belong to this form, wherever they stand. */
export const CONFIRM_FORM = "confirm-import";

type Props = {
  batch: Batch;
  filter: PreviewFilter;
  blocks: readonly UndoBlock[];
  chosenToLeave: number;
  messages: FormMessages;
};

/** What can be done with the whole: confirmed, left, or taken back. */
export async function BatchState(props: Props) {
  const { batch, filter, messages } = props;
  const t = await getTranslations("roster");
  if (batch.state === "PREVIEWED" && filter.job) {
    return (
      <div className="mb-4">
        <JobProgress
          id={filter.job}
          words={
            await jobWords({
              running: t("status.job.running"),
              done: t("status.job.done"),
              failed: t("status.job.failed"),
            })
          }
          messages={messages}
          header={BY_PAGE_HEADER}
          doneHref={importHref(batch.id)}
          retry={
            <ButtonLink size="sm" href={importHref(batch.id)}>
              {t("action.again")}
            </ButtonLink>
          }
        />
      </div>
    );
  }
  if (batch.state === "PREVIEWED") return <Open {...props} />;
  return batch.state === "CONFIRMED" ? <Confirmed {...props} /> : <Ended batch={batch} />;
}

async function Open({ batch, chosenToLeave, messages }: Props) {
  const t = await getTranslations("roster");
  const { NEW, CHANGED, FAULTY, DOUBTFUL } = batch.counts;
  const waiting = FAULTY + DOUBTFUL;
  return (
    <Panel title={t("title.confirm")} className="mb-4">
      <div className="flex flex-col gap-3">
        {batch.sameFileAt && <Notice>{t("hint.sameFile", { at: momentText(batch.sameFileAt) })}</Notice>}
        <p>
          {t("hint.willDo", { added: NEW, changed: CHANGED, ended: chosenToLeave })}
          {waiting > 0 && <span className="text-ink-soft"> {t("hint.leftOut", { count: waiting })}</span>}
        </p>
        <p className="text-sm text-ink-soft">
          {t("hint.effective", { day: batch.effectiveOn.replaceAll("-", ".") })} {t("hint.emptyCells")}
        </p>
        {batch.likely > 0 && (
          <RowForm
            action={acceptLikely}
            messages={messages}
            label={t("action.acceptLikely", { count: batch.likely })}
          >
            <input type="hidden" name="batchId" value={batch.id} />
            <SubmitButton variant="secondary" size="sm" icon="check">
              {t("action.acceptLikely", { count: batch.likely })}
            </SubmitButton>
            <span className="text-sm text-ink-soft">{t("hint.likely")}</span>
          </RowForm>
        )}
        <div className="flex flex-wrap items-start gap-2">
          <CommandForm
            id={CONFIRM_FORM}
            action={askConfirmation}
            messages={messages}
            successHref={`${importHref(batch.id)}?job={id}`}
            className="flex flex-wrap items-center gap-2"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="batchId" value={batch.id} />
            <input type="hidden" name="rowVersion" value={batch.rowVersion} />
            <SubmitButton name="scope" value="ALL" icon="check">
              {t("action.confirmAll", { count: NEW + CHANGED })}
            </SubmitButton>
            <SubmitButton name="scope" value="CHOSEN" variant="secondary">
              {t("action.confirmChosen")}
            </SubmitButton>
          </CommandForm>
          <RowForm action={discardImport} messages={messages} label={t("action.discard")}>
            <Keys batch={batch} />
            <SubmitButton variant="quiet">{t("action.discard")}</SubmitButton>
          </RowForm>
        </div>
      </div>
    </Panel>
  );
}

async function Confirmed({ batch, blocks, messages }: Props) {
  const t = await getTranslations("roster");
  const m = await marks();
  const at = batch.confirmedAt;
  const isImport = hasFile(batch.kind);
  const undo = t(isImport ? "action.undo" : "action.undoBulk");
  const isLate = at !== null && Date.now() - at.getTime() > LIMITS.undoDays * 86_400_000;
  return (
    <Notice
      kind="success"
      className="mb-4"
      title={t("hint.outcome", { added: batch.added, changed: batch.changed, ended: batch.ended })}
      actions={
        batch.kind === "MERGER" ? (
          <ButtonLink size="sm" href="/units/register">
            {t("action.toRegister")}
          </ButtonLink>
        ) : !isLate && blocks.length === 0 ? (
          <RowForm action={undoImport} messages={messages} label={undo}>
            <Keys batch={batch} />
            <SubmitButton variant="danger" size="sm">
              {undo}
            </SubmitButton>
          </RowForm>
        ) : undefined
      }
    >
      <p>
        {at &&
          t(isImport ? "hint.confirmed" : "hint.bulkDone", {
            name: batch.confirmerName ?? "",
            at: momentText(at),
          })}
      </p>
      <p>
        {isLate
          ? t("reason.undoTooLate")
          : blocks.length > 0
            ? t("hint.undoBlocked")
            : t("hint.undo", { days: LIMITS.undoDays })}
      </p>
      {!isLate && blocks.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {blocks.slice(0, 20).map(({ cadreId, name, why }) => (
            <li key={`${cadreId} ${why}`}>
              {name ?? t("empty.name")}
              {m.says}
              {t(`status.block.${why}`)}
            </li>
          ))}
          {blocks.length > 20 && <li>{t("hint.more", { count: blocks.length - 20 })}</li>}
        </ul>
      )}
    </Notice>
  );
}

async function Ended({ batch }: { batch: Batch }) {
  const t = await getTranslations("roster");
  return (
    <Notice kind="caution" className="mb-4" title={t(`status.batch.${batch.state}`)}>
      {batch.undoneAt
        ? t("hint.undone", { name: batch.undoerName ?? "", at: momentText(batch.undoneAt) })
        : t("hint.discarded")}
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
