"use client";

import { useState } from "react";
import { EntryContext } from "@/components/observation/form/entry-context";
import { EntryFields } from "@/components/observation/form/entry-fields";
import type { EntryWords } from "@/components/observation/form/entry-words";
import type { DimensionWords } from "@/lib/dimensions/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { EntryState } from "@/lib/observations/form/rules";

type Props = {
  title: string;
  locale: string;
  fields: MethodField[];
  asksEvidence: boolean;
  fresh: EntryState;
  limits: { fact: number; judgement: number; evidenceNote: number; reason: number };
  /** made-up people of a made-up unit */
  people: string[];
  post: string;
  evidence: string;
  words: EntryWords;
  dimensions: DimensionWords;
};

/** The phone's form as it is, in a frame of a phone's width, with a state that ends with the page. */
export function MethodPreview({
  title,
  locale,
  fields,
  asksEvidence,
  fresh,
  people,
  post,
  words,
  ...props
}: Props) {
  const [state, setState] = useState(fresh);
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const day = fresh.startedAt.slice(0, 10);
  return (
    <section
      aria-label={title}
      className="mx-auto w-full max-w-[390px] rounded-2xl border-4 border-line-strong bg-paper px-3.5 py-4 shadow-raise"
    >
      <h2 className="mb-3 text-lg font-semibold">{title}</h2>
      <div className="flex flex-col gap-4">
        <EntryContext
          value={{
            layout: "phone",
            locale,
            words,
            state,
            fields,
            dimensions: props.dimensions,
            cadres: people.map((name, at) => ({
              id: `sample-${at}`,
              name,
              title: post,
              tier: "TEAM",
              keys: "",
              from: day,
              to: null,
            })),
            people: [],
            units: [],
            patch: (part) => setState((before) => ({ ...before, ...part })),
            answer: (key, typed) =>
              setState((before) => ({ ...before, details: { ...before.details, [key]: typed } })),
            errorAt: () => undefined,
          }}
        >
          <EntryFields
            tasks={[]}
            observers={[]}
            limits={props.limits}
            asksEvidence={asksEvidence}
            evidence={<p className="text-ink-soft">{props.evidence}</p>}
            known={[]}
            conductItems={[]}
            recentRecords={[]}
            visitUnits={[]}
            isAmendment={false}
            more={{ isOpen: isMoreOpen, onToggle: setIsMoreOpen }}
          />
        </EntryContext>
      </div>
    </section>
  );
}
