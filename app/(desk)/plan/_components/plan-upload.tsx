"use client";

import { useState } from "react";
import { importPlan } from "@/app/_actions/liaison";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { FileField, SheetFaults, WORKBOOK, withinSize } from "@/components/form/file-field";
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

const upload = withinSize(importPlan, LIMITS.fileBytes, "liaison.reason.notABook");

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
        <FileField name="file" label={words.file} required accept={WORKBOOK} />
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
        <SheetFaults
          title={words.faults}
          faults={faults.map(({ sheet, row, column, value, code, params }) => ({
            key: `${sheet} ${row} ${column} ${code}`,
            place: fill(words.place, { sheet, row, column, value }),
            rule: fill(words.rules[code] ?? "", params),
          }))}
        />
      )}
    </>
  );
}
