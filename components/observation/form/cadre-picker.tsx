"use client";

import { type ChangeEvent, useState } from "react";
import { matches } from "@/components/form/pick-option";
import { Icon } from "@/components/ui/icon";
import type { PickCadre } from "@/lib/observations/form/choice/rules";
import { marksOf } from "@/lib/platform/marks";
import { fill } from "../../form/messages";
import { useEntry } from "./entry-context";

type Props = {
  /** names the chips for screen readers */
  label: string;
  name: string;
  chosen: string[];
  onToggle: (cadreId: string) => void;
  /** people of the record who held no post here that day any more */
  known?: PickCadre[];
};

const SHOWN = 12;

/** Team members as chips, everyone else by name, pinyin or initials. Nothing filters while an input method composes. */
export function CadrePicker({ label, name, chosen, onToggle, known = [] }: Props) {
  const { cadres, words, locale, layout } = useEntry();
  const [query, setQuery] = useState("");
  const team = cadres.filter((cadre) => cadre.tier === "TEAM");
  const others = cadres.filter((cadre) => cadre.tier !== "TEAM");
  const strangers = known.filter(
    (cadre) => chosen.includes(cadre.id) && !cadres.some((present) => present.id === cadre.id),
  );
  const picked = others.filter((cadre) => chosen.includes(cadre.id));
  const found = query
    ? others
        .filter((cadre) => !chosen.includes(cadre.id))
        .filter((cadre) =>
          matches({ value: cadre.id, label: cadre.name, note: cadre.title, keys: cadre.keys }, query),
        )
    : [];

  function search(event: ChangeEvent<HTMLInputElement>) {
    const native = event.nativeEvent;
    if (native instanceof InputEvent && native.isComposing) return;
    setQuery(event.currentTarget.value);
  }
  const chip = (cadre: PickCadre) => (
    <CadreChip
      key={cadre.id}
      cadre={cadre}
      // the phone has room for names; the post stands beside each chosen one
      hasTitle={layout === "desk"}
      isChosen={chosen.includes(cadre.id)}
      onToggle={() => onToggle(cadre.id)}
    />
  );

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-1.5">{[...team, ...picked, ...strangers].map(chip)}</div>
      {others.length > picked.length && (
        <div className="relative">
          <Icon
            name="search"
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-hint"
          />
          <input
            type="search"
            aria-label={`${label}${marksOf(locale === "en").says}${words.searchCadre}`}
            placeholder={fill(words.othersHint, { count: others.length - picked.length })}
            autoComplete="off"
            className="control pl-8!"
            data-search={name}
            onChange={search}
            onCompositionEnd={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              const [first] = found;
              if (event.nativeEvent.isComposing || !first) return;
              onToggle(first.id);
              event.currentTarget.value = "";
              setQuery("");
            }}
          />
        </div>
      )}
      {query !== "" && (
        <div aria-live="polite" className="flex flex-wrap gap-1.5">
          {found.slice(0, SHOWN).map(chip)}
          {found.length === 0 && <p className="text-ink-hint">{words.noneFound}</p>}
        </div>
      )}
    </div>
  );
}

function CadreChip({
  cadre,
  hasTitle,
  isChosen,
  onToggle,
}: {
  cadre: PickCadre;
  hasTitle: boolean;
  isChosen: boolean;
  onToggle: () => void;
}) {
  return (
    <label className="chip" title={cadre.title}>
      <input type="checkbox" checked={isChosen} onChange={onToggle} />
      <Icon name="check" className="chip-tick size-3.5" strokeWidth={2.2} />
      {cadre.name}
      {hasTitle && (
        <span className="max-w-[9em] truncate text-sm font-normal text-ink-hint">{cadre.title}</span>
      )}
    </label>
  );
}
