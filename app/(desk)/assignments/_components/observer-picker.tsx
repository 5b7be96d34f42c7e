"use client";

import { type KeyboardEvent, useId, useState } from "react";
import { Field, useField } from "@/components/form/field";
import { fill } from "@/components/form/messages";
import { matches, type PickOption } from "@/components/form/pick-option";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";

export type ObserverOption = PickOption & {
  /** the units held now, and how many there would be */
  load: string;
  /** to be weighed, no hindrance */
  caution?: string;
  /** why this one cannot be chosen; said before the click */
  blocked?: string;
};

type Props = {
  name: string;
  label: string;
  options: ObserverOption[];
  labels: { find: string; hint: string; found: string; none: string };
};

/** One observer of all: native radio buttons, so that it works before and without script; typing narrows the list. */
export function ObserverPicker({ name, label, options, labels }: Props) {
  const wiring = useField({ name, label, required: true });
  const searchId = useId();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string>();
  const shown = options.filter((option) => option.value === chosen || matches(option, query));

  function keepInForm(event: KeyboardEvent<HTMLInputElement>) {
    // Enter in the search box must not send the form
    if (event.key === "Enter") event.preventDefault();
  }

  return (
    <Field name={name} label={label} required wiring={wiring} group>
      <label htmlFor={searchId} className="sr-only">
        {labels.find}
      </label>
      <input
        id={searchId}
        type="search"
        autoComplete="off"
        placeholder={labels.hint}
        className="control mb-1.5"
        onKeyDown={keepInForm}
        onChange={(event) => {
          // half a syllable of an input method finds nothing
          if (!(event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)) {
            setQuery(event.currentTarget.value);
          }
        }}
        onCompositionEnd={(event) => setQuery(event.currentTarget.value)}
      />
      <p aria-live="polite" className="sr-only">
        {query && fill(labels.found, { count: shown.length })}
      </p>
      <div className="max-h-[19rem] overflow-y-auto overscroll-contain rounded-md border border-edge bg-surface">
        {shown.length === 0 && <p className="px-3 py-2.5 text-ink-soft">{labels.none}</p>}
        {shown.map((option) => (
          <label
            key={option.value}
            className={cx(
              "flex items-start gap-2.5 border-b border-line px-3 py-1.5 last:border-0 pointer-coarse:min-h-11",
              option.blocked
                ? "cursor-not-allowed bg-paper-deep/60"
                : "has-checked:bg-accent-soft hover:bg-accent-soft",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              disabled={option.blocked !== undefined}
              aria-describedby={wiring.describedBy}
              onChange={() => setChosen(option.value)}
              className="mt-[3px] size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline gap-2">
                <span className={cx("font-medium", option.blocked && "text-ink-soft")}>{option.label}</span>
                <span className="text-sm text-ink-soft">{option.note}</span>
              </span>
              <span className="block text-sm text-ink-soft">{option.load}</span>
              {option.blocked && <Remark icon="lock" look="text-ink-soft" text={option.blocked} />}
              {option.caution && <Remark icon="warning" look="text-caution" text={option.caution} />}
            </span>
          </label>
        ))}
      </div>
    </Field>
  );
}

function Remark({ icon, look, text }: { icon: "lock" | "warning"; look: string; text: string }) {
  return (
    <span className={cx("flex items-start gap-1 text-sm", look)}>
      <Icon name={icon} className="mt-[3px] size-3.5 shrink-0" />
      {text}
    </span>
  );
}
