"use client";

import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { reasonText } from "@/components/field/outbox-words";
import { fill, issueText, refusalText } from "@/components/form/messages";
import { handIn, handInFiles } from "@/components/offline/hand-in";
import { amendedContent, withoutEmptyRows } from "@/lib/observations/form/content/rules";
import { firstWords } from "@/lib/observations/form/draft/rules";
import { boundField, type EntryState } from "@/lib/observations/form/rules";
import {
  issuesAtUnit,
  type VisitBody,
  visitBodies,
  withUnitStored,
} from "@/lib/observations/form/visit/rules";
import type { Issue, Outcome } from "@/lib/platform/result";
import { hideFromAddress } from "./entry-address";
import type { EntryFormProps, Stored } from "./entry-props";
import { evidenceSettled, withOwnEvidence } from "./evidence-intake";
import { loadChecks } from "./load-checks";
import { focusFirst, inPageOrder, isFolded, labelAt } from "./page-fields";
import type { useEntryState } from "./use-entry-state";

const ID_TAKEN = "observations.reason.idTaken";

type Sent = { outcome: Outcome<Stored>; unitId: string | null; handedOverId?: string };
/** Of the records that are stored, or on their way, the form's own first; one of them may wait for its unit's observer. */
type Done = { ids: string[]; handedOverId: string | undefined };
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
  const [done, setDone] = useState<Done | null>(null);

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

  /**
   * One after the other, the form's own record last: storing it is the end of the draft, which until then knows
   * what is stored already.
   */
  async function sendVisit(bodies: ReturnType<typeof visitBodies>): Promise<Sent> {
    const [own, ...others] = bodies;
    let handedOverId: string | undefined;
    for (const { id, unitId, body } of others) {
      const outcome = await props.actions.log(viewerId, body);
      if (!outcome.ok) {
        const issues = outcome.kind === "invalid" ? issuesAtUnit(outcome.issues, unitId) : [];
        // what is wrong with the shared rest is said by the first record too
        if (outcome.kind === "invalid" && issues.length === 0) return { outcome, unitId: null };
        return { outcome: outcome.kind === "invalid" ? { ...outcome, issues } : outcome, unitId };
      }
      if (outcome.value.state === "HANDED_OVER") handedOverId = id;
      entry.update((before) => withUnitStored(before, id));
    }
    return { outcome: await props.actions.log(viewerId, own?.body ?? {}), unitId: null, handedOverId };
  }

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    if (underWay.current) return;
    underWay.current = true;
    setIsSending(true);
    setFailure(null);
    await entry.drafts.pause();
    // a photo taken a moment ago goes along
    await evidenceSettled();
    const own = await withOwnEvidence(viewerId, entry.latest.current, props.fresh.evidence);
    const tidy = withoutEmptyRows(own, fields);
    entry.replace(tidy);
    const head = {
      id: entry.entryId(),
      unitId: unit.id,
      methodId: method.id,
      methodVersionId: method.versionId,
    };
    try {
      const checks = await loadedChecks();
      if (amend) {
        const { id, revisionNo } = amend;
        const input = { ...amendedContent(tidy, fields), id, revisionNo, reason: tidy.reason };
        const issues = checks?.entryIssues(input, fields, "amendment") ?? [];
        if (issues.length > 0) return show({ ok: false, kind: "invalid", issues });
        const outcome = await props.actions.amend(viewerId, input);
        if (outcome.ok) await filesFollow(tidy, input, amend.id);
        return outcome.ok ? stored(outcome.value, tidy) : show(outcome);
      }
      const bodies = visitBodies(tidy, head, fields, entry.drafts.known());
      const issues = checks?.visitIssues(bodies, fields) ?? [];
      if (issues.length > 0) return show({ ok: false, kind: "invalid", issues });
      if (props.layout === "phone") return await handOver(tidy, bodies);
      const { outcome, unitId, handedOverId } = await sendVisit(bodies);
      const [own] = bodies;
      if (outcome.ok && own) await filesFollow(tidy, own.body, own.id);
      if (outcome.ok) return stored(outcome.value, tidy, handedOverId);
      show(outcome, props.visitUnits.find((one) => one.id === unitId)?.name);
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

  /** On the phone: into the outbox, which sends it now or when it can. */
  async function handOver(state: EntryState, bodies: VisitBody[]) {
    const named = [{ id: unit.id, name: unit.name }, ...props.visitUnits];
    const unitName = (id: string) => named.find((one) => one.id === id)?.name ?? "";
    const handed = await handIn(
      { viewerId, state, bodies, methodName: method.name, unitName },
      entry.entryId(),
    );
    if (handed.kind === "taken") return show({ ok: false, kind: "refused", reason: ID_TAKEN });
    const missed =
      handed.kind === "sent" ? handed.items.find((item) => item.state !== "received") : undefined;
    if (!missed) return finish(bodies.map((one) => one.id));
    const { code = "network", issues } = missed.reason ?? {};
    if (code === "invalid" && issues) return show({ ok: false, kind: "invalid", issues });
    setProblems([]);
    setFailure({
      kind: code,
      text: missed.reason ? reasonText(missed.reason, props.outbox) : "",
      reason: code,
    });
  }

  /** The text is stored; photos and documents follow by the outbox. */
  async function filesFollow(state: EntryState, body: Record<string, unknown>, id: string) {
    const files = state.evidence.filter(
      (file) => !props.fresh.evidence.some((known) => known.id === file.id),
    );
    if (files.length === 0) return;
    const { id: methodId, versionId: methodVersionId, name: methodName } = method;
    const form = { state, unitId: unit.id, methodId, methodVersionId };
    await handInFiles(
      { id, viewerId, body, form, unitName: unit.name, methodName, words: firstWords(state) },
      files,
    );
  }

  function finish(ids: string[], handedOverId?: string) {
    entry.drafts.finish();
    hideFromAddress();
    setDone({ ids, handedOverId });
    window.scrollTo({ top: 0 });
  }

  const stored = ({ id, state }: Stored, { otherUnits }: EntryState, handedOverId?: string) =>
    finish([id, ...otherUnits.map((other) => other.id)], state === "HANDED_OVER" ? id : handedOverId);

  /** `unitName`: of the record that failed, where it is one of the visit's other units. */
  function show(outcome: Extract<Outcome, { ok: false }>, unitName?: string) {
    if (outcome.kind === "invalid") {
      setProblems(problemsOf(outcome.issues));
      // a field that is folded away cannot take the focus
      if (outcome.issues.some((issue) => isFolded(form.current, issue.path))) entry.setIsMoreOpen(true);
      return;
    }
    const named = (text: string) => (unitName ? fill(props.words.atUnit, { unit: unitName, text }) : text);
    setProblems([]);
    setFailure(
      outcome.kind === "refused"
        ? {
            kind: "refused",
            text: named(refusalText(messages, outcome.reason, outcome.params)),
            reason: outcome.reason,
          }
        : { kind: outcome.kind, text: named(messages.failure[outcome.kind]) },
    );
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: moves the focus once for each answer
  useEffect(() => {
    if (attempt === 0) return;
    if (problems.length > 0 && focusFirst(form.current, problems)) return;
    form.current?.querySelector<HTMLElement>("[data-form-message]")?.focus();
  }, [attempt]);

  return { submit, isSending, problems, failure, done };
}

/** A weak line is not waited for: the server asks the same. */
const PATIENCE_MS = 1_500;

/** The browser asks first, so that a slip is told at once; without this piece of script the server asks alone. */
function loadedChecks() {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  return Promise.race([loadChecks(), late]);
}
