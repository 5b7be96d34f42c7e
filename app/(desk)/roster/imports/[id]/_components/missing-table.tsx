import { getTranslations } from "next-intl/server";
import { markLeaver } from "@/app/_actions/roster";
import { SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { RowForm } from "@/components/roster/row-form";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Day } from "@/lib/platform/clock";
import type { Batch, Missing } from "@/lib/roster/queries";

type Props = { batch: Batch; rows: readonly Missing[]; messages: FormMessages; today: Day };

/** People of the file's units whom the file does not name: left alone, unless somebody says that they have gone. */
export async function MissingTable({ batch, rows, messages, today }: Props) {
  const t = await getTranslations("roster");
  const isOpen = batch.state === "PREVIEWED";
  return (
    <DataTable
      flush
      caption={t("hint.missingTable")}
      rows={rows}
      rowKey={({ cadreId }) => cadreId}
      empty={<EmptyState icon="people" title={t(isOpen ? "empty.missing" : "empty.ended")} />}
      columns={[
        { key: "name", header: t("field.roster.name"), width: "8rem", cell: ({ name }) => name },
        {
          key: "unit",
          header: t("field.roster.unit"),
          minor: true,
          width: "12rem",
          cell: ({ unitName }) => unitName,
        },
        { key: "title", header: t("field.roster.title"), minor: true, cell: ({ title }) => title },
        {
          key: "since",
          header: t("field.roster.postStartsOn"),
          minor: true,
          nowrap: true,
          width: "9rem",
          cell: ({ startsOn }) => startsOn.replaceAll("-", "."),
        },
        {
          key: "leave",
          header: t("field.endsOn"),
          width: "22rem",
          cell: ({ cadreId, name, endsOn }) =>
            isOpen ? (
              <RowForm action={markLeaver} messages={messages} label={t("action.leaveOf", { name })}>
                <input type="hidden" name="batchId" value={batch.id} />
                <input type="hidden" name="cadreId" value={cadreId} />
                {endsOn ? (
                  <>
                    <input type="hidden" name="endsOn" value="" />
                    <span>{t("hint.leaves", { day: endsOn.replaceAll("-", ".") })}</span>
                    <SubmitButton variant="quiet" size="sm">
                      {t("action.takeBack")}
                    </SubmitButton>
                  </>
                ) : (
                  <>
                    <input
                      type="date"
                      name="endsOn"
                      defaultValue={today}
                      aria-label={t("field.endsOn")}
                      className="control min-h-7 max-w-[10rem]"
                    />
                    <SubmitButton variant="secondary" size="sm">
                      {t("action.leave")}
                    </SubmitButton>
                  </>
                )}
              </RowForm>
            ) : (
              (endsOn ?? "").replaceAll("-", ".")
            ),
        },
      ]}
    />
  );
}
