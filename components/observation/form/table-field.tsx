"use client";

import { useField } from "@/components/form/field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { NumberField, TextField } from "@/components/form/text-field";
import { Icon } from "@/components/ui/icon";
import { fieldHelp, fieldLabel, optionLabel } from "@/lib/methods/rules";
import type { MethodColumn, MethodField } from "@/lib/methods/schema";
import type { TypedRow } from "@/lib/observations/form/rules";
import { marksOf } from "@/lib/platform/marks";
import { fill } from "../../form/messages";
import { useEntry } from "./entry-context";
import { NativeField } from "./native-field";

/** One answer of a table's row or of a cadre's line. */
export function Cell({
  column,
  path,
  value,
  onChange,
}: {
  column: MethodColumn;
  path: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { locale, cadres, words, errorAt } = useEntry();
  const common = {
    name: path,
    label: fieldLabel(column, locale),
    required: column.required,
    error: errorAt(path),
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  switch (column.type) {
    case "text":
      return <TextField {...common} />;
    case "longtext":
      return <TextArea {...common} rows={2} className="[&_textarea]:min-h-16" />;
    case "integer":
    case "number":
      return <NumberField {...common} decimal={column.type === "number"} />;
    case "date":
      return <NativeField type="date" {...common} />;
    case "select":
      return (
        <SelectField
          {...common}
          emptyLabel={words.choose}
          options={(column.options ?? []).map((option) => ({
            value: option,
            label: optionLabel(column, option, locale),
          }))}
        />
      );
    case "cadre":
      return (
        <SelectField
          {...common}
          emptyLabel={column.required ? words.choose : words.none}
          options={cadres.map((cadre) => ({
            value: cadre.id,
            label: `${cadre.name}${marksOf(locale === "en").gap}${cadre.title}`,
          }))}
        />
      );
  }
}

/** Rows one under another: each row is a small block, which a phone can show too. */
export function TableField({ field, rows }: { field: MethodField; rows: TypedRow[] }) {
  const { locale, words, answer, errorAt } = useEntry();
  const path = `details.${field.key}`;
  const help = fieldHelp(field, locale);
  const label = fieldLabel(field, locale);
  const { error, errorId, hintId, describedBy } = useField({
    name: path,
    label,
    hint: help,
    error: errorAt(path),
  });
  // a required table opens with its first row
  const shown = rows.length === 0 && field.required ? [{}] : rows;
  const columns = field.columns ?? [];
  const set = (next: TypedRow[]) => answer(field.key, next);

  return (
    <fieldset
      data-field={path}
      data-invalid={error ? "" : undefined}
      aria-describedby={describedBy}
      className="min-w-0"
    >
      <legend className="mb-1 font-medium">
        {label}
        {field.required && (
          <span aria-hidden className="ml-0.5 text-accent">
            *
          </span>
        )}
      </legend>
      {help && (
        <p id={hintId} className="mb-1 text-sm text-ink-hint">
          {help}
        </p>
      )}
      {error && (
        <p id={errorId} className="mb-1 text-base text-attention">
          {error}
        </p>
      )}
      <ol className="flex flex-col gap-2">
        {shown.map((row, index) => (
          // rows have no id of their own, and their controls hold no state
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} className="rounded-md border border-line bg-paper px-3 py-2">
            <div className="flex items-start gap-2">
              <span className="pt-0.5 text-sm text-ink-hint">{index + 1}</span>
              <div className="grid min-w-0 flex-1 gap-2.5 sm:grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))]">
                {columns.map((column) => (
                  <Cell
                    key={column.key}
                    column={column}
                    path={`${path}.${index}.${column.key}`}
                    value={row[column.key] ?? ""}
                    onChange={(text) =>
                      set(shown.map((one, at) => (at === index ? { ...one, [column.key]: text } : one)))
                    }
                  />
                ))}
              </div>
              <RemoveButton
                label={fill(words.remove, { name: `${label} ${index + 1}` })}
                onClick={() => set(shown.filter((_, at) => at !== index))}
              />
            </div>
          </li>
        ))}
      </ol>
      <AddButton label={words.addRow} onClick={() => set([...shown, {}])} />
    </fieldset>
  );
}

export function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="-mr-1.5 flex size-8 shrink-0 items-center justify-center rounded-md text-ink-hint hover:bg-paper-deep hover:text-attention pointer-coarse:size-11"
    >
      <Icon name="close" className="size-3.5" />
    </button>
  );
}

export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="mt-1.5 inline-flex min-h-8 items-center gap-1 rounded-md px-2 text-accent hover:bg-accent-soft pointer-coarse:min-h-11"
    >
      <Icon name="plus" className="size-3.5" />
      {label}
    </button>
  );
}
