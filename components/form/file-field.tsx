"use client";

import type { InputHTMLAttributes } from "react";
import { Notice } from "../ui/notice";
import { Field, type FieldProps, splitField, useField } from "./field";
import type { CommandAction } from "./use-command-form";

/** What a file chooser offers where a workbook is asked for; the server looks at the content. */
export const WORKBOOK = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "id" | "required" | "type">;

export function FileField(props: FieldProps & Native) {
  const [field, native] = splitField(props);
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring}>
      <input type="file" {...native} {...wiring.control} className="control py-1.5" />
    </Field>
  );
}

/** A file that is too large never leaves: the server would answer with nothing that can be said. */
export const withinSize =
  <T,>(action: CommandAction<T>, bytes: number, reason: string): CommandAction<T> =>
  async (form) => {
    const file = form.get("file");
    return file instanceof File && file.size > bytes ? { ok: false, kind: "refused", reason } : action(form);
  };

/** What is wrong in a workbook, a line each: where it stands, and the rule that it breaks. */
export const SheetFaults = ({
  title,
  faults,
}: {
  title: string;
  faults: { key: string; place: string; rule: string }[];
}) => (
  <Notice kind="error" live="alert" title={title}>
    <ul className="mt-1.5 flex flex-col gap-1.5">
      {faults.map(({ key, place, rule }) => (
        <li key={key} className="break-words">
          {place}
          <span className="font-medium">{rule}</span>
        </li>
      ))}
    </ul>
  </Notice>
);
