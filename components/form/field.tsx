"use client";

import { type ReactNode, useId } from "react";
import { cx } from "../ui/cx";
import { Icon } from "../ui/icon";
import { useFormContext } from "./form-context";

/** What every field takes. */
export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Overrides the error that the form has for this name. */
  error?: ReactNode;
  required?: boolean;
  /** The label is for screen readers only (filters, table cells). */
  hideLabel?: boolean;
  /** At the right end of the label: a counter, presets, "same as last time". */
  aside?: ReactNode;
  className?: string;
};

/** Ids and aria of one field, wired once. */
export function useField({ name, hint, error, required }: FieldProps) {
  const id = useId();
  const form = useFormContext();
  const shownError = error ?? form?.errorFor(name);
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = cx(shownError ? errorId : null, hint ? hintId : null) || undefined;
  return {
    id,
    error: shownError,
    hintId,
    errorId,
    describedBy,
    control: {
      id,
      name,
      "aria-invalid": shownError ? (true as const) : undefined,
      "aria-required": required || undefined,
      "aria-describedby": describedBy,
    },
  };
}

type Wiring = ReturnType<typeof useField>;

type FrameProps = FieldProps & {
  wiring: Wiring;
  /** Several controls under one name: fieldset and legend instead of label. */
  group?: boolean;
  children: ReactNode;
};

/** Label, hint, control, error, always in this order. */
export function Field({
  wiring,
  group,
  name,
  label,
  hint,
  required,
  hideLabel,
  aside,
  className,
  children,
}: FrameProps) {
  const { id, error, hintId, errorId, describedBy } = wiring;
  const labelLook = hideLabel ? "sr-only" : "font-medium";
  const mark = required && !hideLabel && (
    <span aria-hidden className="ml-0.5 text-accent">
      *
    </span>
  );
  const rest = (
    <>
      {hint && (
        <p id={hintId} className="mb-1 text-sm text-ink-hint">
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={errorId} className="mt-1 flex items-start gap-1 text-base text-attention">
          <Icon name="error" className="mt-1 size-3.5" />
          {error}
        </p>
      )}
    </>
  );
  const marks = {
    "data-field": name,
    "data-invalid": error ? "" : undefined,
    // the list of what is to be mended names it
    "data-label": typeof label === "string" ? label : undefined,
  };

  if (group) {
    return (
      <fieldset {...marks} aria-describedby={describedBy} className={cx("min-w-0", className)}>
        <legend className={cx(!hideLabel && "mb-1", labelLook)}>
          {label}
          {mark}
        </legend>
        {aside && <div className="mb-1 text-sm text-ink-hint">{aside}</div>}
        {rest}
      </fieldset>
    );
  }
  return (
    <div {...marks} className={cx("min-w-0", className)}>
      <div className={cx(!hideLabel && "mb-1", "flex flex-wrap items-baseline justify-between gap-x-3")}>
        <label htmlFor={id} className={labelLook}>
          {label}
          {mark}
        </label>
        {aside && <div className="text-sm text-ink-hint">{aside}</div>}
      </div>
      {rest}
    </div>
  );
}

/** Splits the field's own props from those of the native control. */
export function splitField<P extends FieldProps>(props: P): [FieldProps, Omit<P, keyof FieldProps>] {
  const { name, label, hint, error, required, hideLabel, aside, className, ...rest } = props;
  return [{ name, label, hint, error, required, hideLabel, aside, className }, rest];
}
