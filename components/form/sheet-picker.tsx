"use client";

import { type ChangeEvent, useId, useRef, useState } from "react";
import { Icon } from "../ui/icon";
import { Field, type FieldProps, useField } from "./field";
import { fill } from "./messages";
import { matches, type PickOption } from "./pick-option";

export type SheetPickerProps = FieldProps & {
  options: PickOption[];
  multiple?: boolean;
  defaultValue?: readonly string[];
  onChange?: (values: string[]) => void;
  labels: {
    /** On the button: 选择干部. */
    choose: string;
    search: string;
    done: string;
    empty: string;
    /** "还有 {count} 项，请输入姓名或拼音首字母" */
    more: string;
    /** "移除 {name}" */
    remove: string;
  };
};

/** Enough for a screenful and some; a phone stays quick with 950 names behind it. */
const SHOWN = 60;

/**
 * The phone's picker: a native dialog as a sheet, no library. The search box does not take the focus, so that the
 * keyboard stays down until it is wanted; nothing is filtered while an input method composes.
 */
export function SheetPicker({
  options,
  multiple,
  defaultValue = [],
  onChange,
  labels,
  ...field
}: SheetPickerProps) {
  const wiring = useField(field);
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly string[]>(defaultValue);
  const [isOpen, setIsOpen] = useState(false);
  const [query, setQuery] = useState("");

  const picked = options.filter((option) => chosen.includes(option.value));
  const only = multiple ? undefined : picked[0];
  const found = isOpen ? options.filter((option) => matches(option, query)) : [];

  function open() {
    setIsOpen(true);
    dialog.current?.showModal();
    title.current?.focus();
  }

  function update(next: string[]) {
    setChosen(next);
    onChange?.(next);
  }

  function toggle(value: string) {
    if (!multiple) {
      update([value]);
      dialog.current?.close();
      return;
    }
    update(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  }

  function closed() {
    setIsOpen(false);
    setQuery("");
    if (searchBox.current) searchBox.current.value = "";
  }

  function search(event: ChangeEvent<HTMLInputElement>) {
    const native = event.nativeEvent;
    if (native instanceof InputEvent && native.isComposing) return;
    setQuery(event.currentTarget.value);
  }

  return (
    <Field {...field} wiring={wiring}>
      <button
        type="button"
        id={wiring.id}
        aria-haspopup="dialog"
        aria-describedby={wiring.describedBy}
        onClick={open}
        className="control flex items-center gap-2 text-left"
      >
        {/* Several stand as chips below; only a single choice is named in the box. */}
        <span className={only ? "flex-1" : "flex-1 text-ink-hint"}>{only ? only.label : labels.choose}</span>
        <Icon name="chevronRight" className="size-4 text-ink-soft" />
      </button>
      {chosen.map((value) => (
        <input key={value} type="hidden" name={field.name} value={value} />
      ))}

      <dialog ref={dialog} className="sheet" aria-labelledby={titleId} onClose={closed}>
        <div className="flex h-full flex-col">
          <header className="flex items-center justify-between gap-3 px-4 pt-3 pb-2">
            <h2 ref={title} id={titleId} tabIndex={-1} className="text-lg font-semibold">
              {field.label}
            </h2>
            <button
              type="button"
              onClick={() => dialog.current?.close()}
              className="min-h-11 rounded-md px-3 font-semibold text-accent"
            >
              {labels.done}
            </button>
          </header>
          <div className="px-4 pb-2">
            <input
              ref={searchBox}
              type="search"
              aria-label={labels.search}
              placeholder={labels.search}
              autoComplete="off"
              className="control"
              onChange={search}
              onCompositionEnd={(event) => setQuery(event.currentTarget.value)}
              onKeyDown={(event) => {
                // Enter here must not send the form around the sheet.
                if (event.key === "Enter" && !event.nativeEvent.isComposing) event.preventDefault();
              }}
            />
          </div>
          <ul className="flex-1 overflow-y-auto overscroll-contain border-t border-line pb-[env(safe-area-inset-bottom)]">
            {found.slice(0, SHOWN).map((option) => (
              <SheetRow
                key={option.value}
                option={option}
                group={titleId}
                multiple={multiple}
                checked={chosen.includes(option.value)}
                onToggle={() => toggle(option.value)}
              />
            ))}
            {found.length > SHOWN && (
              <li className="px-4 py-3 text-ink-soft">
                {fill(labels.more, { count: found.length - SHOWN })}
              </li>
            )}
            {isOpen && found.length === 0 && <li className="px-4 py-3 text-ink-soft">{labels.empty}</li>}
          </ul>
        </div>
      </dialog>

      {multiple && picked.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {picked.map((option) => (
            <li key={option.value}>
              <button
                type="button"
                onClick={() => toggle(option.value)}
                aria-label={fill(labels.remove, { name: option.label })}
                className="flex min-h-11 items-center gap-1.5 rounded-md border border-accent-line bg-accent-soft px-2.5"
              >
                <span className="font-medium text-accent">{option.label}</span>
                {option.note && <span className="text-sm text-ink-soft">{option.note}</span>}
                <Icon name="close" className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}

function SheetRow({
  option,
  group,
  multiple,
  checked,
  onToggle,
}: {
  option: PickOption;
  group: string;
  multiple?: boolean;
  checked: boolean;
  onToggle: () => void;
}) {
  return (
    <li className="border-b border-line">
      <label className="flex min-h-12 items-center gap-3 px-4 py-1.5 has-checked:bg-accent-soft">
        {/* No value is sent from here: the names below the button carry the choice. */}
        <input
          type={multiple ? "checkbox" : "radio"}
          name={`${group}-row`}
          form={`${group}-none`}
          checked={checked}
          onChange={onToggle}
          className="size-5 shrink-0 accent-accent"
        />
        <span className="font-medium">{option.label}</span>
        {option.note && <span className="min-w-0 flex-1 truncate text-sm text-ink-soft">{option.note}</span>}
      </label>
    </li>
  );
}
