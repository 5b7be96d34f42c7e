"use client";

import { useField } from "@/components/form/field";
import { fieldHelp, fieldLabel } from "@/lib/methods/rules";
import type { PickCadre } from "@/lib/observations/form/choice/rules";
import { boundField, type CadreEntry } from "@/lib/observations/form/rules";
import { CadrePicker } from "./cadre-picker";
import { useEntry } from "./entry-context";
import { NativeField } from "./native-field";
import { Cell } from "./table-field";

/** The cadres of the record's own unit. */
export function CadreLines({ known }: { known: PickCadre[] }) {
  const { state, fields, locale, words, patch } = useEntry();
  const bound = boundField(fields, "cadres");
  return (
    <CadreBlock
      path="cadres"
      label={bound ? fieldLabel(bound, locale) : words.cadres}
      lines={state.cadres}
      known={known}
      onChange={(cadres) => patch({ cadres })}
    />
  );
}

type BlockProps = {
  path: string;
  label: string;
  lines: CadreEntry[];
  known?: PickCadre[];
  onChange: (lines: CadreEntry[]) => void;
};

/** The cadres of one record, and what the method asks of each: one block a cadre. Candidates come from the context. */
export function CadreBlock({ path, label, lines, known = [], onChange }: BlockProps) {
  const { fields, cadres, words, locale, errorAt } = useEntry();
  const bound = boundField(fields, "cadres");
  const columns = bound?.columns ?? [];
  const help = bound && columns.length === 0 ? fieldHelp(bound, locale) : undefined;
  const { error, errorId, hintId, describedBy } = useField({
    name: path,
    label,
    hint: help,
    error: errorAt(path),
  });

  const toggle = (cadreId: string) =>
    onChange(
      lines.some((line) => line.cadreId === cadreId)
        ? lines.filter((line) => line.cadreId !== cadreId)
        : [...lines, { cadreId, roleInEvent: "", details: {} }],
    );
  const change = (cadreId: string, part: Partial<CadreEntry>) =>
    onChange(lines.map((line) => (line.cadreId === cadreId ? { ...line, ...part } : line)));

  return (
    <fieldset
      data-field={path}
      data-invalid={error ? "" : undefined}
      aria-describedby={describedBy}
      className="min-w-0"
    >
      <legend className="mb-1 font-medium">
        {label}
        {bound?.required && (
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
      <CadrePicker
        label={label}
        name={path}
        chosen={lines.map((line) => line.cadreId)}
        onToggle={toggle}
        known={known}
      />
      {error && (
        <p id={errorId} className="mt-1 text-base text-attention">
          {error}
        </p>
      )}
      {lines.length > 0 && (
        <ul className="mt-2.5 flex flex-col gap-2">
          {lines.map((line, index) => {
            const present = cadres.find((cadre) => cadre.id === line.cadreId);
            const cadre = present ?? known.find((one) => one.id === line.cadreId);
            const at = `${path}.${index}`;
            return (
              <li key={line.cadreId} className="rounded-md border border-line bg-paper px-3 py-2">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
                  <p className="min-w-0 flex-1">
                    <span className="font-medium">{cadre?.name}</span>{" "}
                    <span className="text-sm text-ink-soft">{cadre?.title}</span>
                  </p>
                  {columns.length === 0 && (
                    <NativeField
                      className="max-w-[16rem] flex-[2_1_10rem]"
                      name={`${at}.roleInEvent`}
                      label={`${cadre?.name ?? ""} ${words.roleInEvent}`}
                      hideLabel
                      placeholder={words.roleInEvent}
                      maxLength={60}
                      error={errorAt(`${at}.roleInEvent`)}
                      value={line.roleInEvent}
                      onChange={(event) => change(line.cadreId, { roleInEvent: event.currentTarget.value })}
                    />
                  )}
                </div>
                {!present && <p className="mt-1 text-sm text-caution">{words.notThatDay}</p>}
                {columns.length > 0 && (
                  <div className="mt-2 flex flex-wrap gap-2.5">
                    {columns.map((column) => (
                      <div
                        key={column.key}
                        className={
                          column.type === "longtext" ? "min-w-0 flex-[1_1_14rem]" : "flex-[0_1_8.5rem]"
                        }
                      >
                        <Cell
                          column={column}
                          path={`${at}.details.${column.key}`}
                          value={line.details[column.key] ?? ""}
                          onChange={(text) =>
                            change(line.cadreId, { details: { ...line.details, [column.key]: text } })
                          }
                        />
                      </div>
                    ))}
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </fieldset>
  );
}
