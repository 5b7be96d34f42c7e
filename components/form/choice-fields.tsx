"use client";

import type { ReactNode } from "react";
import { Icon } from "../ui/icon";
import { Field, type FieldProps, useField } from "./field";

export type ChoiceOption = {
  value: string;
  label: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
  title?: string;
};

export type RadioGroupProps = FieldProps & {
  options: ChoiceOption[];
  defaultValue?: string;
  onChange?: (value: string) => void;
};

/** One of few, as a segmented control of native radio buttons (arrow keys, forms, no state of its own). */
export function RadioGroup({ options, defaultValue, onChange, ...field }: RadioGroupProps) {
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring} group>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value} className="segment" title={option.title}>
            <input
              type="radio"
              name={field.name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              aria-describedby={wiring.describedBy}
              onChange={onChange && (() => onChange(option.value))}
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </Field>
  );
}

export type YesNoProps = Omit<RadioGroupProps, "options" | "defaultValue"> & {
  defaultValue?: boolean;
  labels: { yes: string; no: string };
};

/** Sends "true" or "false"; nothing when unanswered, so that "no" is never a default by accident. */
export function YesNo({ labels, defaultValue, ...rest }: YesNoProps) {
  return (
    <RadioGroup
      {...rest}
      defaultValue={defaultValue === undefined ? undefined : String(defaultValue)}
      options={[
        { value: "true", label: labels.yes },
        { value: "false", label: labels.no },
      ]}
    />
  );
}

export type CheckboxGroupProps = FieldProps & {
  options: ChoiceOption[];
  defaultValue?: readonly string[];
  onChange?: (value: string, checked: boolean) => void;
};

/** Several of many, as chips of native check boxes. Each checked value is sent under the same name. */
export function CheckboxGroup({ options, defaultValue = [], onChange, ...field }: CheckboxGroupProps) {
  const wiring = useField(field);
  return (
    <Field {...field} wiring={wiring} group>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label key={option.value} className="chip" title={option.title}>
            <input
              type="checkbox"
              name={field.name}
              value={option.value}
              defaultChecked={defaultValue.includes(option.value)}
              disabled={option.disabled}
              aria-describedby={wiring.describedBy}
              onChange={onChange && ((event) => onChange(option.value, event.currentTarget.checked))}
            />
            <Icon name="check" className="chip-tick size-3.5" strokeWidth={2.2} />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </Field>
  );
}

export type CheckFieldProps = Omit<FieldProps, "hideLabel" | "aside"> & {
  defaultChecked?: boolean;
  value?: string;
};

/** A single yes: "I have read", "organization as witness". Sends `value` ("true") when ticked. */
export function CheckField({ defaultChecked, value = "true", ...field }: CheckFieldProps) {
  const wiring = useField(field);
  return (
    <div data-field={field.name} data-invalid={wiring.error ? "" : undefined} className={field.className}>
      <label className="flex min-h-8 items-start gap-2 py-1 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          {...wiring.control}
          value={value}
          defaultChecked={defaultChecked}
          className="mt-[3px] size-4 shrink-0 accent-accent pointer-coarse:size-5"
        />
        <span>{field.label}</span>
      </label>
      {field.hint && (
        <p id={wiring.hintId} className="pl-6 text-sm text-ink-hint">
          {field.hint}
        </p>
      )}
      {wiring.error && (
        <p id={wiring.errorId} className="pl-6 text-base text-attention">
          {wiring.error}
        </p>
      )}
    </div>
  );
}
