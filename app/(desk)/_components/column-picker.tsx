"use client";

import { useEffect, useRef, useState } from "react";
import { fill } from "@/components/form/messages";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { inPickingOrder, moved } from "@/lib/tables/order/rules";

type Props = {
  /** of the boxes: a form sends them as they stand and in this order, also without script */
  name: string;
  /** as they are offered */
  columns: readonly { key: string; label: string; note?: string }[];
  chosen: readonly string[];
  /** to go back to in place; a form that keeps what is chosen has a button of its own */
  usual?: readonly string[];
  /** each step is sent with the form and kept at once; else it is made in place, for a form that is a download */
  sendsSteps?: boolean;
  /** a page that answers the form with the step made, for who presses before or without any script */
  stepsTo?: string;
  words: { list: string; up: string; down: string; usual?: string; count?: string };
  className?: string;
};

/** A step lets go of the keyboard, with the row or with the whole page: the next one is pressed where the last one was. */
let pressed = "";

/** Columns and their order, one picker for lists and files: what is ticked has a place, and only that is moved. */
export function ColumnPicker({ name, columns, chosen, usual, sendsSteps, stepsTo, words, className }: Props) {
  const offered = columns.map(({ key }) => key);
  const begin = (keys: readonly string[], times: number) => ({
    from: chosen,
    order: inPickingOrder(offered, keys),
    ticked: keys,
    // the boxes keep their own ticks, for a form that was sent puts them back to these
    sent: keys,
    times,
  });
  const [state, setState] = useState(() => begin(chosen, 0));
  // what is kept has come anew
  if (state.from !== chosen) setState(begin(chosen, state.times + 1));
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (!pressed || !state.order) return;
    list.current?.querySelector<HTMLButtonElement>(`button[value="${pressed}"]`)?.focus();
    pressed = "";
  }, [state.order]);
  const ticked = state.order.filter((key) => state.ticked.includes(key));
  const tick = (key: string, isTicked: boolean) =>
    setState({ ...state, ticked: isTicked ? [...ticked, key] : ticked.filter((one) => one !== key) });
  const step = (move: string) =>
    setState({ ...state, order: inPickingOrder(offered, moved(ticked, move, 0)) });
  const type = sendsSteps || stepsTo ? "submit" : "button";
  return (
    <div className="flex flex-col gap-2">
      {words.count && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
          <span role="status">{fill(words.count, { count: ticked.length })}</span>
          {usual && (
            <Button
              type={type}
              size="sm"
              variant="quiet"
              name="usual"
              value="1"
              formAction={stepsTo}
              onClick={(event) => {
                event.preventDefault();
                setState(begin(usual, state.times + 1));
              }}
            >
              {words.usual}
            </Button>
          )}
        </div>
      )}
      <ol ref={list} aria-label={words.list} className={className}>
        {state.order.map((key) => {
          const { label, note } = columns.find((column) => column.key === key) ?? { label: key };
          const at = ticked.indexOf(key);
          return (
            <li key={key} className="flex items-center gap-1 border-b border-line">
              <label className="flex min-w-0 flex-1 items-center gap-2 py-1.5 pointer-coarse:min-h-11">
                <input
                  key={state.times}
                  type="checkbox"
                  name={name}
                  value={key}
                  defaultChecked={state.sent.includes(key)}
                  onChange={({ currentTarget }) => tick(key, currentTarget.checked)}
                />
                <span className="min-w-0">
                  {label}
                  {note && <span className="block text-xs text-ink-soft">{note}</span>}
                </span>
              </label>
              {at >= 0 &&
                (
                  [
                    { way: "up", word: words.up, icon: "chevronUp", isEnd: at === 0 },
                    { way: "down", word: words.down, icon: "chevronDown", isEnd: at === ticked.length - 1 },
                  ] as const
                ).map(({ way, word, icon, isEnd }) => (
                  <Button
                    key={way}
                    type={type}
                    size="sm"
                    variant="quiet"
                    name="move"
                    value={`${key}:${way}`}
                    formAction={stepsTo}
                    aria-label={fill(word, { column: label })}
                    aria-disabled={isEnd}
                    className={isEnd ? "opacity-40" : undefined}
                    onClick={(event) => {
                      if (isEnd) return event.preventDefault();
                      pressed = `${key}:${way}`;
                      if (sendsSteps) return;
                      event.preventDefault();
                      step(pressed);
                    }}
                  >
                    <Icon name={icon} />
                  </Button>
                ))}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
