"use client";

import { Icon } from "@/components/ui/icon";
import type { RecentRecord } from "@/lib/observations/form/choice/rules";
import { fill } from "../../form/messages";
import { useEntry } from "./entry-context";

/** Earlier records of this unit that the new one goes on from. */
export function RecordLinks({ records }: { records: RecentRecord[] }) {
  const { state, locale, words, patch, errorAt } = useEntry();
  const error = errorAt("links");
  if (records.length === 0) return null;
  const nameOf = (record: RecentRecord) =>
    `${record.day} ${locale === "en" ? record.methodNameEn : record.methodName}`;
  const toggle = (id: string) =>
    patch({
      links: state.links.includes(id) ? state.links.filter((one) => one !== id) : [...state.links, id],
    });
  return (
    <fieldset data-field="links" data-invalid={error ? "" : undefined} className="min-w-0">
      <legend className="mb-1 font-medium">{words.links}</legend>
      <details className="group/list rounded-md border border-line open:bg-paper">
        <summary className="flex min-h-9 list-none items-center gap-2 rounded-md px-2.5 hover:bg-paper-deep pointer-coarse:min-h-11">
          <Icon name="chevronDown" className="size-4 text-ink-soft group-open/list:rotate-180" />
          {state.links.length > 0 ? (
            <span className="text-accent">{fill(words.linkedCount, { count: state.links.length })}</span>
          ) : (
            <span className="text-ink-hint">{words.chooseRecords}</span>
          )}
        </summary>
        <div className="flex flex-col gap-1 px-2 pb-2">
          {records.map((record) => (
            <label
              key={record.id}
              className="chip justify-start! py-1 text-left font-normal pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                name="links"
                value={record.id}
                checked={state.links.includes(record.id)}
                onChange={() => toggle(record.id)}
              />
              <span className="min-w-0 flex-1">
                <span className="block text-sm text-ink-hint">{nameOf(record)}</span>
                <span className="line-clamp-2 break-words">{record.words}</span>
              </span>
              <Icon name="check" className="chip-tick size-3.5" strokeWidth={2.2} />
            </label>
          ))}
        </div>
      </details>
      {/* what is chosen is told without opening the fold */}
      {records
        .filter((record) => state.links.includes(record.id))
        .map((record) => (
          <p key={record.id} className="mt-1 truncate text-sm text-ink-soft">
            {nameOf(record)}
          </p>
        ))}
      {error && <p className="mt-1 text-base text-attention">{error}</p>}
    </fieldset>
  );
}
