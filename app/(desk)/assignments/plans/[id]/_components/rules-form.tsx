"use client";

import { useState } from "react";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import type { CommandAction } from "@/components/form/use-command-form";
import type { PlanSettings } from "@/lib/assignments/plans/schema";
import { OwnNumbers } from "./own-numbers";
import { type Choice, PairList } from "./pair-list";
import { NUMBERS, PAIR_LISTS, type RulesWords, WEIGHTS } from "./rules-words";

type Props = {
  action: CommandAction<{ id: string }>;
  plan: { id: string; rowVersion: number; settings: PlanSettings };
  observers: readonly Choice[];
  units: readonly Choice[];
  mayArrange: boolean;
  successHref: string;
  words: RulesWords;
  messages: FormMessages;
};

/** The whole settings travel as one field: numbers, pairs and people belong together. */
export function RulesForm({
  action,
  plan,
  observers,
  units,
  mayArrange,
  successHref,
  words,
  messages,
}: Props) {
  const [settings, setSettings] = useState<Record<string, unknown> & PlanSettings>(plan.settings);
  const set = (name: string, value: unknown) => setSettings((before) => ({ ...before, [name]: value }));
  const number = (name: (typeof NUMBERS)[number] | (typeof WEIGHTS)[number]) => (
    <label key={name} className="flex flex-col gap-1" data-field={`settings.${name}`}>
      <span>{words.field[name]}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className="control max-w-24 text-right"
        value={String(settings[name])}
        disabled={!mayArrange}
        onChange={(event) => set(name, event.target.value)}
      />
    </label>
  );
  return (
    <CommandForm
      action={action}
      messages={messages}
      successHref={successHref}
      className="flex flex-col gap-5"
    >
      <input type="hidden" name="id" value={plan.id} />
      <input type="hidden" name="rowVersion" value={plan.rowVersion} />
      <input type="hidden" name="settings" value={JSON.stringify(settings)} />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">{NUMBERS.map(number)}</div>
      <fieldset className="flex flex-col gap-2">
        <legend className="font-semibold">{words.weightsTitle}</legend>
        <p className="text-ink-soft">{words.weightsHint}</p>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">{WEIGHTS.map(number)}</div>
      </fieldset>
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-2 font-semibold">{words.pairsTitle}</legend>
        {PAIR_LISTS.map((name) => (
          <PairList
            key={name}
            label={words.field[name]}
            pairs={settings[name]}
            {...{ observers, units, words, mayArrange }}
            onChange={(pairs) => set(name, pairs)}
          />
        ))}
        <PairList
          label={words.field.absent}
          pairs={settings.absent.map((observerId) => ({ observerId, unitId: "" }))}
          {...{ observers, words, mayArrange }}
          onChange={(pairs) =>
            set(
              "absent",
              pairs.map(({ observerId }) => observerId),
            )
          }
        />
      </fieldset>
      <OwnNumbers
        title={words.needsTitle}
        hint={words.needsHint}
        whom={words.unit}
        choices={units}
        rows={settings.unitNeeds.map(({ unitId, observers: many }) => ({ id: unitId, numbers: [many] }))}
        numbers={[{ label: words.numbers.observers, least: 1, most: 3 }]}
        {...{ words, mayArrange }}
        onChange={(rows) =>
          set(
            "unitNeeds",
            rows.map(({ id, numbers }) => ({ unitId: id, observers: numbers[0] ?? 1 })),
          )
        }
      />
      <OwnNumbers
        title={words.limitsTitle}
        hint={words.limitsHint}
        whom={words.observer}
        choices={observers}
        rows={settings.limits.map(({ observerId, least, most }) => ({
          id: observerId,
          numbers: [least, most],
        }))}
        numbers={[
          { label: words.numbers.least, least: 0, most: 3 },
          { label: words.numbers.most, least: 0, most: 3 },
        ]}
        {...{ words, mayArrange }}
        onChange={(rows) =>
          set(
            "limits",
            rows.map(({ id, numbers }) => ({
              observerId: id,
              least: numbers[0] ?? 0,
              most: numbers[1] ?? 0,
            })),
          )
        }
      />
      {mayArrange && (
        <FormActions>
          <SubmitButton icon="scale">{words.submit}</SubmitButton>
        </FormActions>
      )}
    </CommandForm>
  );
}
