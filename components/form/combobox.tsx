"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { type ReactNode, useState } from "react";
import { Icon } from "../ui/icon";
import { Field, type FieldProps, useField } from "./field";
import { fill } from "./messages";
import { matches, type PickOption } from "./pick-option";
import { useListPopup } from "./use-list-popup";
import { type LoadOptions, useOptionSearch } from "./use-option-search";

export type ComboboxLabels = {
  /** Nothing found. */
  empty: string;
  loading: string;
  /** The search did not get through. */
  failed: string;
  open: string;
  clear: string;
  /** "移除 {name}" */
  remove: string;
};

type Common = FieldProps & {
  placeholder?: string;
  labels: ComboboxLabels;
} & ({ options: PickOption[]; load?: never } | { load: LoadOptions; options?: PickOption[] });

export type ComboboxProps = Common & {
  defaultValue?: PickOption | null;
  onChange?: (value: PickOption | null) => void;
};

export type TagPickerProps = Common & {
  defaultValue?: PickOption[];
  onChange?: (value: PickOption[]) => void;
  /** Drawn beside a chosen chip, e.g. a select for the role in the event. */
  chipExtra?: (option: PickOption) => ReactNode;
};

const same = (a: PickOption, b: PickOption) => a.value === b.value;
const toLabel = (option: PickOption) => option.label;

/**
 * One of many, found by typing: local options (label, note, pinyin keys) or a search on the server.
 * Base UI holds the text back while an input method composes, so nothing is filtered by half a syllable.
 */
export function Combobox({
  options,
  load,
  defaultValue = null,
  onChange,
  placeholder,
  labels,
  ...field
}: ComboboxProps) {
  const wiring = useField(field);
  const [value, setValue] = useState<PickOption | null>(defaultValue);
  const popup = useListPopup();
  const search = useOptionSearch(load, options, value ? [value] : []);

  return (
    <Field {...field} wiring={wiring}>
      <Base.Root
        {...popup.root}
        items={search.items}
        value={value}
        onValueChange={(next, details) => {
          // Escape closes the list; it must not throw away what was chosen.
          if (details.reason === "escape-key") return details.cancel();
          setValue(next);
          onChange?.(next);
        }}
        onInputValueChange={search.onQuery}
        filter={load ? null : matches}
        itemToStringLabel={toLabel}
        isItemEqualToValue={same}
        autoHighlight
      >
        <Base.InputGroup {...popup.group} className="control flex items-center gap-1 py-0! pr-1!">
          <Base.Input
            {...wiring.control}
            name={undefined}
            placeholder={placeholder}
            className="min-h-8 min-w-0 flex-1 bg-transparent outline-none"
          />
          <Base.Clear aria-label={labels.clear} className={SMALL_BUTTON}>
            <Icon name="close" className="size-3.5" />
          </Base.Clear>
          <Base.Trigger aria-label={labels.open} className={SMALL_BUTTON}>
            <Icon name="chevronDown" className="size-4" />
          </Base.Trigger>
        </Base.InputGroup>
        {popup.root.open && <Popup labels={labels} status={search.status} container={popup.container} />}
      </Base.Root>
      {value && <input type="hidden" name={field.name} value={value.value} />}
    </Field>
  );
}

/** Several of many: chosen ones stand as chips before the text; Backspace takes the last one away. */
export function TagPicker({
  options,
  load,
  defaultValue = [],
  onChange,
  placeholder,
  labels,
  chipExtra,
  ...field
}: TagPickerProps) {
  const wiring = useField(field);
  const [value, setValue] = useState<PickOption[]>(defaultValue);
  const popup = useListPopup();
  const search = useOptionSearch(load, options, value);

  return (
    <Field {...field} wiring={wiring}>
      <Base.Root
        multiple
        {...popup.root}
        items={search.items}
        value={value}
        onValueChange={(next, details) => {
          // Escape closes the list; it must not throw away what was chosen.
          if (details.reason === "escape-key") return details.cancel();
          setValue(next);
          onChange?.(next);
        }}
        onInputValueChange={search.onQuery}
        filter={load ? null : matches}
        itemToStringLabel={toLabel}
        isItemEqualToValue={same}
        autoHighlight
      >
        <Base.InputGroup {...popup.group} className="control flex items-center gap-1 px-1! py-0.5!">
          <Base.Chips className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
            {value.map((option) => (
              <Base.Chip
                key={option.value}
                aria-label={option.label}
                className="flex min-h-7 items-center gap-1.5 rounded-sm border border-accent-line bg-accent-soft pl-2 data-highlighted:outline-2 data-highlighted:outline-focus"
              >
                <span>{option.label}</span>
                {option.note && <span className="text-sm text-ink-soft">{option.note}</span>}
                {chipExtra?.(option)}
                <Base.ChipRemove
                  aria-label={fill(labels.remove, { name: option.label })}
                  className={SMALL_BUTTON}
                >
                  <Icon name="close" className="size-3" />
                </Base.ChipRemove>
              </Base.Chip>
            ))}
            <Base.Input
              {...wiring.control}
              name={undefined}
              placeholder={value.length === 0 ? placeholder : undefined}
              className="min-h-7 min-w-24 flex-1 bg-transparent pl-1.5 outline-none"
            />
          </Base.Chips>
          <Base.Trigger aria-label={labels.open} className={SMALL_BUTTON}>
            <Icon name="chevronDown" className="size-4" />
          </Base.Trigger>
        </Base.InputGroup>
        {popup.root.open && <Popup labels={labels} status={search.status} container={popup.container} />}
      </Base.Root>
      {value.map((option) => (
        <input key={option.value} type="hidden" name={field.name} value={option.value} />
      ))}
    </Field>
  );
}

const SMALL_BUTTON =
  "flex size-7 shrink-0 items-center justify-center rounded-sm text-ink-soft hover:text-accent pointer-coarse:size-10";

function Popup({
  labels,
  status,
  container,
}: {
  labels: ComboboxLabels;
  status: "idle" | "loading" | "failed";
  container: HTMLElement | null;
}) {
  return (
    <Base.Portal container={container ?? undefined}>
      <Base.Positioner className="z-60 outline-none" sideOffset={4}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus in the input, does nothing else */}
        <div
          onMouseDown={(event) => event.preventDefault()}
          className="w-(--anchor-width) min-w-56 rounded-md border border-line-strong bg-surface shadow-float"
        >
          <Base.Status className="px-3 text-sm text-ink-soft not-empty:py-2">
            {status === "loading" ? labels.loading : status === "failed" ? labels.failed : null}
          </Base.Status>
          <Base.Empty className="px-3 text-ink-soft not-empty:py-2.5">
            {status === "idle" ? labels.empty : null}
          </Base.Empty>
          <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto overscroll-contain p-1 outline-none data-empty:p-0">
            {(option: PickOption) => (
              <Base.Item
                key={option.value}
                value={option}
                className="flex min-h-8.5 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-highlighted:bg-accent-soft pointer-coarse:min-h-11"
              >
                <span className="w-4">
                  <Base.ItemIndicator>
                    <Icon name="check" className="size-4 text-accent" />
                  </Base.ItemIndicator>
                </span>
                <span className="font-medium">{option.label}</span>
                {option.note && (
                  <span className="min-w-0 flex-1 truncate text-sm text-ink-soft">{option.note}</span>
                )}
              </Base.Item>
            )}
          </Base.List>
        </div>
      </Base.Positioner>
    </Base.Portal>
  );
}
