import { getTranslations } from "next-intl/server";
import type { FormMessages } from "@/components/form/messages";
import { PreviewTable } from "@/components/roster/preview-table";
import type { Batch, FoundPerson, PreviewRow, SameFault } from "@/lib/roster/queries";
import type { PreviewFilter } from "@/lib/roster/schema";
import { CONFIRM_FORM } from "./batch-state";
import { RowStory } from "./row-story";

type Props = {
  batch: Batch;
  filter: PreviewFilter;
  rows: readonly PreviewRow[];
  same: readonly SameFault[];
  found: readonly FoundPerson[];
  messages: FormMessages;
};

export async function RowTable({ batch, filter, rows, same, found, messages }: Props) {
  const t = await getTranslations("roster");
  const isOpen = batch.state === "PREVIEWED" && !filter.job;
  return (
    <PreviewTable
      caption={t("title.rows")}
      empty={t("empty.rows")}
      name={t("field.roster.name")}
      unit={t("field.roster.unit")}
      // a form that is no table says who it is about in the name of its file
      nameless={({ raw }) => (batch.kind === "LRMX" ? raw[0] : undefined)}
      rows={rows}
      confirmForm={isOpen ? CONFIRM_FORM : null}
      columns={[
        {
          key: "title",
          header: t("field.roster.title"),
          minor: true,
          width: "11rem",
          cell: (row) => row.taken.title ?? row.typed.title ?? "",
        },
      ]}
      story={(row) => <RowStory {...{ batch, filter, row, same, found, messages, isOpen }} />}
    />
  );
}
