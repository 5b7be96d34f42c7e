"use client";

import type { InputHTMLAttributes } from "react";
import { Field, type FieldProps, splitField, useField } from "../../form/field";

type Props = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "id" | "required">;

/** A native date, time or text input; the phone brings its own picker. */
export function NativeField(props: Props) {
  const [field, native] = splitField(props);
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring}>
      <input autoComplete="off" {...native} {...wiring.control} className="control" />
    </Field>
  );
}
