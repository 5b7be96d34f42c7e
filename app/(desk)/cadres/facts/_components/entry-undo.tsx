import { getTranslations } from "next-intl/server";
import { undoImport } from "@/app/_actions/roster";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { marks } from "@/components/punctuation/marks";
import { Notice } from "@/components/ui/notice";
import type { FactChange } from "@/lib/roster/facts/queries";
import type { UndoBlock } from "@/lib/roster/queries";
import { LIMITS } from "@/lib/roster/schema";

type Props = { entry: FactChange; blocks: readonly UndoBlock[] };

/** Somebody who was entered by hand goes again, as long as nothing leans on them. */
export async function EntryUndo({ entry, blocks }: Props) {
  const t = await getTranslations("roster");
  const m = await marks();
  const kinds = [...new Set(blocks.map(({ why }) => why))];
  return (
    <Notice
      className="mb-3"
      actions={
        kinds.length === 0 && (
          <CommandForm
            action={undoImport}
            messages={await formMessages("roster")}
            successHref="/cadres"
            aria-label={t("action.undoEntry")}
            className=""
          >
            <input type="hidden" name="batchId" value={entry.batchId} />
            <input type="hidden" name="rowVersion" value={entry.batchVersion} />
            <SubmitButton variant="danger" size="sm">
              {t("action.undoEntry")}
            </SubmitButton>
          </CommandForm>
        )
      }
    >
      {kinds.length === 0
        ? t("hint.undoEntry", { days: LIMITS.undoDays })
        : t("hint.entryStays", { why: kinds.map((why) => t(`status.entryBlock.${why}`)).join(m.list) })}
    </Notice>
  );
}
