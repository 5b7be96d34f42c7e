"use client";

import { fill } from "@/components/form/messages";
import { editItem, removeItem, retryItem, sendAsNew } from "@/components/offline/outbox-store";
import { addressOf } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-look";
import { isUnsent, mayEdit, refusedFiles } from "@/lib/field/outbox/handling/rules";
import type { OutboxItem } from "@/lib/field/outbox/rules";
import { OutboxState } from "./outbox-state";
import type { OutboxWords } from "./outbox-words";

const ID_TAKEN = "observations.reason.idTaken";

type Props = {
  item: OutboxItem;
  words: OutboxWords;
  /** the moment as text */
  time: (moment: string) => string;
};

/** One entry: what it is, where it stands, and what can be done about it. */
export function OutboxEntry({ item, words, time }: Props) {
  const { text } = words;
  const { viewerId, id } = item;
  const isTaken = item.state === "blocked" && item.reason?.code === ID_TAKEN;
  const isStuck = item.state === "blocked" || item.reason !== null || refusedFiles(item).length > 0;

  async function edit() {
    const draft = await editItem(viewerId, id);
    if (!draft) return window.alert(text.hint.cannotOpen);
    const { unitId, methodId } = draft;
    window.location.assign(addressOf("/field/new", { unit: unitId, method: methodId, draft: id }));
  }
  function remove() {
    const question = !isUnsent(item)
      ? text.hint.confirmRemoveStored
      : item.mayHaveArrived || item.state === "received"
        ? text.hint.confirmRemoveMaybe
        : text.hint.confirmRemove;
    if (window.confirm(question)) void removeItem(viewerId, id);
  }
  const asNew = () => window.confirm(text.hint.confirmSendAsNew) && void sendAsNew(viewerId, id);

  const button = (
    label: string,
    onClick: () => void,
    variant: "primary" | "secondary" | "quiet" = "secondary",
  ) => (
    <button
      type="button"
      onClick={onClick}
      aria-label={`${label} ${item.unitName} ${item.methodName}`}
      className={buttonClass({ variant, size: "sm" })}
    >
      {label}
    </button>
  );
  return (
    <li className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-0">
      <div>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">{item.unitName}</span>
          <span className="text-ink-soft">{item.methodName}</span>
          <span className="text-sm text-ink-hint">{fill(text.hint.madeAt, { time: time(item.madeAt) })}</span>
        </p>
        <p className="truncate text-ink-soft">{item.words}</p>
      </div>
      <OutboxState item={item} words={words} />
      <div className="flex flex-wrap gap-2 empty:hidden">
        {item.outcome === "HANDED_OVER" && (
          <a href={`/handovers?id=${id}`} className={buttonClass({ size: "sm" })}>
            {text.action.openHandover}
          </a>
        )}
        {isTaken || (item.state === "received" && item.outcome === "SUBMITTED") ? (
          <a href={`/observations/${id}`} className={buttonClass({ size: "sm" })}>
            {text.action.openRecord}
          </a>
        ) : null}
        {isTaken && button(text.action.sendAsNew, asNew)}
        {isStuck &&
          button(text.action.retry, () => void retryItem(viewerId, id), isTaken ? "secondary" : "primary")}
        {mayEdit(item) && button(text.action.edit, () => void edit())}
        {item.state !== "sent" &&
          button(isUnsent(item) ? text.action.remove : text.action.putAway, remove, "quiet")}
      </div>
    </li>
  );
}
