"use client";

import { useId, useMemo, useState } from "react";
import { buttonClass } from "@/components/ui/button-look";
import { cx } from "@/components/ui/cx";
import { Notice } from "@/components/ui/notice";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import {
  allOf,
  type Choices,
  differences,
  leftOver,
  merged,
  offered,
  type Part,
  type PartWords,
  partLabel,
  partText,
  type Side,
} from "@/lib/observations/form/draft/conflict/rules";
import { restoredEntry } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import type { EntryFormProps } from "./entry-props";
import type { OtherVersion } from "./use-entry-draft";

type Props = {
  form: EntryFormProps;
  mine: EntryState;
  other: OtherVersion;
  /** false where what is not chosen could not be kept */
  settle: (next: EntryState, rest: EntryState) => Promise<boolean>;
  onDone: () => void;
};

const SIDES: Side[] = ["mine", "theirs"];

/** Two versions of one draft, where they differ: side by side on the desk, one below the other on the phone. */
export function VersionView({ form, mine, other, settle, onDone }: Props) {
  const { layout, method } = form;
  const words = form.words.versions;
  const theirs = useMemo(
    () => restoredEntry(other.kind === "tab" ? other.stored.state : other.content, form.fresh, method.fields),
    [other, form.fresh, method.fields],
  );
  const parts = useMemo(() => differences(mine, theirs), [mine, theirs]);
  const partWords = useMemo(() => wordsOf(form), [form]);
  const textAt = (side: Side, part: Part) =>
    partText(side === "mine" ? mine : theirs, part, method.fields, partWords);
  const [choices, setChoices] = useState<Choices>(() => offered(parts, textAt));
  const [hasFailed, setHasFailed] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const names: Record<Side, string> = {
    mine: words.mine,
    theirs: other.kind === "tab" ? words.theirsTab : words.theirsDevice,
  };

  async function choose(chosen: Choices) {
    setIsBusy(true);
    setHasFailed(false);
    if (await settle(merged(mine, theirs, chosen), leftOver(mine, theirs, chosen))) return onDone();
    setHasFailed(true);
    setIsBusy(false);
  }

  return (
    <section aria-label={words.title} className={cx("flex flex-col gap-4", layout === "desk" && "p-4")}>
      <div>
        <h2 className="text-lg font-semibold" tabIndex={-1} ref={focus}>
          {words.title}
        </h2>
        <p className="mt-1 text-ink-soft">{words.hint}</p>
      </div>
      <div className={cx("grid gap-2.5", layout === "desk" && "grid-cols-2")}>
        {SIDES.map((side) => (
          <div
            key={side}
            className="flex items-center justify-between gap-2 rounded-md border border-line-strong bg-paper px-3.5 py-2.5"
          >
            <p className="font-semibold">{names[side]}</p>
            <button
              type="button"
              disabled={isBusy}
              aria-label={`${words.useThis}${form.messages.says}${names[side]}`}
              onClick={() => choose(allOf(side, parts))}
              className={buttonClass({ variant: "secondary", size: layout === "phone" ? "lg" : "md" })}
            >
              {words.useThis}
            </button>
          </div>
        ))}
      </div>
      {parts.map((part) => (
        <PartChoice
          key={part}
          isDesk={layout === "desk"}
          label={partLabel(part, method.fields, partWords)}
          options={SIDES.map((side) => ({ side, name: names[side], text: textAt(side, part) }))}
          empty={words.empty}
          chosen={choices[part] ?? "mine"}
          onChoose={(side) => setChoices((before) => ({ ...before, [part]: side }))}
        />
      ))}
      {hasFailed && (
        <Notice kind="error" live="alert">
          {words.notKept}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          disabled={isBusy}
          onClick={() => choose(choices)}
          className={buttonClass({
            variant: "primary",
            size: layout === "phone" ? "lg" : "md",
            block: layout === "phone",
          })}
        >
          {words.merge}
        </button>
        <button
          type="button"
          disabled={isBusy}
          onClick={onDone}
          className={buttonClass({
            variant: "quiet",
            size: layout === "phone" ? "lg" : "md",
            block: layout === "phone",
          })}
        >
          {words.later}
        </button>
      </div>
    </section>
  );
}

const focus = (heading: HTMLElement | null) => heading?.focus();

type PartProps = {
  isDesk: boolean;
  label: string;
  options: { side: Side; name: string; text: string }[];
  empty: string;
  chosen: Side;
  onChoose: (side: Side) => void;
};

/** Both texts whole; the card is the button. */
function PartChoice({ isDesk, label, options, empty, chosen, onChoose }: PartProps) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className={cx("grid gap-2", isDesk && "grid-cols-2")}>
        {options.map((option) => (
          <label
            key={option.side}
            className={cx(
              "flex min-w-0 gap-2.5 rounded-md border px-3 py-2.5",
              chosen === option.side ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
            )}
          >
            <input
              type="radio"
              name={name}
              className="mt-1 shrink-0"
              checked={chosen === option.side}
              onChange={() => onChoose(option.side)}
            />
            <span className="min-w-0 flex-1">
              <span className="block text-sm text-ink-soft">{option.name}</span>
              {option.text === "" ? (
                <span className="text-ink-hint">{empty}</span>
              ) : (
                <span className="break-words whitespace-pre-wrap">{option.text}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Every name the form knows, by id, and its own words for each part. */
function wordsOf(form: EntryFormProps): PartWords {
  const { words } = form;
  const cadres = [
    ...form.cadres,
    ...form.tasks.flatMap((task) => task.members),
    ...form.visitUnits.flatMap((unit) => unit.cadres),
    ...(form.amend?.known ?? []),
  ];
  const choices = [
    ...form.people,
    ...form.observers,
    ...form.units,
    ...words.polarities,
    ...DIMENSIONS.map((one) => ({ value: one, label: form.dimensions[one].name })),
    ...words.levels,
  ];
  return {
    locale: form.locale,
    yes: words.yes,
    no: words.no,
    listMark: words.listMark,
    labels: {
      startedAt: words.startedAt,
      endedAt: words.endedAt,
      duration: words.endedAt,
      place: words.place,
      cadres: words.cadres,
      fact: words.fact,
      judgement: words.judgement,
      polarity: words.polarity,
      dimensions: words.dimensions,
      confidentiality: words.confidentiality,
      evidence: words.evidence.label,
      evidenceNote: words.evidenceNote,
      secondObserverId: words.secondObserver,
      centralTaskId: words.centralTask,
      conductItemIds: words.conductItems,
      links: words.links,
      otherUnits: words.visitUnits,
      followUps: words.followUps,
      reason: words.changeReason,
    },
    names: Object.fromEntries([
      ...choices.map(({ value, label }) => [value, label]),
      ...cadres.map(({ id, name }) => [id, name]),
      ...form.tasks.map(({ id, name }) => [id, name]),
      ...form.visitUnits.map(({ id, name }) => [id, name]),
      ...form.conductItems.map(({ id, text }) => [id, text]),
      ...form.recentRecords.map(({ id, day, methodName }) => [id, `${day} ${methodName}`]),
    ]),
  };
}
