"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PickOption } from "./pick-option";

/** Finds options for what was typed; an empty query may bring the recent ones. */
export type LoadOptions = (query: string, signal: AbortSignal) => Promise<PickOption[]>;

type Status = "idle" | "loading" | "failed";

const PAUSE_MS = 180;

/** Asks the server after a short pause; an answer to an older question is dropped. */
export function useOptionSearch(
  load: LoadOptions | undefined,
  local: PickOption[] = [],
  chosen: PickOption[] = [],
) {
  const [found, setFound] = useState<PickOption[]>(local);
  const [status, setStatus] = useState<Status>("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<AbortController>(undefined);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      running.current?.abort();
    },
    [],
  );

  const onQuery = useCallback(
    (query: string) => {
      if (!load) return;
      clearTimeout(timer.current);
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      timer.current = setTimeout(async () => {
        setStatus("loading");
        try {
          const options = await load(query.trim(), controller.signal);
          if (controller.signal.aborted) return;
          setFound(options);
          setStatus("idle");
        } catch {
          // The person sees that the search failed and can type on; nothing else is lost.
          if (!controller.signal.aborted) setStatus("failed");
        }
      }, PAUSE_MS);
    },
    [load],
  );

  // Chosen ones stay in the list, so that Base UI can still name and untick them.
  const items = useMemo(() => {
    if (!load) return local;
    const missing = chosen.filter((option) => !found.some((item) => item.value === option.value));
    return [...found, ...missing];
  }, [load, local, found, chosen]);

  return { items, status, onQuery };
}
