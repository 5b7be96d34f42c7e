import { getTranslations } from "next-intl/server";
import { addCorrectionFiles } from "@/app/_actions/corrections";
import { fileWords } from "@/app/_shared/entry-words";
import { formMessages } from "@/app/_shared/form-messages";
import { FileField } from "@/components/correction/file-field";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { Panel } from "@/components/ui/panel";
import type { CorrectionRow } from "@/lib/corrections/queries";
import { LIMITS } from "@/lib/corrections/schema";
import { WaitingFiles } from "./waiting-files";

/** The cadre's own, while it is open: what is still to be sent, and a place for more. */
export async function OwnFiles({ request, viewerId }: { request: CorrectionRow; viewerId: string }) {
  const t = await getTranslations("corrections");
  const words = await fileWords();
  const waiting = request.files.filter((file) => !file.hasArrived);
  const room = LIMITS.files - request.files.length;
  return (
    <Panel title={t("title.addFiles")} className="no-print">
      <div className="flex flex-col gap-4">
        {waiting.length > 0 && (
          <WaitingFiles
            viewerId={viewerId}
            requestId={request.id}
            files={waiting}
            messages={await formMessages("corrections", undefined, "attachments")}
            words={{
              queued: t("hint.fileQueued"),
              sending: t.raw("hint.fileSending"),
              heard: t("hint.fileHeard"),
              missing: t("hint.fileMissing"),
              line: t("hint.fileLine"),
              busy: t("hint.fileBusy"),
              signedOut: t("hint.fileSignedOut"),
              other: t("hint.fileOther"),
              retry: t("action.retry"),
              chooseAgain: t("action.chooseAgain"),
              drop: t("action.drop"),
            }}
          />
        )}
        {room > 0 && (
          <CommandForm
            action={addCorrectionFiles}
            messages={await formMessages("corrections")}
            resetOnSuccess
            aria-label={t("title.addFiles")}
          >
            <input type="hidden" name="id" value={request.id} />
            <FileField
              viewerId={viewerId}
              most={room}
              words={{
                ...words,
                files: { ...words.files, label: t("title.files"), hint: t("hint.files") },
              }}
            />
            <FormActions>
              <SubmitButton variant="secondary">{t("action.addFiles")}</SubmitButton>
            </FormActions>
          </CommandForm>
        )}
      </div>
    </Panel>
  );
}
