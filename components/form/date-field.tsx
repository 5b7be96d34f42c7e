"use client";

import type { InputHTMLAttributes } from "react";
import { Field, type FieldProps, splitField, useField } from "./field";

type DateFieldProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "id" | "required" | "type">;

/** A day, sent as YYYY-MM-DD. */
export function DateField(props: DateFieldProps) {
  const [field, native] = splitField(props);
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring}>
      <input type="date" {...native} {...wiring.control} className="control max-w-[11rem]" />
    </Field>
  );
}
