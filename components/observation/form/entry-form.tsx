"use client";

import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { FormContext } from "@/components/form/form-context";
import { type FormMessages, fill, issueText, refusalText } from "@/components/form/messages";
import { buttonClass } from "@/components/ui/button-look";
import { cx } from "@/components/ui/cx";
import { Notice } from "@/components/ui/notice";
import type { MethodField } from "@/lib/methods/schema";
import { candidatesOn, type PickCadre, type PickTask, tasksOn } from "@/lib/observations/form/choice/rules";
import { entryContent, withoutEmptyRows } from "@/lib/observations/form/content/rules";
import { laterCopy, restoredEntry } from "@/lib/observations/form/draft/rules";
import { boundField, type EntryState, type Typed } from "@/lib/observations/form/rules";
import type { Issue, Outcome } from "@/lib/platform/result";
import { EntryContext } from "./entry-context";
import { EntryDone } from "./entry-done";
import { EntryFields } from "./entry-fields";
import type { Choice, EntryWords } from "./entry-words";
import { type LocalDraft, listLocalDrafts, readLocalDraft } from "./local-drafts";
import { newId } from "./new-id";
import { SaveLine } from "./save-line";
import { type SaveDraft, useEntryDraft } from "./use-entry-draft";

type Send = (
  authorId: string,
  input: Record<string, unknown>,
) => Promise<Outcome<{ id: string; isRepeat: boolean }>>;

export type EntryFormProps = {
  layout: "desk" | "phone";
  locale: string;
  viewerId: string;
  unit: { id: string; name: string };
  method: {
    id: string;
    versionId: string;
    name: string;
    fields: MethodField[];
    asksEvidence: boolean;
  };
  /** what an untouched form says */
  fresh: EntryState;
  cadres: PickCadre[];
  tasks: PickTask[];
  observers: Choice[];
  people: Choice[];
  units: Choice[];
  limits: { fact: number; judgement: number; evidenceNote: number; reason: number };
  /** the draft of the address, as the server has it; its text may be only on this device */
  draft: { id: string; content: unknown; savedAt: string | null } | null;
  /** an existing record that is being rewritten */
  amend: { id: string; revisionNo: number; known: PickCadre[] } | null;
  words: EntryWords;
  messages: FormMessages;
  links: { back: string; record: string; again: string; otherMethod: string; home: string; signIn: string };
  actions: { log: Send; amend: Send; save: SaveDraft };
};

type Problem = { path: string; text: string; label: string };
type Failure = { kind: string; text: string; reason?: string };

/** One form for all methods, on the desk and on the phone; what it asks comes from the method's configuration. */
export function EntryForm(props: EntryFormProps) {
  const { layout, viewerId, unit, method, fresh, amend, draft, words, messages, links } = props;
  const { fields } = method;
  const form = useRef<HTMLFormElement>(null);
  const idRef = useRef(draft?.id ?? "");
  const underWay = useRef(false);
  const [state, setState] = useState<EntryState>(() =>
    draft?.content ? restoredEntry(draft.content, fresh, fields) : fresh,
  );
  /** fields are made anew when the whole form is replaced */
  const [round, setRound] = useState(0);
  const [wasRestored, setWasRestored] = useState(draft?.content !== undefined && draft?.content !== null);
  const [isSending, setIsSending] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [doneId, setDoneId] = useState<string | null>(null);
  const [isMoreOpen, setIsMoreOpen] = useState(() => amend !== null || hasMore(state, fresh));

  const drafts = useEntryDraft(
    viewerId,
    {
      unitId: unit.id,
      unitName: unit.name,
      methodId: method.id,
      methodName: method.name,
      observationId: amend?.id ?? null,
    },
    props.actions.save,
  );

  /** The id is made here: it is the key under which the same entry is never stored twice. */
  function entryId(): string {
    if (idRef.current === "") {
      idRef.current = newId();
      showInAddress(idRef.current);
    }
    return idRef.current;
  }

  function update(next: (before: EntryState) => EntryState) {
    latest.current = next(latest.current);
    setState(latest.current);
    setChanges((count) => count + 1);
  }
  const latest = useRef(state);
  const [changes, setChanges] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: saved once for each change, with the state after it
  useEffect(() => {
    if (changes === 1) void loadSchemas();
    if (changes > 0) drafts.changed(entryId(), state);
  }, [changes]);

  // once: what this device kept, and what was typed before the script arrived
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the form opens
  useEffect(() => {
    const local = localCopy();
    const which = laterCopy(local, draft?.content ? { savedAt: draft.savedAt ?? "" } : null);
    if (local && which === "local") {
      const kept = restoredEntry(local.state, fresh, fields);
      idRef.current = local.id;
      showInAddress(local.id);
      latest.current = kept;
      setState(kept);
      setRound((count) => count + 1);
      setWasRestored(true);
      setIsMoreOpen(amend !== null || hasMore(kept, fresh));
      drafts.restored(local.id, kept, local.syncedAt, local.isSynced);
    } else if (draft?.content) {
      drafts.restored(draft.id, state, draft.savedAt, true);
    } else {
      adoptEarlyText(form.current, (name, text) => update((before) => withText(before, name, text)));
    }
  }, []);

  function localCopy(): LocalDraft | null {
    if (draft) return readLocalDraft(viewerId, draft.id);
    const mine = listLocalDrafts(viewerId).filter((one) =>
      amend
        ? one.observationId === amend.id
        : one.observationId === null && one.unitId === unit.id && one.methodId === method.id,
    );
    return mine[0] ?? null;
  }

  /** With an id of its own, so that nothing half-written is brought back. */
  const freshAddress = () => `${links.again}&draft=${newId()}`;

  function startOver() {
    // the other one stays among the drafts
    window.location.assign(freshAddress());
  }

  function problemsOf(issues: Issue[]): Problem[] {
    const hasDuration = boundField(fields, "duration") !== undefined;
    const found = issues.map((issue) => {
      const path = hasDuration && issue.path === "endedAt" ? "duration" : issue.path;
      const code = path === "duration" ? "notANumber" : issue.code;
      return {
        path,
        text: issueText(messages, { ...issue, path, code }),
        label: labelAt(form.current, path),
      };
    });
    return inPageOrder(form.current, found);
  }

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    if (underWay.current) return;
    underWay.current = true;
    setIsSending(true);
    setFailure(null);
    drafts.pause();
    const tidy = withoutEmptyRows(latest.current, fields);
    setState(tidy);
    latest.current = tidy;
    const content = entryContent(tidy, fields);
    const id = entryId();
    const input = amend
      ? { ...content, id: amend.id, revisionNo: amend.revisionNo, reason: tidy.reason }
      : { ...content, id, unitId: unit.id, methodId: method.id, methodVersionId: method.versionId };
    try {
      const issues = await checkedHere(input, fields, amend ? "amendment" : "new");
      if (issues.length > 0) return show({ ok: false, kind: "invalid", issues });
      const send = amend ? props.actions.amend : props.actions.log;
      show(await send(viewerId, input));
    } catch {
      // no answer: nothing is known of what the server did, and sending again is harmless
      setProblems([]);
      setFailure({ kind: "network", text: messages.failure.network });
    } finally {
      drafts.resume();
      underWay.current = false;
      setIsSending(false);
      setAttempt((count) => count + 1);
    }
  }

  function show(outcome: Outcome<{ id: string; isRepeat: boolean }>) {
    if (outcome.ok) {
      drafts.finish();
      hideFromAddress();
      setDoneId(outcome.value.id);
      window.scrollTo({ top: 0 });
      return;
    }
    if (outcome.kind === "invalid") {
      setProblems(problemsOf(outcome.issues));
      // a field that is folded away cannot take the focus
      if (outcome.issues.some((issue) => isFolded(form.current, issue.path))) setIsMoreOpen(true);
      return;
    }
    setProblems([]);
    setFailure(
      outcome.kind === "refused"
        ? {
            kind: "refused",
            text: refusalText(messages, outcome.reason, outcome.params),
            reason: outcome.reason,
          }
        : { kind: outcome.kind, text: messages.failure[outcome.kind] },
    );
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: moves the focus once for each answer
  useEffect(() => {
    if (attempt === 0) return;
    if (problems.length > 0 && focusFirst(form.current, problems)) return;
    form.current?.querySelector<HTMLElement>("[data-form-message]")?.focus();
  }, [attempt]);

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

  if (doneId) {
    return (
      <EntryDone
        layout={layout}
        words={words}
        isChange={amend !== null}
        links={{ ...links, again: freshAddress(), record: links.record.replace("{id}", doneId) }}
      />
    );
  }

  return (
    <form
      ref={form}
      // a tap before the script is there is kept by React and played again
      action={() => submit()}
      onSubmit={submit}
      onReset={(event) => event.preventDefault()}
      onKeyDown={(event) => sendByKey(event, submit)}
      noValidate
      className="flex flex-col gap-4"
    >
      {wasRestored && !amend && (
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
            key={round}
            tasks={tasks}
            observers={props.observers}
            limits={props.limits}
            asksEvidence={method.asksEvidence}
            known={amend?.known ?? []}
            isAmendment={amend !== null}
            more={{ isOpen: isMoreOpen, onToggle: setIsMoreOpen }}
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
        {(problems.length > 0 || failure) && (
          <div data-form-message tabIndex={-1}>
            <Message
              problems={problems}
              failure={failure}
              form={form}
              entryId={idRef.current}
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

function Message({
  problems,
  failure,
  form,
  entryId,
  props: { layout, words, messages, links, amend },
}: {
  problems: Problem[];
  failure: Failure | null;
  form: { current: HTMLFormElement | null };
  entryId: string;
  props: EntryFormProps;
}) {
  if (!failure) {
    return (
      <Notice kind="error" live="alert" title={fill(messages.summary, { count: problems.length })}>
        <ul className="flex flex-wrap gap-x-4">
          {problems.slice(0, layout === "phone" ? 1 : 6).map((problem) => (
            <li key={`${problem.path} ${problem.text}`}>
              <button
                type="button"
                className="min-h-7 text-left underline underline-offset-3 pointer-coarse:min-h-11"
                onClick={() => focusFirst(form.current, [problem])}
              >
                {problem.label ? `${problem.label}：${problem.text}` : problem.text}
              </button>
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  return (
    <Notice
      kind={failure.kind === "refused" ? "caution" : "error"}
      live="alert"
      title={failure.kind === "refused" ? words.failedTitle : undefined}
    >
      {failure.text}
      {failure.kind === "signedOut" && (
        <p className="mt-1">
          <a href={links.signIn} target="_blank" rel="noreferrer">
            {words.signIn}
          </a>
        </p>
      )}
      {failure.kind === "stale" && (
        <p className="mt-1">
          <a href={typeof window === "undefined" ? "" : window.location.href}>{words.reload}</a>
        </p>
      )}
      {failure.reason === "observations.reason.idTaken" && !amend && (
        <p className="mt-1">
          <a href={links.record.replace("{id}", entryId)}>{words.openRecord}</a>
        </p>
      )}
    </Notice>
  );
}

const loadSchemas = () => import("@/lib/observations/form/check/rules").catch(() => null);
/** A weak line is not waited for: the server asks the same. */
const PATIENCE_MS = 1_500;

/** The browser asks first, so that a slip is told at once; without this piece of script the server asks alone. */
async function checkedHere(
  input: ReturnType<typeof entryContent> & Record<string, unknown>,
  fields: MethodField[],
  kind: "new" | "amendment",
): Promise<Issue[]> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const loaded = await Promise.race([loadSchemas(), late]);
  return loaded ? loaded.entryIssues(input, fields, kind) : [];
}

/** Something stands in the folded part. */
function hasMore(state: EntryState, fresh: EntryState): boolean {
  const { fact: _, judgement: __, cadres: ___, startedAt: ____, place: _____, ...rest } = state;
  const { fact: _a, judgement: _b, cadres: _c, startedAt: _d, place: _e, ...blank } = fresh;
  return (
    JSON.stringify({ ...rest, polarity: "", dimensions: [] }) !==
    JSON.stringify({ ...blank, polarity: "", dimensions: [] })
  );
}

const TEXTS = ["startedAt", "endedAt", "duration", "place", "fact", "judgement", "evidenceNote"] as const;

function withText(state: EntryState, name: string, text: string): EntryState {
  if (name.startsWith("details.")) {
    const key = name.slice("details.".length);
    return typeof state.details[key] === "string"
      ? { ...state, details: { ...state.details, [key]: text } }
      : state;
  }
  const known = TEXTS.find((one) => one === name);
  return known ? { ...state, [known]: text } : state;
}

/** On a weak line people type before the script is there; what stands in the page is taken over. */
function adoptEarlyText(form: HTMLFormElement | null, adopt: (name: string, text: string) => void) {
  for (const control of form?.elements ?? []) {
    const isText = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
    if (!isText || control.type === "radio" || control.type === "checkbox") continue;
    if (control.name && control.value !== control.defaultValue) adopt(control.name, control.value);
  }
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

/** A reload finds the same draft again. */
function showInAddress(draftId: string) {
  const address = new URL(window.location.href);
  if (address.searchParams.get("draft") === draftId) return;
  address.searchParams.set("draft", draftId);
  // null: the router then takes the new address for its own
  window.history.replaceState(null, "", address);
}

function hideFromAddress() {
  const address = new URL(window.location.href);
  address.searchParams.delete("draft");
  // null: the router then takes the new address for its own
  window.history.replaceState(null, "", address);
}

const CONTROLS = "input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)";

function fieldAt(form: HTMLFormElement | null, path: string): HTMLElement | null {
  const fields = [...(form?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
  const covers = (field: HTMLElement) =>
    path === field.dataset.field || path.startsWith(`${field.dataset.field}.`);
  // the innermost one: a cell rather than its table
  return (
    fields
      .filter(covers)
      .sort((a, b) => (b.dataset.field?.length ?? 0) - (a.dataset.field?.length ?? 0))[0] ?? null
  );
}

const labelAt = (form: HTMLFormElement | null, path: string): string =>
  fieldAt(form, path)?.querySelector("label, legend")?.firstChild?.textContent ?? "";

const isFolded = (form: HTMLFormElement | null, path: string): boolean =>
  fieldAt(form, path)?.closest("details:not([open])") != null;

const isBefore = (a: Node, b: Node): boolean =>
  (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

function inPageOrder(form: HTMLFormElement | null, problems: Problem[]): Problem[] {
  const placed = problems.map((problem) => ({ problem, field: fieldAt(form, problem.path) }));
  return placed
    .sort((a, b) => (!a.field || !b.field || a.field === b.field ? 0 : isBefore(a.field, b.field) ? -1 : 1))
    .map(({ problem }) => problem);
}

/** The first that has a control, in the order of the page. */
function focusFirst(form: HTMLFormElement | null, problems: Problem[]): boolean {
  for (const { path } of problems) {
    const control = fieldAt(form, path)?.querySelector<HTMLElement>(CONTROLS);
    if (!control) continue;
    control.focus();
    control.scrollIntoView({ block: "center" });
    return true;
  }
  return false;
}
