"use client";

import type { ReactNode } from "react";
import { CommandForm } from "@/components/form/command-form";
import { useField } from "@/components/form/field";
import { type FormMessages, fill, issueText } from "@/components/form/messages";
import type { CommandAction } from "@/components/form/use-command-form";
import { Notice } from "@/components/ui/notice";

export type FactWords = {
  messages: FormMessages;
  /** by rule of a cell, some with a near word */
  rules: Record<string, string>;
  /** by field */
  columns: Record<string, string>;
  /** "{column}：{said}" */
  sentence: string;
};

type Props<T> = {
  action: CommandAction<T>;
  words: FactWords;
  label: string;
  successHref: string;
  staleAction?: ReactNode;
  children: ReactNode;
};

/** A row of the roster as a form: what a cell breaks is said with its column, because the list above has many of them. */
export function FactsForm<T>({ action, words, label, successHref, staleAction, children }: Props<T>) {
  const messages: FormMessages = {
    ...words.messages,
    issue: (issue) => {
      const rule = words.rules[issue.code];
      const said = rule === undefined ? issueText(words.messages, issue) : fill(rule, issue.params);
      const column = words.columns[issue.path];
      return column === undefined ? said : fill(words.sentence, { column, said });
    },
  };
  return (
    <CommandForm
      action={action}
      messages={messages}
      aria-label={label}
      successHref={successHref}
      failureActions={{ stale: staleAction }}
    >
      {children}
    </CommandForm>
  );
}

/** Asked once somebody of the same name was found: the question, and the answer that lets the entry through. */
export function NamesakeQuestion({ label }: { label: string }) {
  const { error, control, errorId } = useField({ name: "isAnother", label });
  if (!error) return null;
  return (
    <div data-field="isAnother" data-invalid="">
      <Notice kind="caution">
        <p id={errorId}>{error}</p>
        <label className="mt-2 flex items-center gap-2">
          <input {...control} type="checkbox" value="yes" />
          {label}
        </label>
      </Notice>
    </div>
  );
}
