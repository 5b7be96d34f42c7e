"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { arrangePlan } from "@/app/_actions/plans";
import { type FormMessages, refusalText } from "@/components/form/messages";
import { pairKey } from "@/lib/assignments/plans/rules";
import type { PlanLine } from "@/lib/assignments/plans/schema";

export type Saving = { state: "saved" | "saving" } | { state: "stopped"; reason: string };

const PAUSE_MS = 400;

const same = (one: readonly PlanLine[], other: readonly PlanLine[]): boolean => {
  const keys = new Set(one.map(pairKey));
  return one.length === other.length && other.every((line) => keys.has(pairKey(line)));
};

/**
 * Each change is saved by itself, one after the other: what came meanwhile goes with the next. Who leaves with something
 * unsaved is asked.
 */
export function usePlanSaving(
  plan: { id: string; rowVersion: number },
  /** as the server has them by now */
  served: readonly PlanLine[],
  lines: readonly PlanLine[],
  messages: FormMessages,
  onOther: (lines: readonly PlanLine[]) => void,
): Saving {
  const router = useRouter();
  const [saving, setSaving] = useState<Saving>({ state: "saved" });
  const stored = useRef({ lines, rowVersion: plan.rowVersion });
  const latest = useRef(lines);
  const isBusy = useRef(false);
  latest.current = lines;

  // the page was read anew: our own lines with a later number, or somebody else's (a solve, a colleague)
  const takeOther = useRef(onOther);
  takeOther.current = onOther;
  useEffect(() => {
    if (plan.rowVersion <= stored.current.rowVersion || isBusy.current) return;
    const isOurs = same(served, stored.current.lines);
    stored.current = { lines: isOurs ? stored.current.lines : served, rowVersion: plan.rowVersion };
    if (!isOurs) takeOther.current(served);
  }, [plan.rowVersion, served]);

  useEffect(() => {
    if (lines === stored.current.lines) return;
    setSaving({ state: "saving" });
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);

    async function save(): Promise<void> {
      if (isBusy.current) return;
      isBusy.current = true;
      try {
        while (latest.current !== stored.current.lines) {
          const sent = latest.current;
          const { id } = plan;
          const outcome = await arrangePlan({ id, rowVersion: stored.current.rowVersion, lines: [...sent] });
          if (!outcome.ok) {
            const reason =
              outcome.kind === "refused"
                ? refusalText(messages, outcome.reason, outcome.params)
                : outcome.kind === "invalid"
                  ? messages.failure.broken
                  : messages.failure[outcome.kind];
            setSaving({ state: "stopped", reason });
            return;
          }
          stored.current = { lines: sent, rowVersion: outcome.value.rowVersion };
        }
        setSaving({ state: "saved" });
      } catch {
        setSaving({ state: "stopped", reason: messages.failure.network });
      } finally {
        isBusy.current = false;
      }
    }
  }, [lines, plan, messages]);

  const isUnsaved = saving.state !== "saved";
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnsaved]);
  // the numbers above the board come from the server
  const wasUnsaved = useRef(false);
  useEffect(() => {
    if (wasUnsaved.current && !isUnsaved) router.refresh();
    wasUnsaved.current = isUnsaved;
  }, [isUnsaved, router]);
  return saving;
}
