"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { dropCorrectionFile } from "@/app/_actions/corrections";
import { type FormMessages, fill, refusalText } from "@/components/form/messages";
import { FileButton } from "@/components/observation/form/evidence-files";
import { afterTheOthers } from "@/components/observation/form/evidence-intake";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { CorrectionFile } from "@/lib/corrections/queries";
import { type FileAnswer, type FilePlace, newFile } from "@/lib/field/outbox/rules";

export type WaitingWords = {
  queued: string;
  /** {percent} */
  sending: string;
  heard: string;
  missing: string;
  line: string;
  busy: string;
  signedOut: string;
  other: string;
  retry: string;
  chooseAgain: string;
  drop: string;
};
type State = { kind: "queued" | "sending" | "heard" | "missing" | "failed" | "refused"; text: string };
type Props = {
  viewerId: string;
  requestId: string;
  files: CorrectionFile[];
  words: WaitingWords;
  messages: FormMessages;
};

/**
 * What was announced and is not there yet: sent from this device as soon as the page is open, one after the other. A
 * line that breaks keeps what was sent; a file that this device no longer holds is chosen again, and must be the same.
 */
export function WaitingFiles({ viewerId, requestId, files, words, messages }: Props) {
  const router = useRouter();
  const [states, setStates] = useState<Record<string, State>>({});
  const places = useRef(new Map<string, FilePlace>());
  const begun = useRef(new Set<string>());
  const say = useCallback(
    (id: string, kind: State["kind"], text: string) =>
      setStates((before) => ({ ...before, [id]: { kind, text } })),
    [],
  );

  const send = useCallback(
    async (file: CorrectionFile) => {
      say(file.id, "queued", words.queued);
      const kept = await import("@/components/offline/store");
      const blob = await kept.getFile(viewerId, file.id);
      if (!blob) return say(file.id, "missing", words.missing);
      const { sendFile } = await import("@/components/offline/send-file");
      const fresh = newFile({ ...file, type: blob.type, takenAt: null }, new Date());
      const place = places.current.get(file.id);
      const answer = await sendFile(
        { id: requestId, viewerId },
        { ...fresh, ...place },
        blob,
        (told: FilePlace) => {
          places.current.set(file.id, told);
          const percent = Math.min(99, Math.floor((told.sentBytes / file.size) * 100));
          say(file.id, "sending", fill(words.sending, { percent }));
        },
      );
      if (answer.kind !== "received") return say(file.id, ...outcome(answer, words, messages));
      await kept.removeFile(viewerId, file.id);
      say(file.id, "heard", words.heard);
      router.refresh();
    },
    [viewerId, requestId, words, messages, router, say],
  );
  const start = useCallback(
    (file: CorrectionFile) =>
      void afterTheOthers(() => send(file)).catch(() => say(file.id, "failed", words.line)),
    [send, say, words],
  );

  useEffect(() => {
    for (const file of files) {
      if (begun.current.has(file.id)) continue;
      begun.current.add(file.id);
      start(file);
    }
  }, [files, start]);

  async function chooseAgain(file: CorrectionFile, chosen: FileList | null) {
    const [one] = chosen ?? [];
    if (!one) return;
    const [{ takeIn }, { putFile }] = await Promise.all([
      import("@/components/offline/evidence"),
      import("@/components/offline/store"),
    ]);
    const taken = await takeIn(one);
    const isSame = "file" in taken && taken.file.sha256 === file.sha256;
    if (!isSame || !(await putFile(viewerId, file.id, taken.blob)))
      return say(file.id, "missing", words.other);
    start(file);
  }

  async function drop(file: CorrectionFile) {
    const dropped = await dropCorrectionFile({ id: requestId, fileId: file.id });
    if (!dropped.ok)
      return say(
        file.id,
        "failed",
        dropped.kind === "refused" ? refusalText(messages, dropped.reason) : messages.failure.broken,
      );
    await import("@/components/offline/store").then(({ removeFile }) => removeFile(viewerId, file.id));
    router.refresh();
  }

  return (
    <ul className="flex flex-col gap-2">
      {files.map((file) => {
        const state = states[file.id] ?? { kind: "queued", text: words.queued };
        const isStopped = state.kind === "failed" || state.kind === "missing" || state.kind === "refused";
        return (
          <li
            key={file.id}
            className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border px-3 py-2 ${isStopped ? "border-attention bg-attention-soft" : "border-line bg-paper"}`}
          >
            <Icon
              name={isStopped ? "error" : state.kind === "heard" ? "check" : "clock"}
              className={`size-4 shrink-0 ${isStopped ? "text-attention" : "text-ink-hint"}`}
            />
            <div className="min-w-[12rem] flex-1">
              <p className="wrap-anywhere">{file.name}</p>
              <p role="status" className={isStopped ? "text-attention" : "text-sm text-ink-soft"}>
                {state.text}
              </p>
            </div>
            {state.kind === "failed" && (
              <Button variant="secondary" onClick={() => start(file)}>
                {words.retry}
              </Button>
            )}
            {state.kind === "missing" && (
              <FileButton
                icon="file"
                label={words.chooseAgain}
                accept=""
                onFiles={(chosen) => void chooseAgain(file, chosen)}
              />
            )}
            {isStopped && (
              <Button variant="quiet" onClick={() => void drop(file)}>
                {words.drop}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** In the words of the page: what stopped it, and whether trying again can help. */
function outcome(
  answer: Exclude<FileAnswer, { kind: "received" }>,
  words: WaitingWords,
  messages: FormMessages,
): [State["kind"], string] {
  switch (answer.kind) {
    case "refused":
      return ["refused", refusalText(messages, answer.reason.code, answer.reason.params)];
    case "signedOut":
      return ["failed", words.signedOut];
    case "tooMany":
      return ["failed", words.busy];
    case "later":
      return ["failed", words.line];
  }
}
