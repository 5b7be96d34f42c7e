"use client";

import { fill } from "@/components/form/messages";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";
import { refusedFiles } from "@/lib/field/outbox/handling/rules";
import { type OutboxFile, type OutboxItem, waitingFiles } from "@/lib/field/outbox/rules";
import { type OutboxWords, reasonText } from "./outbox-words";

/** 已存本机 → 已发送 → 已接收, or the reason; with what it means and how far the files are. */
export function OutboxState({
  item,
  words,
  isCentred = false,
}: {
  item: OutboxItem;
  words: OutboxWords;
  isCentred?: boolean;
}) {
  const { text } = words;
  const isBlocked = item.state === "blocked";
  return (
    <div className={cx("flex flex-col gap-1.5", isCentred && "items-center")}>
      {isBlocked ? (
        <p>
          <Badge tone="attention" icon>
            {text.status.blocked}
          </Badge>
        </p>
      ) : (
        <Steps item={item} words={words} />
      )}
      {item.reason && item.state !== "received" && item.reason.code !== "network" && (
        <p className={`whitespace-pre-line ${isBlocked ? "text-attention" : "text-caution"}`}>
          {reasonText(item.reason, words)}
        </p>
      )}
      <p className="text-sm text-ink-soft">{meaning(item, words)}</p>
      {item.files.length > 0 && <Files item={item} words={words} />}
    </div>
  );
}

function meaning(item: OutboxItem, { text }: OutboxWords): string {
  if (item.state !== "received") return text.hint[item.state];
  const waiting = waitingFiles(item).length;
  const refused = refusedFiles(item).length;
  if (refused > 0) return fill(text.hint.photosRefused, { count: refused });
  if (waiting > 0) return fill(text.hint.photosWaiting, { count: waiting });
  return item.outcome === "HANDED_OVER" ? text.hint.handedOver : text.hint.received;
}

const STEPS: OutboxItem["state"][] = ["waiting", "sent", "received"];

function Steps({ item, words: { text } }: { item: OutboxItem; words: OutboxWords }) {
  const reached = STEPS.indexOf(item.state);
  return (
    <ol aria-label={text.title.steps} className="flex items-center gap-1 text-sm">
      {STEPS.map((step, at) => {
        const isNow = at === reached;
        const isDone = at < reached || (isNow && step === "received");
        const label =
          step === "received" && item.outcome === "HANDED_OVER" ? text.status.handedOver : text.status[step];
        const look = isDone ? "text-positive" : isNow ? "font-semibold text-info" : "text-ink-hint";
        return (
          <li
            key={step}
            aria-current={isNow ? "step" : undefined}
            className={`flex items-center gap-1 ${look}`}
          >
            {at > 0 && <Icon name="chevronRight" className="size-3 text-ink-hint" />}
            {isDone && <Icon name="check" className="size-3.5" />}
            {isNow && !isDone && <Icon name="clock" className="size-3.5" />}
            {label}
          </li>
        );
      })}
    </ol>
  );
}

const FILE_ICONS: Record<OutboxFile["state"], IconName> = {
  waiting: "clock",
  sending: "upload",
  received: "check",
  refused: "error",
};
const FILE_WORDS = {
  waiting: "fileWaiting",
  sending: "fileSending",
  received: "fileReceived",
  refused: "fileRefused",
} as const;

function Files({ item, words }: { item: OutboxItem; words: OutboxWords }) {
  const { text } = words;
  return (
    <ul aria-label={text.title.files} className="flex flex-col gap-0.5 text-sm text-ink-soft">
      {item.files.map((file) => (
        <li key={file.id} className="flex flex-wrap items-center gap-x-1.5">
          <Icon
            name={FILE_ICONS[file.state]}
            className={`size-3.5 ${file.state === "refused" ? "text-attention" : file.state === "received" ? "text-positive" : ""}`}
          />
          <span className="min-w-0 max-w-[14rem] truncate">{file.name}</span>
          <span>
            {text.status[FILE_WORDS[file.state]]}
            {file.state === "sending" && ` ${percent(file)}%`}
          </span>
          {file.reason && file.state !== "received" && (
            <span className={file.state === "refused" ? "w-full text-attention" : "w-full text-caution"}>
              {reasonText(file.reason, words)}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const percent = ({ sentBytes, size }: OutboxFile): number =>
  Math.floor((100 * sentBytes) / Math.max(size, 1));
