"use client";

import { CheckboxGroup, RadioGroup } from "@/components/form/choice-fields";
import { useField } from "@/components/form/field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { NumberField, TextField } from "@/components/form/text-field";
import { fieldHelp, fieldLabel, optionLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { Typed, TypedPair, TypedRow } from "@/lib/observations/form/rules";
import { marksOf } from "@/lib/platform/marks";
import { CadrePicker } from "./cadre-picker";
import { useEntry } from "./entry-context";
import { NativeField } from "./native-field";
import { TableField } from "./table-field";

/** So many short options stand side by side; more of them fold into a list. */
const SEGMENTS_AT_MOST = 4;
const SEGMENT_CHARACTERS = 18;

/** One question of the method: one control for each kind of field, whichever method asks it. */
export function OwnField({ field }: { field: MethodField }) {
  const { state, locale, words, cadres, people, units, answer, errorAt } = useEntry();
  const typed = state.details[field.key];
  const path = `details.${field.key}`;
  const text = typeof typed === "string" ? typed : "";
  const common = {
    name: path,
    label: fieldLabel(field, locale),
    hint: fieldHelp(field, locale),
    required: field.required,
    error: errorAt(path),
  };
  const range = [`${path}.from`, `${path}.to`].map(errorAt).find(Boolean);
  const { error, errorId, hintId, describedBy } = useField({ ...common, error: common.error ?? range });
  const control = {
    ...common,
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => answer(field.key, event.currentTarget.value),
  };

  switch (field.type) {
    case "text":
      return <TextField {...control} />;
    case "longtext":
      return <TextArea {...control} rows={2} className="[&_textarea]:min-h-16" />;
    case "integer":
    case "number":
      return <NumberField {...control} decimal={field.type === "number"} />;
    case "date":
      return <NativeField type="date" {...control} />;
    case "datetime":
      return <NativeField type="datetime-local" {...control} />;
    case "boolean":
      return (
        <RadioGroup
          {...common}
          defaultValue={typeof typed === "boolean" ? String(typed) : undefined}
          onChange={(value) => answer(field.key, value === "true")}
          options={[
            { value: "false", label: words.no },
            { value: "true", label: words.yes },
          ]}
        />
      );
    case "select": {
      const options = (field.options ?? []).map((value) => ({
        value,
        label: optionLabel(field, value, locale),
      }));
      const isShort =
        options.length <= SEGMENTS_AT_MOST &&
        options.reduce((length, option) => length + option.label.length, 0) <= SEGMENT_CHARACTERS;
      return field.required && isShort ? (
        <RadioGroup
          {...common}
          options={options}
          defaultValue={text || undefined}
          onChange={(value) => answer(field.key, value)}
        />
      ) : (
        <SelectField {...control} options={options} emptyLabel={field.required ? words.choose : words.none} />
      );
    }
    case "multiselect": {
      const chosen = listOf(typed);
      return (
        <CheckboxGroup
          {...common}
          options={(field.options ?? []).map((value) => ({
            value,
            label: optionLabel(field, value, locale),
          }))}
          defaultValue={chosen}
          onChange={(value, isChosen) =>
            answer(field.key, isChosen ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        />
      );
    }
    case "cadre_list": {
      const chosen = listOf(typed);
      return (
        <fieldset data-field={path} aria-describedby={describedBy} className="min-w-0">
          <legend className="mb-1 font-medium">{common.label}</legend>
          {common.hint && (
            <p id={hintId} className="mb-1 text-sm text-ink-hint">
              {common.hint}
            </p>
          )}
          <CadrePicker
            label={common.label}
            name={path}
            chosen={chosen}
            onToggle={(id) =>
              answer(field.key, chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
            }
          />
          {error && (
            <p id={errorId} className="mt-1 text-base text-attention">
              {error}
            </p>
          )}
        </fieldset>
      );
    }
    case "cadre_or_role": {
      const pair = pairOf(typed);
      return (
        <div className="flex flex-col gap-1.5">
          <SelectField
            {...common}
            value={pair.cadreId ?? ""}
            onChange={(event) => answer(field.key, { ...pair, cadreId: event.currentTarget.value })}
            emptyLabel={words.none}
            options={cadres.map((cadre) => ({
              value: cadre.id,
              label: `${cadre.name}${marksOf(locale === "en").gap}${cadre.title}`,
            }))}
          />
          <TextField
            name={`${path}.role`}
            label={`${common.label} ${words.orRole}`}
            hideLabel
            placeholder={words.orRole}
            error={errorAt(`${path}.role`)}
            value={pair.role ?? ""}
            onChange={(event) => answer(field.key, { ...pair, role: event.currentTarget.value })}
          />
        </div>
      );
    }
    case "unit":
      return <SelectField {...control} options={units} emptyLabel={words.none} />;
    case "user":
      return (
        <SelectField {...control} options={people} emptyLabel={field.required ? words.choose : words.none} />
      );
    case "reference": {
      const pair = pairOf(typed);
      return (
        <TextField
          {...common}
          error={common.error ?? errorAt(`${path}.text`)}
          value={pair.text ?? ""}
          // other words mean another thing: the link of the old ones goes
          onChange={(event) => answer(field.key, { text: event.currentTarget.value })}
        />
      );
    }
    case "daterange": {
      const pair = pairOf(typed);
      const end = (key: "from" | "to", label: string) => (
        <NativeField
          type="date"
          name={`${path}.${key}`}
          label={`${common.label} ${label}`}
          hideLabel
          value={pair[key] ?? ""}
          onChange={(event) => answer(field.key, { ...pair, [key]: event.currentTarget.value })}
        />
      );
      return (
        <fieldset
          data-field={path}
          data-invalid={error ? "" : undefined}
          aria-describedby={describedBy}
          className="min-w-0"
        >
          <legend className="mb-1 font-medium">{common.label}</legend>
          {common.hint && (
            <p id={hintId} className="mb-1 text-sm text-ink-hint">
              {common.hint}
            </p>
          )}
          <div className="flex items-center gap-1.5">
            {end("from", words.rangeFrom)}
            <span aria-hidden className="text-ink-hint">
              –
            </span>
            {end("to", words.rangeTo)}
          </div>
          {error && (
            <p id={errorId} className="mt-1 text-base text-attention">
              {error}
            </p>
          )}
        </fieldset>
      );
    }
    case "table":
      return <TableField field={field} rows={rowsOf(typed)} />;
    case "task_list":
    case "attachments":
      return null; // always bound to a shared fact: parseFields sees to it
  }
}

const listOf = (typed: Typed | undefined): string[] =>
  Array.isArray(typed) ? typed.filter((each) => typeof each === "string") : [];
const rowsOf = (typed: Typed | undefined): TypedRow[] =>
  Array.isArray(typed) ? typed.filter((each) => typeof each === "object") : [];
const pairOf = (typed: Typed | undefined): TypedPair =>
  typeof typed === "object" && !Array.isArray(typed) ? typed : {};
