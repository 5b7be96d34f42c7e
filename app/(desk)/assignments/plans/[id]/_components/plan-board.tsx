"use client";

import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { type FormMessages, fill } from "@/components/form/messages";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { baseOf, brokenRules, pairKey, type Roster } from "@/lib/assignments/plans/rules";
import type { PlanLine, PlanSettings } from "@/lib/assignments/plans/schema";
import type { LoadBand } from "@/lib/assignments/plans/solve/rules";
import { placesFor } from "@/lib/assignments/plans/why/rules";
import { boardAfter, firstState } from "./board-state";
import type { BoardWords } from "./board-words";
import { about, namesOf } from "./names";
import { ObserverCard } from "./observer-card";
import { UnitChip } from "./unit-chip";
import { type Saving, usePlanSaving } from "./use-plan-saving";

type Props = {
  plan: { id: string; rowVersion: number; settings: PlanSettings };
  roster: Roster;
  lines: readonly PlanLine[];
  band: LoadBand | null;
  mayArrange: boolean;
  words: BoardWords;
  messages: FormMessages;
};

const SHOWN = 8;

/** Everyone with their units. A unit is picked up and put down, by mouse or by keys; the rules are asked after each move. */
export function PlanBoard({ plan, roster, lines: served, band, mayArrange, words, messages }: Props) {
  const { settings } = plan;
  const [state, dispatch] = useReducer(boardAfter, served, firstState);
  const [find, setFind] = useState("");
  const { lines, picked } = state;
  const saving = usePlanSaving(plan, served, lines, messages, (other) =>
    dispatch({ do: "reset", lines: other }),
  );
  const base = useMemo(() => new Set(baseOf(roster).map(pairKey)), [roster]);
  const names = useMemo(() => namesOf(roster), [roster]);
  const broken = useMemo(() => brokenRules(lines, roster, settings), [lines, roster, settings]);
  const places = useMemo(
    () =>
      new Map(
        (picked ? placesFor(picked.unitId, picked.from, lines, roster, settings) : []).map((place) => [
          place.observerId,
          place.breaks,
        ]),
      ),
    [picked, lines, roster, settings],
  );
  const sizes = useMemo(() => new Map(roster.units.map(({ id, size }) => [id, size])), [roster]);
  const taken = new Set(lines.map(({ unitId }) => unitId));
  const gaps = roster.units.filter(({ id }) => !taken.has(id));
  const faulty = new Set(broken.flatMap((one) => ("unitId" in one ? [one.unitId] : [])));
  useBoardKeys(mayArrange, dispatch);
  const focusOn = useFocusOn(lines);
  const move = (to: string | null) => {
    if (picked) focusOn(picked.unitId);
    dispatch({ do: "move", to, base });
  };

  const chip = (unitId: string, line: PlanLine | null) => (
    <UnitChip
      key={unitId}
      unitId={unitId}
      name={names.unit(unitId)}
      mark={line?.origin === "MANUAL" ? words.manual : line?.origin === "MOVED" ? words.moved : null}
      isPicked={picked?.unitId === unitId && picked.from === (line?.observerId ?? null)}
      isFaulty={faulty.has(unitId)}
      isFixed={!mayArrange}
      onPick={() => dispatch({ do: "pick", unitId, from: line?.observerId ?? null })}
      onDrop={() => dispatch({ do: "drop" })}
    />
  );
  const needle = find.trim();
  const shown = roster.observers.filter(
    ({ id, name }) =>
      picked !== null ||
      name.includes(needle) ||
      lines.some((line) => line.observerId === id && names.unit(line.unitId).includes(needle)),
  );

  return (
    <div className="flex flex-col gap-3">
      <div className="sticky top-20 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-paper py-2">
        <input
          type="search"
          className="control w-56"
          aria-label={words.find}
          placeholder={words.find}
          defaultValue={find}
          // half a pinyin syllable finds nobody: an input method is heard when it has written
          onChange={({ nativeEvent, currentTarget }) => {
            if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) setFind(currentTarget.value);
          }}
          onCompositionEnd={(event) => setFind(event.currentTarget.value)}
        />
        {mayArrange && (
          <>
            <Button
              icon="return"
              aria-disabled={state.past.length === 0}
              className={state.past.length === 0 ? "opacity-60" : undefined}
              onClick={() => dispatch({ do: "undo" })}
            >
              {words.undo}
            </Button>
            <Button
              icon="arrowRight"
              aria-disabled={state.future.length === 0}
              className={state.future.length === 0 ? "opacity-60" : undefined}
              onClick={() => dispatch({ do: "redo" })}
            >
              {words.redo}
            </Button>
          </>
        )}
        <span role="status" className="text-ink-soft">
          {picked
            ? fill(words.picked, { unit: names.unit(picked.unitId) })
            : savingText(saving, words, mayArrange)}
        </span>
      </div>
      <p className="text-ink-soft">{mayArrange ? words.help : words.readonly}</p>
      {saving.state === "stopped" && (
        <Notice kind="error" live="alert">
          {fill(words.unsaved, { reason: saving.reason })}
        </Notice>
      )}
      <div aria-live="polite">
        {broken.length === 0 ? (
          <p className="flex items-center gap-1.5 text-positive">
            <Icon name="checkCircle" />
            {words.clean}
          </p>
        ) : (
          <Notice kind="error" title={fill(words.brokenTitle, { count: broken.length })}>
            <ul className="list-inside list-disc">
              {broken.slice(0, SHOWN).map((one) => {
                const text = fill(words.broken[one.kind], about(names, one));
                return <li key={text}>{text}</li>;
              })}
              {broken.length > SHOWN && <li>{fill(words.more, { count: broken.length - SHOWN })}</li>}
            </ul>
          </Notice>
        )}
      </div>
      {(gaps.length > 0 || mayArrange) && (
        <ObserverCard
          name={words.gap}
          isPlace={picked !== null && picked.from !== null}
          onTake={() => move(null)}
          isGap
        >
          {gaps.map(({ id }) => chip(id, null))}
        </ObserverCard>
      )}
      <ul className="grid gap-2.5 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {shown.map(({ id, name }) => {
          const own = lines.filter((line) => line.observerId === id);
          const breaks = places.get(id);
          return (
            <li key={id} className="min-w-0">
              <ObserverCard
                name={name}
                load={{
                  cadres: own.reduce((sum, { unitId }) => sum + (sizes.get(unitId) ?? 0), 0),
                  band,
                  text: words.size,
                }}
                isFaulty={broken.some((one) => "observerId" in one && one.observerId === id)}
                isPlace={picked !== null && picked.from !== id && breaks !== undefined}
                note={
                  picked === null || breaks === undefined
                    ? undefined
                    : breaks > 0
                      ? { text: fill(words.breaksOne, { count: breaks }), isGood: false }
                      : { text: words.breaksNone, isGood: true }
                }
                onTake={() => move(id)}
              >
                {own.map((line) => chip(line.unitId, line))}
              </ObserverCard>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const savingText = (saving: Saving, words: BoardWords, mayArrange: boolean): string =>
  !mayArrange || saving.state === "stopped" ? "" : saving.state === "saving" ? words.saving : words.saved;

/** Keys of the whole page: a button that has just been used up holds the focus no longer. */
function useBoardKeys(
  mayArrange: boolean,
  dispatch: (event: { do: "undo" | "redo" | "drop" }) => void,
): void {
  useEffect(() => {
    if (!mayArrange) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") dispatch({ do: "drop" });
      const isTyping = event.target instanceof HTMLInputElement;
      if (isTyping || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      dispatch({ do: key === "y" || event.shiftKey ? "redo" : "undo" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [mayArrange, dispatch]);
}

/** Who moves by keys goes on from the unit that was moved, wherever it lies by now. */
function useFocusOn(lines: readonly PlanLine[]): (unitId: string) => void {
  const moved = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each change of the lines
  useEffect(() => {
    if (moved.current) document.querySelector<HTMLElement>(`[data-unit="${moved.current}"]`)?.focus();
    moved.current = null;
  }, [lines]);
  return (unitId) => {
    moved.current = unitId;
  };
}
