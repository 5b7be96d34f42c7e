"use client";

import { useEffect, useState } from "react";
import type { PushState } from "../offline/push";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { NoticeWords } from "./notice-text";

/** 在这台设备上提醒: shown where the system and the browser can; off until its person turns it on. */
export function PushSwitch({ viewerId, words }: { viewerId: string; words: NoticeWords }) {
  const [state, setState] = useState<PushState>({ kind: "none" });
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isHere = true;
    void import("../offline/push")
      .then(({ pushState }) => pushState(viewerId))
      .then((found) => isHere && setState(found))
      // without a line there is nothing to offer
      .catch(() => {});
    return () => {
      isHere = false;
    };
  }, [viewerId]);
  if (state.kind === "none") return null;

  async function turn(key: string, isOn: boolean) {
    setIsBusy(true);
    setHasFailed(false);
    try {
      const { turnOn, turnOff } = await import("../offline/push");
      setState(await (isOn ? turnOff : turnOn)(viewerId, key));
    } catch {
      setHasFailed(true);
    }
    setIsBusy(false);
  }

  const { hint, title, action } = words;
  return (
    <section
      aria-labelledby="push-title"
      className="mt-5 rounded-lg border border-line-strong bg-surface px-4 py-3"
    >
      <h2 id="push-title" className="font-semibold">
        {title.push}
      </h2>
      <p className="mt-1 max-w-[60ch] text-ink-soft">{hint.push}</p>
      <div role="status" className="mt-2 flex flex-col gap-2">
        {state.kind === "denied" && <Notice kind="caution">{hint.pushDenied}</Notice>}
        {state.kind === "on" && <p className="text-positive">{hint.pushOn}</p>}
        {hasFailed && <Notice kind="caution">{hint.pushFailed}</Notice>}
      </div>
      {state.kind !== "denied" && (
        <Button className="mt-2" busy={isBusy} onClick={() => turn(state.key, state.kind === "on")}>
          {state.kind === "on" ? action.pushOff : action.pushOn}
        </Button>
      )}
    </section>
  );
}
