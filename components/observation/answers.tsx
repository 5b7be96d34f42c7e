/** Answers to a method's own fields, shown by the version they were written in. */
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DescriptionList } from "@/components/ui/description-list";
import { fieldLabel, optionLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { AnswerNames } from "@/lib/observations/record/queries";
import { marksOf } from "@/lib/platform/marks";

export type AnswerWords = { yes: string; no: string; locale: string; names: AnswerNames };

export async function Answers({
  fields,
  details,
  names,
}: {
  fields: MethodField[];
  details: Record<string, unknown>;
  names: AnswerNames;
}) {
  const t = await getTranslations("observations");
  const words = { yes: t("status.yes"), no: t("status.no"), locale: await getLocale(), names };
  const answered = fields.filter((field) => !field.binds && details[field.key] !== undefined);
  if (answered.length === 0) return <p className="text-ink-hint">{t("empty.details")}</p>;
  return (
    <DescriptionList
      columns={2}
      items={answered.map((field) => ({
        key: field.key,
        term: fieldLabel(field, words.locale),
        value: <Answer field={field} value={details[field.key]} words={words} />,
        wide: field.type === "longtext" || field.type === "table",
      }))}
    />
  );
}

function Answer({
  field,
  value,
  words,
}: {
  field: MethodField;
  value: unknown;
  words: AnswerWords;
}): ReactNode {
  if (field.type === "table" && Array.isArray(value))
    return <AnswerTable field={field} rows={value} words={words} />;
  return <span className="whitespace-pre-line">{answerText(field, value, words)}</span>;
}

/** One answer as text; ids become names, options take the reader's language. */
export function answerText(field: MethodField, value: unknown, words: AnswerWords): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value))
    return value.map((one) => answerText(field, one, words)).join(marksOf(words.locale === "en").list);
  if (typeof value === "string") return words.names[value] ?? optionLabel(field, value, words.locale);
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return "";
  const parts = value as Record<string, unknown>;
  if ("from" in parts) return `${parts.from} – ${parts.to}`;
  const named = words.names[String(parts.cadreId ?? parts.id ?? "")];
  return [named, parts.role, parts.text].filter(Boolean).join(" ");
}

function AnswerTable({ field, rows, words }: { field: MethodField; rows: unknown[]; words: AnswerWords }) {
  const columns = field.columns ?? [];
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{fieldLabel(field, words.locale)}</caption>
      <thead>
        <tr className="border-b border-line-strong text-left text-ink-soft">
          {columns.map((column) => (
            <th key={column.key} scope="col" className="py-1 pr-3 font-medium">
              {fieldLabel(column, words.locale)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a frozen answer never move
          <tr key={index} className="border-b border-line align-top">
            {columns.map((column) => {
              const cell = String((row as Record<string, unknown>)[column.key] ?? "");
              return (
                <td key={column.key} className="py-1 pr-3">
                  {words.names[cell] ?? optionLabel(column, cell, words.locale)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
