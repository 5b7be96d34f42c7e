"use client";

import { useState } from "react";
import { isOutOfSight, type Notice, noticeHref } from "@/lib/notices/rules";
import type { NoticeKind } from "@/lib/notices/schema";
import { momentText } from "@/lib/platform/clock";
import { Button } from "../ui/button";
import { cx } from "../ui/cx";
import { EmptyState } from "../ui/empty-state";
import { Icon, type IconName } from "../ui/icon";
import { Notice as Note } from "../ui/notice";
import { markRead } from "./mark-read";
import { type NoticeWords, noticeText } from "./notice-text";

const ICONS: Record<NoticeKind, IconName> = {
  RETURNED: "return",
  UNIT_ASSIGNED: "unit",
  UNIT_ENDED: "unit",
  TASK_NAMED: "flag",
  RECUSAL_ASKED: "shield",
  RECUSAL_RETURNED: "return",
  RECUSAL_WARNED: "warning",
  TRANSFER_OPENED: "swap",
  TRANSFER_HANDED: "swap",
  TRANSFER_ASKED_BACK: "return",
  TRANSFER_TAKEN: "check",
  REVIEW_ASKED: "scale",
  TRIAL_DUE: "calendar",
  PLAN_PROPOSED: "scale",
  EXCEPTION_ASKED: "shield",
  ASSIGNMENT_UNDONE: "return",
  WITNESS_ASKED: "people",
  HANDOVER_ARRIVED: "swap",
  HANDOVER_SETTLED: "swap",
  FOLLOW_UP_DUE: "calendar",
  FOLLOW_UP_ASKED: "flag",
  FOLLOW_UP_CLOSED: "check",
  CLAIM_FELL: "return",
  CLAIM_CARRIED: "swap",
  CLAIM_RESTORED: "swap",
  COMPLAINT_ANSWERED: "mail",
  CONCERN_FELL: "return",
  CORRECTION_ASKED: "mail",
  CORRECTION_ANSWERED: "mail",
  CASE_OPENED: "flag",
  CASE_RAISED: "warning",
  CASE_DUE: "calendar",
  CASE_SETTLED: "check",
  CASE_CLOSED: "checkCircle",
  CASE_REOPENED: "return",
  TOLERANCE_STEP: "shield",
  TOLERANCE_RETURNED: "return",
  TOLERANCE_DECIDED: "checkCircle",
  TOLERANCE_STOPPED: "error",
  TOLERANCE_APPEALED: "return",
  TOLERANCE_DUE: "calendar",
  TOLERANCE_CONVERTED: "swap",
  MEETING_REQUESTED: "mail",
  MEETING_INVITED: "calendar",
  MEETING_CHANGED: "calendar",
  MEETING_SIGN_ASKED: "pen",
  MEETING_SIGNED: "checkCircle",
  MEETING_ADDED: "plus",
};

export type NoticeListProps = {
  viewer: { id: string; unitIds: readonly string[] };
  notices: Notice[];
  unread: number;
  words: NoticeWords;
  isEnglish: boolean;
  place: "desk" | "phone";
};

/** Unread first. A line opens what it is about, and is read with that; the rest is marked one by one or at once. */
export function NoticeList({ viewer, notices, unread, words, isEnglish, place }: NoticeListProps) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [hasFailed, setHasFailed] = useState(false);
  const isRead = (notice: Notice) => notice.isRead || marked.has(notice.id);
  const waiting = notices.filter((notice) => !isRead(notice));
  const waitingCount = Math.max(waiting.length, unread - marked.size);
  const newest =
    notices
      .map(({ createdAt }) => createdAt)
      .sort()
      .at(-1) ?? "";
  const shown = { viewer, words, isEnglish, place };

  async function mark(ids: string[], which: Parameters<typeof markRead>[1] = { ids }) {
    const left = await markRead(viewer.id, which);
    setHasFailed(left === null);
    if (left !== null) setMarked(new Set([...marked, ...ids]));
  }

  if (notices.length === 0) {
    return (
      <EmptyState title={words.empty.list} icon="bell">
        {words.empty.listHint}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {hasFailed && (
        <Note kind="caution" live="alert">
          {words.hint.markFailed}
        </Note>
      )}
      {waiting.length > 0 && (
        <Group title={words.title.unread} count={waitingCount}>
          {waiting.map((notice) => (
            <Line key={notice.id} notice={notice} onRead={() => mark([notice.id])} {...shown} />
          ))}
        </Group>
      )}
      {waiting.length > 0 && (
        <div>
          <Button
            icon="check"
            onClick={() =>
              mark(
                waiting.map(({ id }) => id),
                { until: newest },
              )
            }
          >
            {words.action.markAll}
          </Button>
        </div>
      )}
      {waiting.length < notices.length && (
        <Group title={words.title.read}>
          {notices.filter(isRead).map((notice) => (
            <Line key={notice.id} notice={notice} {...shown} />
          ))}
        </Group>
      )}
    </div>
  );
}

function Group({ title, count, children }: { title: string; count?: number; children: React.ReactNode }) {
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-semibold text-ink-soft">
        {title}
        {count !== undefined && <span className="ml-1.5 font-normal">{count}</span>}
      </h2>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
        {children}
      </ul>
    </section>
  );
}

type LineProps = Pick<NoticeListProps, "viewer" | "words" | "isEnglish" | "place"> & {
  notice: Notice;
  /** absent where it is read already */
  onRead?: () => void;
};

function Line({ notice, onRead, viewer, words, isEnglish, place }: LineProps) {
  const isUnread = onRead !== undefined;
  const href = noticeHref(notice, place, viewer);
  const { text, detail } = noticeText(notice, words, isEnglish);
  const body = (
    <>
      <Icon
        name={isOutOfSight(notice) ? "lock" : ICONS[notice.kind]}
        className={cx("mt-0.5 size-5 shrink-0", isUnread ? "text-accent" : "text-ink-hint")}
      />
      <span className="min-w-0 flex-1">
        <span className={cx("block break-words", isUnread && "font-medium")}>{text}</span>
        <span className="block text-sm break-words text-ink-soft">{detail}</span>
        <span className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-ink-hint">
          {momentText(notice.createdAt)}
        </span>
      </span>
    </>
  );
  const look = "flex min-h-14 min-w-0 flex-1 gap-3 px-4 py-2.5";
  return (
    <li className="flex items-stretch">
      {href ? (
        <a
          href={href}
          onClick={onRead}
          className={cx(look, "hover:bg-accent-soft focus-visible:-outline-offset-2")}
        >
          {body}
        </a>
      ) : (
        <div className={look}>{body}</div>
      )}
      {isUnread && (
        <button
          type="button"
          onClick={onRead}
          aria-label={`${words.action.markRead}: ${text}`}
          title={words.action.markRead}
          className="flex w-12 shrink-0 items-center justify-center border-l border-line text-ink-soft hover:bg-accent-soft hover:text-accent focus-visible:-outline-offset-2"
        >
          <Icon name="check" className="size-5" />
        </button>
      )}
    </li>
  );
}
