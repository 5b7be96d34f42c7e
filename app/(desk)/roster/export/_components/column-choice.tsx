"use client";

import { useState } from "react";
import { fill } from "@/components/form/messages";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { ExportColumn } from "@/lib/roster/export/schema";

type Column = { key: ExportColumn; label: string; note?: string };
type Props = {
  /** in the order that stands: chosen ones first */
  columns: Column[];
  chosen: readonly ExportColumn[];
  usual: readonly ExportColumn[];
  words: { list: string; up: string; down: string; usual: string; chosen: string };
};

/** The order of the boxes is the order of the columns: a form sends them as they stand, also without script. */
export function ColumnChoice({ columns, chosen, usual, words }: Props) {
  const [order, setOrder] = useState(columns);
  const [checked, setChecked] = useState<ReadonlySet<ExportColumn>>(new Set(chosen));
  const move = (at: number, by: number) =>
    setOrder((list) => {
      const next = [...list];
      const [one] = next.splice(at, 1);
      if (one) next.splice(at + by, 0, one);
      return next;
    });
  const toggle = (key: ExportColumn) =>
    setChecked((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const reset = () => {
    setChecked(new Set(usual));
    const rank = (key: ExportColumn) => (usual.includes(key) ? usual.indexOf(key) : usual.length);
    setOrder((list) => [...list].sort((a, b) => rank(a.key) - rank(b.key)));
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
        <span role="status">{fill(words.chosen, { count: checked.size })}</span>
        <Button size="sm" variant="quiet" onClick={reset}>
          {words.usual}
        </Button>
      </div>
      <ol
        aria-label={words.list}
        className="grid gap-x-6 gap-y-0.5 sm:grid-cols-2 xl:grid-flow-col xl:grid-cols-3 xl:grid-rows-[repeat(11,auto)]"
      >
        {order.map(({ key, label, note }, at) => (
          <li key={key} className="flex items-center gap-1 border-b border-line py-0.5">
            <label className="flex min-w-0 flex-1 items-center gap-2 py-1">
              <input
                type="checkbox"
                name="column"
                value={key}
                checked={checked.has(key)}
                onChange={() => toggle(key)}
              />
              <span className="min-w-0">
                {label}
                {note && <span className="block text-xs text-ink-soft">{note}</span>}
              </span>
            </label>
            <Button
              size="sm"
              variant="quiet"
              aria-label={fill(words.up, { column: label })}
              aria-disabled={at === 0}
              onClick={() => at > 0 && move(at, -1)}
            >
              <Icon name="chevronUp" />
            </Button>
            <Button
              size="sm"
              variant="quiet"
              aria-label={fill(words.down, { column: label })}
              aria-disabled={at === order.length - 1}
              onClick={() => at < order.length - 1 && move(at, 1)}
            >
              <Icon name="chevronDown" />
            </Button>
          </li>
        ))}
      </ol>
    </div>
  );
}
