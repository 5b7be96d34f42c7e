"use client";

import { fieldLabel } from "@/lib/methods/rules";
import { boundField, type FollowUpEntry } from "@/lib/observations/form/rules";
import { fill } from "../../form/messages";
import { useEntry } from "./entry-context";
import { AddButton, RemoveButton } from "./table-field";

/** What is to be looked after later: a line each, with a day where there is one. */
export function FollowUps() {
  const { fields, locale, words, state, patch, errorAt } = useEntry();
  const bound = boundField(fields, "followUps");
  const label = bound ? fieldLabel(bound, locale) : words.followUps;
  const set = (index: number, part: Partial<FollowUpEntry>) =>
    patch({ followUps: state.followUps.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <fieldset data-field="followUps" className="min-w-0">
      <legend className="mb-1 font-medium">{label}</legend>
      <ol className="flex flex-col gap-2">
        {state.followUps.map((one, index) => {
          const path = `followUps.${index}`;
          const error = errorAt(`${path}.title`) ?? errorAt(`${path}.dueOn`);
          return (
            // lines have no id of their own, and their controls hold no state
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} data-field={path} data-invalid={error ? "" : undefined}>
              <div className="flex items-start gap-1.5">
                <div className="flex min-w-0 flex-1 flex-col gap-1.5">
                  <input
                    className="control"
                    name={`${path}.title`}
                    aria-label={`${label} ${index + 1} ${words.followUpTitle}`}
                    placeholder={words.followUpTitle}
                    autoComplete="off"
                    value={one.title}
                    onChange={(event) => set(index, { title: event.currentTarget.value })}
                  />
                  <label className="flex items-center gap-2 text-sm text-ink-soft">
                    {words.dueOn}
                    <input
                      type="date"
                      className="control max-w-[10.5rem]"
                      name={`${path}.dueOn`}
                      value={one.dueOn}
                      onChange={(event) => set(index, { dueOn: event.currentTarget.value })}
                    />
                  </label>
                </div>
                <RemoveButton
                  label={fill(words.remove, { name: one.title || `${label} ${index + 1}` })}
                  onClick={() => patch({ followUps: state.followUps.filter((_, at) => at !== index) })}
                />
              </div>
              {error && <p className="mt-1 text-base text-attention">{error}</p>}
            </li>
          );
        })}
      </ol>
      <AddButton
        label={words.addFollowUp}
        onClick={() => patch({ followUps: [...state.followUps, { title: "", dueOn: "" }] })}
      />
    </fieldset>
  );
}
