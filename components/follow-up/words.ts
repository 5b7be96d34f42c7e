/** What follow-ups say, as plain texts: a phone keeps them too. */
import { type DueState, dueState } from "@/lib/observations/follow-ups/rules";
import type { Day } from "@/lib/platform/clock";
import { type FormMessages, fill } from "../form/messages";

export type DueWords = { none: string; today: string; ahead: string; overdue: string };
export type SummaryWords = { due: DueWords; count: string };
export type FollowUpWords = {
  due: DueWords;
  from: string;
  day: string;
  /** of a request */
  asked: string;
  answer: string;
  answers: string;
  title: string;
  outcome: string;
  outcomeHint: string;
  close: string;
  confirm: string;
  busy: string;
  record: string;
  closed: string;
  empty: string;
  emptyHint: string;
  messages: FormMessages;
};

const KEYS = { noDate: "none", today: "today", ahead: "ahead", overdue: "overdue" } as const satisfies Record<
  DueState["kind"],
  keyof DueWords
>;

export function dueText(dueOn: Day | null, today: Day, words: DueWords): string {
  const state = dueState(dueOn, today);
  return fill(words[KEYS[state.kind]], "days" in state ? { days: state.days } : {});
}
