"use client";

import { type InputHTMLAttributes, useRef } from "react";
import { Button } from "../ui/button";
import { Field, type FieldProps, splitField, useField } from "./field";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "id" | "required" | "type">;

export type Preset = { label: string; value: string };

export type DateFieldProps = FieldProps & Native & { presets?: Preset[] };

/** A day, sent as YYYY-MM-DD. */
export function DateField(props: DateFieldProps) {
  return <NativeDate type="date" {...props} />;
}

/** A moment on the wall clock of the city, sent as YYYY-MM-DDTHH:mm; the schema reads it as Asia/Shanghai. */
export function DateTimeField(props: DateFieldProps) {
  return <NativeDate type="datetime-local" {...props} />;
}

/** A month, sent as YYYY-MM. */
export function MonthField(props: DateFieldProps) {
  return <NativeDate type="month" {...props} />;
}

function NativeDate({
  type,
  presets,
  ...props
}: DateFieldProps & { type: "date" | "datetime-local" | "month" }) {
  const [field, native] = splitField(props);
  const wiring = useField(field);
  const ref = useRef<HTMLInputElement>(null);
  return (
    <Field {...field} wiring={wiring}>
      <div className="flex flex-wrap items-center gap-1.5">
        <input
          type={type}
          {...native}
          {...wiring.control}
          ref={ref}
          className={`control ${type === "datetime-local" ? "max-w-[14rem]" : "max-w-[11rem]"}`}
        />
        {presets?.map((preset) => (
          <Button
            key={preset.value}
            variant="quiet"
            size="sm"
            onClick={() => setNative(ref.current, preset.value)}
          >
            {preset.label}
          </Button>
        ))}
      </div>
    </Field>
  );
}

export type RangePreset = { label: string; from: string; to: string };

export type DateRangeProps = Omit<FieldProps, "name"> & {
  fromName: string;
  toName: string;
  defaultFrom?: string;
  defaultTo?: string;
  labels: { from: string; to: string };
  presets?: RangePreset[];
};

/** From and to (both days count). Errors of either name are shown below. */
export function DateRange({
  fromName,
  toName,
  defaultFrom,
  defaultTo,
  labels,
  presets,
  ...props
}: DateRangeProps) {
  const from = useField({ ...props, name: fromName });
  const to = useField({ ...props, name: toName });
  const fromRef = useRef<HTMLInputElement>(null);
  const toRef = useRef<HTMLInputElement>(null);
  const wiring = from.error ? from : to.error ? to : from;
  return (
    <Field {...props} name={wiring === to ? toName : fromName} wiring={wiring} group>
      <div className="flex flex-wrap items-center gap-1.5 sm:flex-nowrap">
        <input
          type="date"
          {...from.control}
          ref={fromRef}
          aria-label={labels.from}
          defaultValue={defaultFrom}
          className="control max-w-[9.5rem]"
        />
        <span aria-hidden className="text-ink-hint">
          –
        </span>
        <input
          type="date"
          {...to.control}
          ref={toRef}
          aria-label={labels.to}
          defaultValue={defaultTo}
          className="control max-w-[9.5rem]"
        />
        {presets?.map((preset) => (
          <Button
            key={preset.label}
            variant="quiet"
            size="sm"
            onClick={() => {
              setNative(fromRef.current, preset.from);
              setNative(toRef.current, preset.to);
            }}
          >
            {preset.label}
          </Button>
        ))}
      </div>
    </Field>
  );
}

/** Sets a native field so that listeners (autosave, onInput) hear of it. */
function setNative(input: HTMLInputElement | null, value: string) {
  if (!input) return;
  // React watches the instance's own setter and would take the event for an echo: use the prototype's.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
