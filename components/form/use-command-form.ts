"use client";

import { unstable_rethrow } from "next/navigation";
import { type FormEvent, startTransition, useActionState, useCallback, useEffect, useRef } from "react";
import type { Outcome } from "@/lib/platform/result";
import { type FailureKind, type FormMessages, issueText, refusalText } from "./messages";

export type CommandAction<T> = (formData: FormData) => Promise<Outcome<T>>;

type Stopped = { ok: false; kind: "network" | "broken" };
type State<T> = { attempt: number; result: Outcome<T> | Stopped | null };

export type FormProblem = { path: string; text: string };

export type CommandOptions<T> = {
  messages: FormMessages;
  /** Runs once for each success, with the command's value. */
  onSuccess?: (value: T) => void;
};

export type CommandFormState<T> = {
  /** Spread on <form>. */
  formProps: {
    ref: React.RefObject<HTMLFormElement | null>;
    action: (formData: FormData) => void;
    onSubmit: (event: FormEvent<HTMLFormElement>) => void;
    onReset: (event: FormEvent<HTMLFormElement>) => void;
    noValidate: true;
  };
  pending: boolean;
  /** Counts finished attempts; a new number means a new answer. */
  attempt: number;
  problems: FormProblem[];
  /** The first text for a field or for anything under it (`cadres` gets `cadres.0.role`). */
  errorFor: (name: string) => string | undefined;
  /** Set when the command was refused or did not arrive. */
  failure: { kind: FailureKind | "refused"; text: string } | null;
  succeeded: boolean;
  value: T | undefined;
  focusField: (path: string) => boolean;
  /** What a field is called on the page, without the mark of what is required. */
  labelOf: (path: string) => string;
};

/**
 * The one way to send a form.
 *
 * - `onSubmit` sends the FormData itself, because React empties uncontrolled fields after `action={fn}`.
 * - `action` stays for a tap before hydration: React then holds the submission and replays it; nothing goes into
 *   the address. (React sets the form's method itself and warns about a `method` beside a function.)
 * - `onReset` stops the emptying that follows such a replay. Typed text survives every answer.
 * - A second submission while one is under way is dropped.
 */
export function useCommandForm<T>(
  action: CommandAction<T>,
  { messages, onSuccess }: CommandOptions<T>,
): CommandFormState<T> {
  const ref = useRef<HTMLFormElement>(null);
  const underWay = useRef(false);
  const afterSuccess = useRef(onSuccess);
  useEffect(() => {
    afterSuccess.current = onSuccess;
  });

  const [state, dispatch, pending] = useActionState<State<T>, FormData>(
    async (previous, formData) => {
      const attempt = previous.attempt + 1;
      try {
        const result = await action(formData);
        if (result.ok) afterSuccess.current?.(result.value);
        return { attempt, result };
      } catch (error) {
        // A redirect or notFound of the framework is an answer, not a failure.
        unstable_rethrow(error);
        return { attempt, result: { ok: false, kind: hasDigest(error) ? "broken" : "network" } };
      } finally {
        underWay.current = false;
      }
    },
    { attempt: 0, result: null },
  );

  const { attempt, result } = state;
  const problems: FormProblem[] =
    result && !result.ok && result.kind === "invalid"
      ? result.issues.map((issue) => ({ path: issue.path, text: issueText(messages, issue) }))
      : [];

  const focusField = useCallback((path: string) => {
    const target = findField(ref.current, path);
    target?.focus();
    return target !== null;
  }, []);

  const labelOf = useCallback((path: string) => fieldAt(ref.current, path)?.dataset.label ?? "", []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: moves the focus once for each answer
  useEffect(() => {
    if (attempt === 0 || !result || result.ok) return;
    const form = ref.current;
    if (result.kind === "invalid" && focusFirst(form, problems)) return;
    form?.querySelector<HTMLElement>("[data-form-message]")?.focus();
  }, [attempt]);

  return {
    formProps: {
      ref,
      action: dispatch,
      noValidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        if (underWay.current) return;
        underWay.current = true;
        const native = event.nativeEvent;
        const submitter = native instanceof SubmitEvent ? native.submitter : null;
        const formData = new FormData(event.currentTarget, submitter);
        startTransition(() => dispatch(formData));
      },
      onReset: (event) => event.preventDefault(),
    },
    pending,
    attempt,
    problems,
    errorFor: (name) => problems.find((problem) => covers(name, problem.path))?.text,
    failure: failureOf(result, messages),
    succeeded: result?.ok === true,
    value: result?.ok ? result.value : undefined,
    focusField,
    labelOf,
  };
}

function failureOf<T>(result: State<T>["result"], messages: FormMessages): CommandFormState<T>["failure"] {
  if (!result || result.ok || result.kind === "invalid") return null;
  if (result.kind === "refused") {
    return { kind: "refused", text: refusalText(messages, result.reason, result.params) };
  }
  return { kind: result.kind, text: messages.failure[result.kind] };
}

function covers(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}.`);
}

/** Errors that the server sent carry a digest; a lost connection carries none. */
function hasDigest(error: unknown): boolean {
  return typeof error === "object" && error !== null && "digest" in error;
}

const CONTROLS =
  "input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled)";

export function focusFirstControl(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>(`[data-field] :is(${CONTROLS})`)?.focus();
}

function fieldAt(form: HTMLFormElement | null, path: string): HTMLElement | null {
  const fields = [...(form?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
  return fields.find((field) => covers(field.dataset.field ?? "", path)) ?? null;
}

const findField = (form: HTMLFormElement | null, path: string): HTMLElement | null =>
  fieldAt(form, path)?.querySelector<HTMLElement>(CONTROLS) ?? null;

/** First in the order of the page, not in the order of the issues. */
function focusFirst(form: HTMLFormElement | null, problems: FormProblem[]): boolean {
  for (const field of form?.querySelectorAll<HTMLElement>("[data-field]") ?? []) {
    const name = field.dataset.field ?? "";
    if (!problems.some((problem) => covers(name, problem.path))) continue;
    const control = field.querySelector<HTMLElement>(CONTROLS);
    if (!control) continue;
    control.focus();
    return true;
  }
  return false;
}
