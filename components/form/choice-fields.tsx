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
