import Link from "next/link";
import type { ReactNode } from "react";
import { Button, buttonClass } from "./button";
import { FilterForm } from "./filter-form";
import { Icon } from "./icon";

type Props = {
  /** The list's own path: the form sends its fields there by GET. */
  action: string;
  children: ReactNode;
  /** Where all filters are off; shown when `isActive`. */
  clearHref?: string;
  isActive?: boolean;
  /** Parameters to keep that have no field here, e.g. sort or tab. */
  keep?: Record<string, string | undefined>;
  labels: { form: string; submit: string; clear: string };
};

/** Filters live in the URL. Works without script; with script empty fields stay out of the address. */
export function FilterBar({ action, children, clearHref, isActive, keep, labels }: Props) {
  return (
    <FilterForm
      action={action}
      label={labels.form}
      className="no-print mb-3 rounded-lg border border-line bg-paper-deep/60 px-3 py-2.5"
    >
      {/* On a phone the fields are folded, so that the list is seen first: a check box, so no script. */}
      <label className="filter-fold flex min-h-9 items-center gap-2 sm:hidden">
        <input type="checkbox" className="sr-only" />
        <Icon name="filter" />
        <span className="flex-1 font-medium">
          {labels.submit}
          {isActive && <span className="ml-1 text-accent">●</span>}
        </span>
        <Icon name="chevronDown" className="fold-mark size-4" />
      </label>
      <div className="filter-fields">
        {Object.entries(keep ?? {}).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        {children}
        <div className="flex items-center gap-1">
          <Button type="submit" icon="filter">
            {labels.submit}
          </Button>
          {isActive && clearHref && (
            <Link prefetch={false} href={clearHref} className={buttonClass({ variant: "quiet" })}>
              {labels.clear}
            </Link>
          )}
        </div>
      </div>
    </FilterForm>
  );
}

/** A labelled cell of the bar. The control inside brings its own `id`. */
export function FilterField({
  label,
  htmlFor,
  width = "9rem",
  children,
}: {
  label: ReactNode;
  htmlFor: string;
  width?: string;
  children: ReactNode;
}) {
  return (
    <div className="max-sm:w-full!" style={{ width }}>
      <label htmlFor={htmlFor} className="mb-0.5 block text-sm text-ink-soft">
        {label}
      </label>
      {children}
    </div>
  );
}

type FilterOption = { value: string; label: string };
type FilterGroup = { label: string; options: readonly FilterOption[] };
type SelectProps = {
  id: string;
  name: string;
  label: ReactNode;
  width?: string;
  value?: string;
  /** what stands for "no filter"; without it one of the options is always chosen */
  any?: string;
  options: readonly (FilterOption | FilterGroup)[];
};

/** The select of a filter: labelled, with "all" first where nothing need be chosen. */
export function FilterSelect({ id, name, label, width, value = "", any, options }: SelectProps) {
  return (
    <FilterField label={label} htmlFor={id} width={width}>
      {/* the key makes the field follow a soft navigation */}
      <select key={value} id={id} name={name} defaultValue={value} className="control">
        {any !== undefined && <option value="">{any}</option>}
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {entry.options.map(optionOf)}
            </optgroup>
          ) : (
            optionOf(entry)
          ),
        )}
      </select>
    </FilterField>
  );
}

const optionOf = ({ value, label }: FilterOption) => (
  <option key={value} value={value}>
    {label}
  </option>
);
