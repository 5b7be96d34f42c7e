import { getLocale, getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/ui/data-table";
import { fieldHelp, fieldLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";

/** The questions of a version in their order. */
export async function FieldTable({ fields }: { fields: readonly MethodField[] }) {
  const t = await getTranslations("methods");
  const locale = await getLocale();
  const columns: Column<MethodField>[] = [
    {
      key: "label",
      header: t("field.label"),
      cell: (field) => (
        <>
          {fieldLabel(field, locale)}
          {fieldHelp(field, locale) && (
            <span className="block text-sm text-ink-soft">{fieldHelp(field, locale)}</span>
          )}
        </>
      ),
    },
    { key: "type", header: t("field.type"), cell: (field) => t(`status.type.${field.type}`), nowrap: true },
    {
      key: "required",
      header: t("field.required"),
      cell: (field) => (field.required ? t("status.required") : ""),
      nowrap: true,
    },
    {
      key: "options",
      header: t("field.options"),
      minor: true,
      cell: (field) =>
        (locale === "en" ? field.optionsEn : field.options)?.join(t("hint.listMark")) ??
        field.columns?.map((column) => fieldLabel(column, locale)).join(t("hint.listMark")) ??
        "",
    },
  ];
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.fields") })}
      columns={columns}
      rows={fields}
      rowKey={(field) => field.key}
      empty={null}
    />
  );
}
