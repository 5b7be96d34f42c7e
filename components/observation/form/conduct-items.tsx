"use client";

import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import type { ConductItem } from "@/lib/conduct/queries";
import { useField } from "../../form/field";
import { fill } from "../../form/messages";
import { useEntry } from "./entry-context";

/** 双十条: two folded lists of numbered items; what is chosen stands in the fold's own line. */
export function ConductItems({ items }: { items: ConductItem[] }) {
  const { state, words, errorAt } = useEntry();
  const { error, errorId, describedBy } = useField({
    name: "conductItemIds",
    label: words.conductItems,
    error: errorAt("conductItemIds"),
  });
  // an item that was taken off the list since it was chosen keeps its place in the record
  const gone = state.conductItemIds.filter((id) => !items.some((item) => item.id === id));
  return (
    <fieldset
      data-field="conductItemIds"
      data-invalid={error ? "" : undefined}
      aria-describedby={describedBy}
      className="min-w-0"
    >
      <legend className="mb-1 font-medium">
        {words.conductItems}
        {items.some((item) => item.isSample) && (
          <span className="ml-1 text-sm font-normal text-ink-hint">{words.sample}</span>
        )}
      </legend>
      <div className="flex flex-col gap-1.5">
        {(["POSITIVE", "NEGATIVE"] as const).map((list) => (
          <OneList
            key={list}
            name={list === "POSITIVE" ? words.positiveList : words.negativeList}
            items={items.filter((item) => item.list === list)}
          />
        ))}
      </div>
      {gone.length > 0 && (
        <p className="mt-1 text-sm text-caution">{fill(words.itemsGone, { count: gone.length })}</p>
      )}
      {error && (
        <p id={errorId} className="mt-1 text-base text-attention">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function OneList({ name, items }: { name: string; items: ConductItem[] }) {
  const { state, locale, words, patch } = useEntry();
  const chosen = items.filter((item) => state.conductItemIds.includes(item.id));
  const toggle = (id: string) =>
    patch({
      conductItemIds: state.conductItemIds.includes(id)
        ? state.conductItemIds.filter((one) => one !== id)
        : [...state.conductItemIds, id],
    });
  return (
    <details className="group/list rounded-md border border-line open:bg-paper">
      <summary className="flex min-h-9 list-none items-center gap-2 rounded-md px-2.5 hover:bg-paper-deep pointer-coarse:min-h-11">
        <Icon name="chevronDown" className="size-4 text-ink-soft group-open/list:rotate-180" />
        <span>{name}</span>
        {chosen.length > 0 && (
          <span className="min-w-0 flex-1 truncate text-sm text-accent">
            {fill(words.chosenItems, { names: chosen.map((item) => item.position).join(words.listMark) })}
          </span>
        )}
      </summary>
      <div className="flex flex-col gap-1 px-2 pb-2">
        {items.map((item) => (
          <label
            key={item.id}
            className={cx("chip justify-start! py-1 text-left pointer-coarse:min-h-11", "font-normal")}
          >
            <input
              type="checkbox"
              name="conductItemIds"
              value={item.id}
              checked={state.conductItemIds.includes(item.id)}
              onChange={() => toggle(item.id)}
            />
            <span className="w-5 shrink-0 text-right text-ink-hint">{item.position}</span>
            <span className="min-w-0 flex-1">{locale === "en" ? item.textEn : item.text}</span>
            <Icon name="check" className="chip-tick size-3.5" strokeWidth={2.2} />
          </label>
        ))}
      </div>
    </details>
  );
}
