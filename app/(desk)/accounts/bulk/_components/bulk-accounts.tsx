"use client";

import { useState } from "react";
import { checkAccounts, createAccounts } from "@/app/_actions/accounts";
import { type PrintedSlip, Slips, type SlipWords } from "@/components/accounts/slips";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { FileField, SheetFaults, WORKBOOK } from "@/components/form/file-field";
import { type FormMessages, fill } from "@/components/form/messages";
import { TextArea } from "@/components/form/text-area";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { BulkFault, NumberedPerson } from "@/lib/accounts/bulk/rules";

type Props = {
  messages: FormMessages;
  slipWords: SlipWords;
  headings: readonly string[];
  words: {
    text: string;
    textHint: string;
    file: string;
    fileHint: string;
    check: string;
    make: string;
    back: string;
    dry: string;
    list: string;
    table: string;
    row: string;
    faults: string;
    place: string;
    rules: Record<string, string>;
  };
};

/** A list, its dry run, and then all of them or none: what was checked is what is made. */
export function BulkAccounts({ messages, slipWords, headings, words }: Props) {
  const [faults, setFaults] = useState<BulkFault[]>([]);
  const [people, setPeople] = useState<NumberedPerson[] | null>(null);
  const [slips, setSlips] = useState<PrintedSlip[] | null>(null);
  if (slips) return <Slips slips={slips} words={slipWords} />;
  return (
    <div className="flex flex-col gap-4">
      {/* hidden and not gone: what was pasted is still there when one goes back */}
      <Panel className={people ? "hidden" : ""}>
        <CommandForm
          action={checkAccounts}
          messages={messages}
          aria-label={words.text}
          onSuccess={(value) => {
            setFaults("faults" in value ? value.faults : []);
            setPeople("people" in value ? value.people : null);
          }}
        >
          <TextArea
            name="text"
            label={words.text}
            hint={words.textHint}
            rows={10}
            spellCheck={false}
            className="font-mono"
          />
          <FileField name="file" label={words.file} hint={words.fileHint} accept={WORKBOOK} />
          <FormActions>
            <SubmitButton icon="check">{words.check}</SubmitButton>
          </FormActions>
        </CommandForm>
      </Panel>
      {!people && faults.length > 0 && (
        <SheetFaults
          title={words.faults}
          faults={faults.map(({ row, column, value, code }) => ({
            key: `${row} ${column} ${code}`,
            place: fill(words.place, { row, column, value }),
            rule: words.rules[code] ?? code,
          }))}
        />
      )}
      {people && (
        <Panel title={words.list}>
          <CommandForm
            action={() => createAccounts({ people })}
            messages={messages}
            aria-label={words.list}
            onSuccess={(value) => setSlips(value.slips)}
          >
            <Notice kind="info" live="status">
              {fill(words.dry, { count: people.length })}
            </Notice>
            <PeopleTable people={people} headings={headings} row={words.row} caption={words.table} />
            <FormActions>
              <SubmitButton icon="plus">{fill(words.make, { count: people.length })}</SubmitButton>
              <Button variant="secondary" onClick={() => setPeople(null)}>
                {words.back}
              </Button>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
    </div>
  );
}

function PeopleTable({
  people,
  headings,
  row,
  caption,
}: {
  people: NumberedPerson[];
  headings: readonly string[];
  row: string;
  caption: string;
}) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard
      tabIndex={0}
      aria-label={caption}
      className="max-h-[28rem] overflow-auto rounded-md border border-line"
    >
      <table className="w-full text-left whitespace-nowrap">
        <thead className="sticky top-0 bg-paper-deep">
          <tr>
            {[row, ...headings].map((heading) => (
              <th key={heading} scope="col" className="px-3 py-1.5 font-medium">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.account} className="border-t border-line">
              <td className="px-3 py-1.5 text-ink-hint tabular-nums">{person.row}</td>
              <th scope="row" className="px-3 py-1.5 font-normal">
                {person.name}
              </th>
              <td className="px-3 py-1.5">{person.account}</td>
              <td className="px-3 py-1.5">{person.department}</td>
              <td className="px-3 py-1.5">{person.unit ?? ""}</td>
              <td className="px-3 py-1.5">{person.cadreUnit ?? ""}</td>
              <td className="px-3 py-1.5">{person.bornIn ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
