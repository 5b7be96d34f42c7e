"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type Choice, Select } from "./pair-list";
import type { RulesWords } from "./rules-words";

type Row = { id: string; numbers: number[] };
type NumberField = { label: string; least: number; most: number };
type Props = {
  title: string;
  hint: string;
  /** what one chooses: a unit, an observer */
  whom: string;
  choices: readonly Choice[];
  rows: readonly Row[];
  numbers: readonly NumberField[];
  words: RulesWords;
  mayArrange: boolean;
  onChange: (rows: Row[]) => void;
};

/** Those who differ from the rest, each with numbers of their own. */
export function OwnNumbers({
  title,
  hint,
  whom,
  choices,
  rows,
  numbers,
  words,
  mayArrange,
  onChange,
}: Props) {
  const [chosen, setChosen] = useState("");
  const nameOf = (id: string) => choices.find((one) => one.id === id)?.name ?? "—";
  const change = (id: string, at: number, value: number) =>
    onChange(
      rows.map((row) =>
        row.id === id ? { ...row, numbers: row.numbers.map((one, n) => (n === at ? value : one)) } : row,
      ),
    );
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-semibold">{title}</legend>
      <p className="text-ink-soft">{hint}</p>
      <ul className="flex flex-col gap-1.5">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-3 border-b border-line pb-1.5">
            <span className="min-w-28 font-medium">{nameOf(row.id)}</span>
            {numbers.map(({ label, least, most }, at) => (
              <label key={label} className="flex items-center gap-1.5">
                <span>{label}</span>
                <select
                  className="control w-16"
                  value={row.numbers[at]}
                  disabled={!mayArrange}
                  aria-label={`${nameOf(row.id)} ${label}`}
                  onChange={(event) => change(row.id, at, Number(event.target.value))}
                >
                  {Array.from({ length: most - least + 1 }, (_, n) => least + n).map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </select>
              </label>
            ))}
            {mayArrange && (
              <Button
                size="sm"
                variant="quiet"
                icon="close"
                aria-label={`${words.remove} ${nameOf(row.id)}`}
                onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {mayArrange && (
        <div className="flex flex-wrap items-center gap-2">
          <Select
            label={`${title} ${whom}`}
            empty={whom}
            options={choices}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            size="sm"
            icon="plus"
            disabled={chosen === "" || rows.some(({ id }) => id === chosen)}
            onClick={() => {
              onChange([...rows, { id: chosen, numbers: numbers.map(({ most }) => most) }]);
              setChosen("");
            }}
          >
            {words.add}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
