"use client";

import { useState } from "react";
import { arrangePlan, tryPlanSheet } from "@/app/_actions/plans";
import type { DryRun } from "@/app/_shared/plan-sheet";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { FileField, SheetFaults, WORKBOOK, withinSize } from "@/components/form/file-field";
import { type FormMessages, fill } from "@/components/form/messages";
import { Notice } from "@/components/ui/notice";
import type { Pair } from "@/lib/assignments/plans/rules";
import { LIMITS } from "@/lib/assignments/plans/schema";
import { about, namesOf } from "./names";

type Named = { id: string; name: string };
type Props = {
  plan: { id: string; rowVersion: number };
  names: { units: Named[]; observers: Named[] };
  doneHref: string;
  messages: FormMessages;
  words: Record<
    "file" | "dryRun" | "apply" | "dry" | "dryNone" | "begun" | "ended" | "more" | "faults" | "fault",
    string
  > & { rules: Record<string, string> };
};

const SHOWN = 30;
const tryOne = withinSize(tryPlanSheet, LIMITS.fileBytes, "plans.reason.notABook");

/** First what would change, then the change: nothing is taken from a sheet unseen. */
export function SheetUpload({ plan, names, doneHref, messages, words }: Props) {
  const [tried, setTried] = useState<DryRun | null>(null);
  return (
    <>
      <CommandForm action={tryOne} messages={messages} onSuccess={setTried}>
        <Key plan={plan} />
        <FileField name="file" label={words.file} required accept={WORKBOOK} />
        <FormActions>
          <SubmitButton icon="upload">{words.dryRun}</SubmitButton>
        </FormActions>
      </CommandForm>
      {tried && "faults" in tried && (
        <SheetFaults
          title={words.faults}
          faults={tried.faults.map(({ row, column, value, code }) => ({
            key: `${row} ${column} ${code}`,
            place: fill(words.fault, { row, column, value }),
            rule: words.rules[code] ?? code,
          }))}
        />
      )}
      {tried && "lines" in tried && <Tried {...{ tried, plan, names, doneHref, messages, words }} />}
    </>
  );
}

function Tried({
  tried,
  plan,
  names,
  doneHref,
  messages,
  words,
}: Props & { tried: Extract<DryRun, { lines: Pair[] }> }) {
  const known = namesOf(names);
  const changes = [
    ...tried.begun.map((pair) => fill(words.begun, about(known, pair))),
    ...tried.ended.map((pair) => fill(words.ended, about(known, pair))),
  ];
  if (changes.length === 0) return <Notice live="status">{words.dryNone}</Notice>;
  const lines = tried.lines.map((pair) => ({ ...pair, origin: "MANUAL" }));
  return (
    <Notice kind="info" live="status" title={fill(words.dry, { count: changes.length })}>
      <ul className="mt-1 list-inside list-disc">
        {changes.slice(0, SHOWN).map((text) => (
          <li key={text}>{text}</li>
        ))}
        {changes.length > SHOWN && <li>{fill(words.more, { count: changes.length - SHOWN })}</li>}
      </ul>
      <CommandForm
        action={arrangePlan}
        messages={messages}
        successHref={doneHref}
        className="mt-2 flex flex-col gap-2"
      >
        <Key plan={plan} />
        <input type="hidden" name="lines" value={JSON.stringify(lines)} />
        <FormActions>
          <SubmitButton icon="check">{words.apply}</SubmitButton>
        </FormActions>
      </CommandForm>
    </Notice>
  );
}

const Key = ({ plan }: Pick<Props, "plan">) => (
  <>
    <input type="hidden" name="id" value={plan.id} />
    <input type="hidden" name="rowVersion" value={plan.rowVersion} />
  </>
);
