"use client";

import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { issueText, refusalText } from "@/components/form/messages";
import type { MethodField } from "@/lib/methods/schema";
import { type EntryContent, entryContent, withoutEmptyRows } from "@/lib/observations/form/content/rules";
import { boundField } from "@/lib/observations/form/rules";
import type { Issue, Outcome } from "@/lib/platform/result";
import { hideFromAddress } from "./entry-address";
import type { EntryFormProps } from "./entry-props";
import { loadChecks } from "./load-checks";
import { focusFirst, inPageOrder, isFolded, labelAt } from "./page-fields";
import type { useEntryState } from "./use-entry-state";

export type Problem = { path: string; text: string; label: string };
export type Failure = { kind: string; text: string; reason?: string };

/** Checks the form, sends it, and leads to what is wrong or to what was stored. */
export function useEntrySubmit(
  form: RefObject<HTMLFormElement | null>,
  props: EntryFormProps,
  entry: ReturnType<typeof useEntryState>,
) {
  const { viewerId, unit, method, amend, messages } = props;
  const { fields } = method;
  const underWay = useRef(false);
  const [isSending, setIsSending] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [doneId, setDoneId] = useState<string | null>(null);

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
    entry.drafts.pause();
    const tidy = withoutEmptyRows(entry.latest.current, fields);
    entry.replace(tidy);
    const content = entryContent(tidy, fields);
    const id = entry.entryId();
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
      entry.drafts.resume();
      underWay.current = false;
      setIsSending(false);
      setAttempt((count) => count + 1);
    }
  }

  function show(outcome: Outcome<{ id: string; isRepeat: boolean }>) {
    if (outcome.ok) {
      entry.drafts.finish();
      hideFromAddress();
      setDoneId(outcome.value.id);
      window.scrollTo({ top: 0 });
      return;
    }
    if (outcome.kind === "invalid") {
      setProblems(problemsOf(outcome.issues));
      // a field that is folded away cannot take the focus
      if (outcome.issues.some((issue) => isFolded(form.current, issue.path))) entry.setIsMoreOpen(true);
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

  return { submit, isSending, problems, failure, doneId };
}

/** A weak line is not waited for: the server asks the same. */
const PATIENCE_MS = 1_500;

/** The browser asks first, so that a slip is told at once; without this piece of script the server asks alone. */
async function checkedHere(
  input: EntryContent & Record<string, unknown>,
  fields: MethodField[],
  kind: "new" | "amendment",
): Promise<Issue[]> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const loaded = await Promise.race([loadChecks(), late]);
  return loaded ? loaded.entryIssues(input, fields, kind) : [];
}
