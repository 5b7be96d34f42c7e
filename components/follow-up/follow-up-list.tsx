"use client";

import { type ReactNode, useState } from "react";
import type { OpenFollowUp } from "@/lib/observations/follow-ups/queries";
import type { Day } from "@/lib/platform/clock";
import type { Issue, Outcome } from "@/lib/platform/result";
import { CommandForm, SubmitButton } from "../form/command-form";
import { fill } from "../form/messages";
import { TextArea } from "../form/text-area";
import { Badge } from "../ui/badge";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { DueBadge } from "./due-badge";
import { FollowUpLink } from "./follow-up-link";
import type { FollowUpWords } from "./words";

type Told = "recordedOn" | "unitName" | "achievementId" | "caseId" | "askedByName";

export type FollowUpListProps = {
  viewerId: string;
  followUps: readonly (Omit<OpenFollowUp, Told> &
    Partial<Pick<OpenFollowUp, Told>> & { doneOn?: Day | null })[];
  today: Day;
  /** where a record begins that says what followed; {unit} and {link} are filled in */
  recordHref: string;
  /** characters of an outcome; a prop, for its schema would bring zod to the phone */
  limit: number;
  words: FollowUpWords;
  /** the form stands open: it is what one came for */
  isUnfolded?: boolean;
  onClosed?: () => void;
};

/** One's open follow-ups, nearest day first; each is closed in place, with what came of it. */
export function FollowUpList(props: FollowUpListProps) {
  const { viewerId, followUps, today, recordHref, limit, words, isUnfolded, onClosed } = props;
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    new Set(followUps.filter(({ doneOn }) => doneOn).map(({ id }) => id)),
  );
  if (followUps.length === 0) {
    return (
      <EmptyState title={words.empty} icon="flag">
        {words.emptyHint}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {followUps.map((one) => (
        <li key={one.id} data-listed className="px-4 py-3">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
            <FollowUpLink followUp={one}>{one.title}</FollowUpLink>
            {closed.has(one.id) ? (
              <Badge tone="positive" icon>
                {words.closed}
              </Badge>
            ) : (
              <DueBadge dueOn={one.dueOn} today={today} words={words.due} />
            )}
          </div>
          <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-ink-soft">
            {one.unitName && <span>{one.unitName}</span>}
            {one.dueOn && <span>{fill(words.day, { day: one.dueOn })}</span>}
            {one.recordedOn && <span>{fill(words.from, { day: one.recordedOn })}</span>}
            {one.askedByName && <span>{fill(words.asked, { name: one.askedByName })}</span>}
          </p>
          {!closed.has(one.id) && (
            <div className="mt-1 flex flex-wrap items-start gap-x-5">
              <CloseForm
                limit={limit}
                id={one.id}
                title={one.title}
                viewerId={viewerId}
                words={words}
                isUnfolded={isUnfolded}
                onClosed={() => {
                  setClosed(new Set([...closed, one.id]));
                  onClosed?.();
                }}
              >
                <a
                  // the record of a request answers it; of one's own promise it goes on from the record
                  href={fill(recordHref, {
                    unit: one.unitId,
                    link: (one.askedByName ? one.id : one.observationId) ?? one.id,
                  })}
                  className="flex min-h-9 items-center gap-1 text-accent hover:underline pointer-coarse:min-h-11"
                >
                  <Icon name="pen" className="size-4" />
                  {one.askedByName ? words.answer : words.record}
                </a>
              </CloseForm>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

type CloseProps = Pick<FollowUpListProps, "viewerId" | "limit" | "words" | "isUnfolded"> & {
  id: string;
  title: string;
  onClosed: () => void;
  children: ReactNode;
};

function CloseForm({ id, title, viewerId, limit, words, isUnfolded, onClosed, children }: CloseProps) {
  return (
    <>
      <details open={isUnfolded} className="group order-2 open:w-full">
        <summary
          aria-label={`${words.close}: ${title}`}
          className="flex min-h-9 cursor-pointer list-none items-center gap-1 text-accent hover:underline pointer-coarse:min-h-11"
        >
          <Icon name="check" className="size-4" />
          {words.close}
          <Icon name="chevronDown" className="size-3.5 group-open:rotate-180" />
        </summary>
        <div className="mt-1 max-w-[40rem]">
          <CommandForm
            action={(form) => close(viewerId, form)}
            messages={words.messages}
            onSuccess={onClosed}
          >
            <input type="hidden" name="id" value={id} />
            <TextArea
              name="outcome"
              label={words.outcome}
              hint={words.outcomeHint}
              limit={limit}
              rows={3}
              required
            />
            <div>
              <SubmitButton busyLabel={words.busy}>{words.confirm}</SubmitButton>
            </div>
          </CommandForm>
        </div>
      </details>
      {children}
    </>
  );
}

/** Through the endpoint and not an action: the phone's page from its store has the same address in every release. */
async function close(viewerId: string, form: FormData): Promise<Outcome<{ id: string }>> {
  const response = await fetch("/api/v1/follow-ups/close", {
    method: "POST",
    headers: { "content-type": "application/json", "x-author": viewerId },
    body: JSON.stringify({ id: form.get("id"), outcome: form.get("outcome") }),
  });
  if (response.ok) return { ok: true, value: await response.json() };
  return outcomeOf(await response.json());
}

type Problem = { code: string; issues?: Issue[]; params?: Record<string, string | number> };

function outcomeOf({ code, issues, params }: Problem): Extract<Outcome, { ok: false }> {
  switch (code) {
    case "invalid":
      return { ok: false, kind: "invalid", issues: issues ?? [] };
    case "stale":
    case "denied":
    case "notFound":
    case "signedOut":
    case "tooMany":
      return { ok: false, kind: code };
    default:
      return { ok: false, kind: "refused", reason: code, params };
  }
}
