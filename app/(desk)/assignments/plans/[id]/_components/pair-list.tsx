"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Pair } from "@/lib/assignments/plans/rules";
import type { RulesWords } from "./rules-words";

export type Choice = { id: string; name: string };
type Props = {
  label: string;
  pairs: readonly Pair[];
  observers: readonly Choice[];
  /** without them a list of people */
  units?: readonly Choice[];
  mayArrange: boolean;
  words: RulesWords;
  onChange: (pairs: Pair[]) => void;
};

const nameIn = (list: readonly Choice[] | undefined, id: string) =>
  list?.find((one) => one.id === id)?.name ?? "—";

export function PairList({ label, pairs, observers, units, mayArrange, words, onChange }: Props) {
  const [observerId, setObserver] = useState("");
  const [unitId, setUnit] = useState("");
  const isWhole = observerId !== "" && (!units || unitId !== "");
  const isThere = pairs.some((pair) => pair.observerId === observerId && pair.unitId === unitId);
  return (
    <div className="flex flex-col gap-1.5">
      <span>{label}</span>
      <ul className="flex flex-wrap gap-1.5">
        {pairs.map((pair) => {
          const name = [
            nameIn(observers, pair.observerId),
            ...(units ? [nameIn(units, pair.unitId)] : []),
          ].join(" — ");
          return (
            <li
              key={`${pair.observerId} ${pair.unitId}`}
              className="inline-flex items-center gap-1 rounded-sm border border-line-strong bg-paper-deep px-2"
            >
              {name}
              {mayArrange && (
                <Button
                  size="sm"
                  variant="quiet"
                  icon="close"
                  aria-label={`${words.remove} ${name}`}
                  onClick={() => onChange(pairs.filter((one) => one !== pair))}
                />
              )}
            </li>
          );
        })}
      </ul>
      {mayArrange && (
        <div className="flex flex-wrap items-center gap-2">
          <Select
            label={`${label} ${words.observer}`}
            empty={words.observer}
            options={observers}
            value={observerId}
            onChange={setObserver}
          />
          {units && (
            <Select
              label={`${label} ${words.unit}`}
              empty={words.unit}
              options={units}
              value={unitId}
              onChange={setUnit}
            />
          )}
          <Button
            size="sm"
            icon="plus"
            disabled={!isWhole || isThere}
            onClick={() => {
              onChange([...pairs, { observerId, unitId }]);
              setObserver("");
              setUnit("");
            }}
          >
            {words.add}
          </Button>
        </div>
      )}
    </div>
  );
}

type SelectProps = {
  label: string;
  empty: string;
  options: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
};

export function Select({ label, empty, options, value, onChange }: SelectProps) {
  return (
    <select
      aria-label={label}
      className="control max-w-48"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{empty}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
