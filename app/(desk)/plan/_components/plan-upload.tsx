"use client";

import { useState } from "react";
import { importPlan } from "@/app/_actions/liaison";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { Field, useField } from "@/components/form/field";
import { type FormMessages, fill } from "@/components/form/messages";
import { Notice } from "@/components/ui/notice";
import { LIMITS } from "@/lib/liaison/schema";
import type { SheetFault } from "@/lib/liaison/sheet/rules";

type Props = {
  messages: FormMessages;
  words: {
    file: string;
    submit: string;
    faults: string;
    taken: string;
    place: string;
    rules: Record<string, string>;
  };
};

/** A whole workbook or nothing: what is wrong is told by sheet, row, column, content and rule. */
export function PlanUpload({ messages, words }: Props) {
  const [faults, setFaults] = useState<SheetFault[]>([]);
  const [taken, setTaken] = useState("");
  return (
    <>
      <CommandForm
        action={upload}
        messages={messages}
        onSuccess={(value) => {
          setFaults("faults" in value ? value.faults : []);
          setTaken("taken" in value ? fill(words.taken, value.taken) : "");
        }}
      >
        <FileField label={words.file} />
        <FormActions>
          <SubmitButton icon="upload">{words.submit}</SubmitButton>
        </FormActions>
      </CommandForm>
      {taken && (
        <Notice kind="success" live="status">
          {taken}
        </Notice>
      )}
      {faults.length > 0 && (
        <Notice kind="error" live="alert" title={words.faults}>
          <ul className="mt-1.5 flex flex-col gap-1.5">
            {faults.map((fault) => (
              <li key={`${fault.sheet} ${fault.row} ${fault.column} ${fault.code}`} className="break-words">
                {fill(words.place, {
                  sheet: fault.sheet,
                  row: fault.row,
                  column: fault.column,
                  value: fault.value,
                })}
                <span className="font-medium">{fill(words.rules[fault.code] ?? "", fault.params)}</span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

/** A file that is too large never leaves: the server would answer with nothing that can be said. */
const upload: typeof importPlan = async (form) => {
  const file = form.get("file");
  return file instanceof File && file.size > LIMITS.fileBytes
    ? { ok: false, kind: "refused", reason: "liaison.reason.notABook" }
    : importPlan(form);
};

function FileField({ label }: { label: string }) {
  const field = { name: "file", label, required: true };
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring}>
      <input
        type="file"
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        {...wiring.control}
        className="control py-1.5"
      />
    </Field>
  );
}
