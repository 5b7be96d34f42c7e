import { getTranslations } from "next-intl/server";
import { chooseCadre } from "@/app/_actions/roster";
import { SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { RowForm } from "@/components/roster/row-form";
import { Button } from "@/components/ui/button";
import type { Batch, FoundPerson, PreviewRow } from "@/lib/roster/queries";
import type { PreviewFilter } from "@/lib/roster/schema";
import { importHref } from "./address";

type Props = {
  batch: Batch;
  filter: PreviewFilter;
  row: PreviewRow;
  found: readonly FoundPerson[];
  messages: FormMessages;
};

/** None of the offered ones: anybody of the roster, looked for by name or pinyin. */
export async function AnybodyElse({ batch, filter, row, found, messages }: Props) {
  const t = await getTranslations("roster");
  if (filter.row !== row.id) {
    return (
      <a
        href={importHref(batch.id, { ...filter, row: row.id, who: undefined })}
        className="text-sm text-accent hover:underline"
      >
        {t("action.anybodyElse")}
      </a>
    );
  }
  const kept = { view: filter.view, q: filter.q, page: String(filter.page), row: row.id };
  return (
    <div className="mt-1.5 flex flex-col items-start gap-1.5">
      <form method="get" action={importHref(batch.id)} className="flex flex-wrap items-center gap-1.5">
        {Object.entries(kept).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        <input
          name="who"
          defaultValue={filter.who ?? row.taken.name ?? ""}
          maxLength={40}
          aria-label={t("field.who")}
          placeholder={t("field.who")}
          autoComplete="off"
          className="control min-h-7 w-48 max-w-full"
        />
        <Button type="submit" size="sm" icon="search">
          {t("action.search")}
        </Button>
      </form>
      {filter.who && found.length === 0 && <p className="text-sm text-ink-soft">{t("empty.who")}</p>}
      {found.length > 0 && (
        <RowForm
          action={chooseCadre}
          messages={messages}
          label={t("action.anybodyElse")}
          className="flex flex-col items-start gap-1.5"
        >
          <input type="hidden" name="batchId" value={batch.id} />
          <input type="hidden" name="rowId" value={row.id} />
          {found.map(({ id, name, hint }) => (
            <span key={id} className="flex flex-wrap items-center gap-1.5">
              <SubmitButton name="pick" value={id} variant="secondary" size="sm">
                {t("action.isThis", { name })}
              </SubmitButton>
              <span className="text-sm text-ink-soft">{hint}</span>
            </span>
          ))}
        </RowForm>
      )}
    </div>
  );
}
