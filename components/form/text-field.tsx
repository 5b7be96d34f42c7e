"use client";

import type { InputHTMLAttributes } from "react";
import { Field, type FieldProps, splitField, useField } from "./field";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "id" | "required">;

export type TextFieldProps = FieldProps & Native;

export function TextField(props: TextFieldProps) {
  const [field, native] = splitField(props);
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring}>
      <input type="text" autoComplete="off" {...native} {...wiring.control} className="control" />
    </Field>
  );
}

export type NumberFieldProps = TextFieldProps & {
  /** After the number: 亩, %, 万元. */
  unit?: string;
  /** Allows a fraction; decides the phone's keyboard. */
  decimal?: boolean;
};

/** Text with a numeric keyboard: the wheel never changes it, and what was typed is sent as typed. */
export function NumberField({ unit, decimal, ...props }: NumberFieldProps) {
  const [field, native] = splitField(props);
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring}>
      <div className="flex items-center gap-2">
        <input
          type="text"
          inputMode={decimal ? "decimal" : "numeric"}
          autoComplete="off"
          {...native}
          {...wiring.control}
          className="control max-w-[10rem] text-right"
        />
        {unit && <span className="text-ink-soft">{unit}</span>}
      </div>
    </Field>
  );
}
