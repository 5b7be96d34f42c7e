"use client";

import { type FormEvent, type KeyboardEvent, useMemo, useRef } from "react";
import { FormContext } from "@/components/form/form-context";
import { buttonClass } from "@/components/ui/button-look";
import { cx } from "@/components/ui/cx";
import { Notice } from "@/components/ui/notice";
import { candidatesOn, tasksOn } from "@/lib/observations/form/choice/rules";
import { boundField, type Typed } from "@/lib/observations/form/rules";
import { EntryContext } from "./entry-context";
import { EntryDone } from "./entry-done";
import { EntryFields } from "./entry-fields";
import { EntryMessage } from "./entry-message";
import type { EntryFormProps } from "./entry-props";
import { Evidence } from "./evidence-field";
import { newId } from "./new-id";
import { SaveLine } from "./save-line";
import { useEntryState } from "./use-entry-state";
import { useEntrySubmit } from "./use-entry-submit";
import { useTaskMembers } from "./use-task-members";
import { useVersions } from "./use-versions";

/** One form for all methods, on the desk and on the phone; what it asks comes from the method's configuration. */
export function EntryForm(given: EntryFormProps) {
  const { layout, method, amend, words, links } = given;
  const { fields } = method;
  const form = useRef<HTMLFormElement>(null);
  const asksEvidence = method.asksEvidence || boundField(fields, "evidence") !== undefined;
  const entry = useEntryState(form, given);
  const { state, update, entryId, drafts } = entry;
  const props = { ...given, tasks: useTaskMembers(given, state.centralTaskId) };
  const { submit, isSending, problems, failure, done } = useEntrySubmit(form, props, entry);
  const versions = useVersions(props, entry);

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (!versions.isAsked()) submit();
  }

  /** With an id of its own, so that nothing half-written is brought back. */
  const freshAddress = () => `${links.again}&draft=${newId()}`;

  function startOver() {
    // the other one stays among the drafts
    window.location.assign(freshAddress());
  }

  const day = state.startedAt.slice(0, 10);
  const tasks = useMemo(() => tasksOn(day, props.tasks), [day, props.tasks]);
  const cadres = useMemo(() => {
    const { team, others } = candidatesOn(
      day,
      props.cadres,
      props.tasks.find((task) => task.id === state.centralTaskId),
    );
    return [...team, ...others];
  }, [day, props.cadres, props.tasks, state.centralTaskId]);
  const errorAt = (path: string) => problems.find((problem) => problem.path === path)?.text;
  const formContext = useMemo(
    () => ({
      pending: isSending,
      errorFor: (name: string) => problems.find((problem) => problem.path === name)?.text,
    }),
    [isSending, problems],
  );

  // closed in the very moment of submitting: it lies in the outbox, and is not written twice
  const ids = entry.isSubmitted && props.draft ? [props.draft.id] : done?.ids;
  if (ids) {
    return (
      <EntryDone
        layout={layout}
        viewerId={props.viewerId}
        ids={ids}
        words={words}
        outbox={props.outbox}
        isChange={amend !== null}
        handedOverId={done?.handedOverId}
        links={{ ...links, again: freshAddress() }}
      />
    );
  }

  if (versions.view) return versions.view;

  return (
    <form
      ref={form}
      // a tap before the script is there is kept by React and played again
      action={() => send()}
      onSubmit={send}
      onReset={(event) => event.preventDefault()}
      onKeyDown={(event) => sendByKey(event, send)}
      noValidate
      className="flex flex-col gap-4"
    >
      {entry.wasRestored && !amend && (
        <Notice
          kind="info"
          live="status"
          actions={
            <button
              type="button"
              onClick={startOver}
              className={buttonClass({ variant: "quiet", size: "sm" })}
            >
              {words.startOver}
            </button>
          }
        >
          {words.restored}
        </Notice>
      )}
      <FormContext value={formContext}>
        <EntryContext
          value={{
            layout,
            locale: props.locale,
            words,
            state,
            fields,
            dimensions: props.dimensions,
            cadres,
            people: props.people,
            units: props.units,
            patch: (part) => update((before) => ({ ...before, ...part })),
            answer: (key: string, typed: Typed) =>
              update((before) => ({ ...before, details: { ...before.details, [key]: typed } })),
            errorAt,
          }}
        >
          <EntryFields
            key={entry.round}
            tasks={tasks}
            observers={props.observers}
            limits={props.limits}
            asksEvidence={asksEvidence}
            evidence={
              <Evidence
                viewerId={props.viewerId}
                known={props.fresh.evidence}
                asksNote={asksEvidence}
                noteLimit={props.limits.evidenceNote}
              />
            }
            known={amend?.known ?? []}
            conductItems={props.conductItems}
            recentRecords={props.recentRecords}
            visitUnits={props.visitUnits}
            isAmendment={amend !== null}
            more={{ isOpen: entry.isMoreOpen, onToggle: entry.setIsMoreOpen }}
          />
        </EntryContext>
      </FormContext>
      <div
        className={cx(
          "sticky bottom-0 z-10 flex flex-col gap-2 border-t border-line-strong bg-surface py-2.5",
          layout === "phone"
            ? "-mx-3.5 -mb-3.5 px-3.5 pb-[calc(0.625rem+env(safe-area-inset-bottom))]"
            : "rounded-b-lg px-4",
        )}
      >
        {versions.notice}
        {(problems.length > 0 || failure) && (
          <div data-form-message tabIndex={-1}>
            <EntryMessage
              problems={problems}
              failure={failure}
              form={form}
              entryId={entryId()}
              props={props}
            />
          </div>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <button
            type="submit"
            aria-busy={isSending || undefined}
            className={buttonClass(
              { variant: "primary", size: layout === "phone" ? "lg" : "md", block: layout === "phone" },
              cx(layout === "desk" && "min-w-28", isSending && "cursor-progress opacity-80"),
            )}
          >
            {isSending ? words.submitting : amend ? words.submitChange : words.submit}
          </button>
          {layout === "desk" && (
            <a href={links.back} className={buttonClass({ variant: "secondary" })}>
              {words.back}
            </a>
          )}
          <SaveLine status={drafts.status} words={words} />
        </div>
      </div>
    </form>
  );
}

/** Enter in a line never sends a half-written form; Ctrl + Enter does. */
function sendByKey(event: KeyboardEvent<HTMLFormElement>, submit: () => void) {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    submit();
  } else if (event.target instanceof HTMLInputElement) {
    event.preventDefault();
  }
}
