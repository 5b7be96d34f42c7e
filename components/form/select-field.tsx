"use client";

import type { SelectHTMLAttributes } from "react";
import { Field, type FieldProps, splitField, useField } from "./field";

export type SelectOption = { value: string; label: string; disabled?: boolean };
export type SelectGroup = { label: string; options: SelectOption[] };

type Native = Omit<
  SelectHTMLAttributes<HTMLSelectElement>,
  keyof FieldProps | "id" | "required" | "children"
>;

export type SelectFieldProps = FieldProps &
  Native & {
    options: (SelectOption | SelectGroup)[];
    /** The empty first entry: 请选择, or 全部 in a filter. */
    emptyLabel?: string;
  };

export function SelectField({ options, emptyLabel, ...props }: SelectFieldProps) {
  const [field, native] = splitField(props);
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring}>
      <select {...native} {...wiring.control} className="control">
        {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {entry.options.map((option) => (
                <Choice key={option.value} option={option} />
              ))}
            </optgroup>
          ) : (
            <Choice key={entry.value} option={entry} />
          ),
        )}
      </select>
    </Field>
  );
}

function Choice({ option }: { option: SelectOption }) {
  return (
    <option value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  );
}
