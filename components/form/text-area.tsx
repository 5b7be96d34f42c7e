"use client";

import { type InputEvent, type TextareaHTMLAttributes, useEffect, useRef, useState } from "react";
import { cx } from "../ui/cx";
import { useEarlyText } from "./early-text";
import { Field, type FieldProps, splitField, useField } from "./field";

type Native = Omit<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  keyof FieldProps | "id" | "required" | "maxLength"
>;

export type TextAreaProps = FieldProps &
  Native & {
    /** Counted and shown; typing on is allowed, so that a pasted text is never cut. */
    limit?: number;
  };

export function TextArea({ limit, onInput, ...props }: TextAreaProps) {
  const [field, native] = splitField(props);
  const ref = useRef<HTMLTextAreaElement>(null);
  const [length, setLength] = useState(String(native.defaultValue ?? native.value ?? "").length);
  const over = limit !== undefined && length > limit;
  const counter = limit !== undefined && (
    <span className={cx(over && "font-semibold text-attention")} aria-live={over ? "polite" : "off"}>
      {length} / {limit}
    </span>
  );
  const aside = counter ? (
    <span className="flex gap-3">
      {field.aside}
      {counter}
    </span>
  ) : (
    field.aside
  );
  const wiring = useField(field);
  useEarlyText(wiring.id);

  // A text restored by the browser or by a draft is measured too.
  useEffect(() => {
    if (!ref.current) return;
    setLength(ref.current.value.length);
    grow(ref.current);
  }, []);

  function input(event: InputEvent<HTMLTextAreaElement>) {
    setLength(event.currentTarget.value.length);
    grow(event.currentTarget);
    onInput?.(event);
  }

  return (
    <Field {...field} aside={aside} wiring={wiring}>
      <textarea rows={4} {...native} {...wiring.control} ref={ref} onInput={input} className="control" />
    </Field>
  );
}

/** Browsers without `field-sizing` (many desks run an older core) grow by hand; none shrinks below its rows. */
function grow(area: HTMLTextAreaElement) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
