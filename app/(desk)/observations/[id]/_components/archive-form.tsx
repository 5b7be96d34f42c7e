import { getTranslations } from "next-intl/server";
import { archive } from "@/app/_actions/review";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { Panel } from "@/components/ui/panel";

type Props = { record: { id: string; revisionNo: number; state: string } };

/** 归档 and back, with what it means for the record. */
export async function ArchiveForm({ record }: Props) {
  const t = await getTranslations("observations");
  const isFiled = record.state === "ARCHIVED";
  return (
    <Panel className="no-print">
      <details key={record.state}>
        <summary className="inline-flex min-h-7 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
          {t(isFiled ? "title.reopen" : "title.archive")}
        </summary>
        <CommandForm
          action={archive}
          messages={await formMessages("observations")}
          successHref={`/observations/${record.id}`}
          className="mt-2 flex flex-col gap-3"
        >
          <p className="text-sm text-ink-soft">{t(isFiled ? "hint.reopen" : "hint.archive")}</p>
          <input type="hidden" name="id" value={record.id} />
          <input type="hidden" name="revisionNo" value={record.revisionNo} />
          <input type="hidden" name="to" value={isFiled ? "ACCEPTED" : "ARCHIVED"} />
          <div>
            <SubmitButton>{t(isFiled ? "action.reopen" : "action.archive")}</SubmitButton>
          </div>
        </CommandForm>
      </details>
    </Panel>
  );
}
