"use client";

import { useEffect, useMemo, useState } from "react";
import type { PickCadre, PickTask } from "@/lib/observations/form/choice/rules";

/** Members of the chosen task, asked for where the form has them not; without a network it goes on without them, and asks when there is one. */
export function useTaskMembers(
  { viewerId, unit, tasks }: { viewerId: string; unit: { id: string }; tasks: PickTask[] },
  chosen: string,
): PickTask[] {
  const [found, setFound] = useState<Record<string, PickCadre[]>>({});
  const isAsked = !found[chosen] && tasks.some((task) => task.id === chosen && task.isWithoutMembers);
  useEffect(() => {
    if (!isAsked) return;
    const leaving = new AbortController();
    const ask = async () => {
      const members = await membersOf({ viewerId, unitId: unit.id, taskId: chosen }, leaving.signal);
      if (members) setFound((before) => ({ ...before, [chosen]: members }));
    };
    ask();
    window.addEventListener("online", ask, { signal: leaving.signal });
    return () => leaving.abort();
  }, [isAsked, viewerId, unit.id, chosen]);
  return useMemo(
    () =>
      tasks.map((task) => {
        const members = found[task.id];
        return members ? { ...task, members, isWithoutMembers: false } : task;
      }),
    [tasks, found],
  );
}

async function membersOf(
  { viewerId, unitId, taskId }: { viewerId: string; unitId: string; taskId: string },
  signal: AbortSignal,
): Promise<PickCadre[] | null> {
  const answer = await fetch(`/api/v1/field/members?unit=${unitId}&task=${taskId}`, {
    headers: { "x-author": viewerId },
    // a way to a sign-in page is no answer
    redirect: "error",
    signal,
  }).catch(() => null);
  if (!answer?.ok) return null;
  const said: { members?: PickCadre[] } | null = await answer.json().catch(() => null);
  return said?.members ?? null;
}
