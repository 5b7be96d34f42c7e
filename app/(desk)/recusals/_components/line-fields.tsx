"use client";

import { useState } from "react";
import { RadioGroup } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-field";
import { SelectField, type SelectOption } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";

type Word =
  | "kind"
  | "unitId"
  | "relation"
  | "personName"
  | "personHint"
  | "workedUntil"
  | "workedHint"
  | "note"
  | "choose";

type Props = {
  today: string;
  limits: { note: number; name: number };
  units: SelectOption[];
  kinds: SelectOption[];
  relations: SelectOption[];
  words: Record<Word, string>;
};

/** Asks only for what this kind needs. */
export function LineFields({ today, limits, units, kinds, relations, words }: Props) {
  const [kind, setKind] = useState("KIN");
  return (
    <>
      <RadioGroup
        name="kind"
        label={words.kind}
        options={kinds}
        defaultValue="KIN"
        onChange={setKind}
        required
      />
      <SelectField name="unitId" label={words.unitId} emptyLabel={words.choose} options={units} required />
      {kind === "KIN" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            name="relation"
            label={words.relation}
            emptyLabel={words.choose}
            options={relations}
            required
          />
          <TextField
            name="personName"
            label={words.personName}
            hint={words.personHint}
            maxLength={limits.name}
            required
          />
        </div>
      )}
      {kind === "FORMER_WORKPLACE" && (
        <DateField
          name="workedUntil"
          label={words.workedUntil}
          hint={words.workedHint}
          max={today}
          required
        />
      )}
      <TextArea name="note" label={words.note} limit={limits.note} rows={2} required={kind === "OTHER"} />
    </>
  );
}
