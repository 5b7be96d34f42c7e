"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { type FormMessages, fill, refusalText } from "@/components/form/messages";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { JobState } from "@/lib/platform/jobs";

export type JobWords = {
  /** "正在排队…" */
  waiting: string;
  /** "正在测算…" */
  running: string;
  /** "{done} / {total}" */
  progress: string;
  done: string;
  /** Said above the reason. */
  failed: string;
};

type Props = {
  id: string;
  words: JobWords;
  /** For the reasons of the job's domain (`formMessages`, with "jobs" as upstream). */
  messages: FormMessages;
  /** Marks look-ups that the page makes by itself, so that they count as no activity. */
  header: string;
  /** Where to go once it is done; without one the page is read anew. */
  doneHref?: string;
  /** What one can do when it failed. */
  retry?: ReactNode;
};

const PAUSE_MS = 700;

/** How far a job of one's own has come; when it is done the page shows what came of it. */
export function JobProgress(props: Props) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Watched {...props} />
    </QueryClientProvider>
  );
}

const hasEnded = (job: JobState | undefined): boolean => job?.state === "DONE" || job?.state === "FAILED";

function Watched({ id, words, messages, header, doneHref, retry }: Props) {
  const router = useRouter();
  const { data: job } = useQuery<JobState>({
    queryKey: ["job", id],
    refetchInterval: ({ state }) => (hasEnded(state.data) ? false : PAUSE_MS),
    // a short gap of the network is no end of the job
    retry: true,
    queryFn: async ({ signal }): Promise<JobState> => {
      const response = await fetch(`/api/v1/jobs/${id}`, { signal, headers: { [header]: "1" } });
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    },
  });
  const isDone = job?.state === "DONE";
  useEffect(() => {
    if (!isDone) return;
    if (doneHref) router.push(doneHref);
    else router.refresh();
  }, [isDone, doneHref, router]);

  if (job?.state === "FAILED") {
    return (
      <Notice kind="error" live="alert" title={words.failed} actions={retry}>
        {job.failure && refusalText(messages, job.failure, job.failureParams ?? undefined)}
      </Notice>
    );
  }
  const share = job && job.total > 0 ? Math.min(100, Math.round((job.done / job.total) * 100)) : null;
  return (
    <Notice kind={isDone ? "success" : "info"} live="status">
      <p className="flex items-center gap-2">
        {!isDone && <Icon name="clock" className="size-4 shrink-0 text-info" />}
        {isDone ? words.done : job?.state === "RUNNING" ? words.running : words.waiting}
        {share !== null && !isDone && (
          <span className="text-ink-soft">
            {fill(words.progress, { done: job?.done ?? 0, total: job?.total ?? 0 })}
          </span>
        )}
      </p>
      {share !== null && !isDone && (
        <progress
          className="mt-1.5 h-1.5 w-full accent-accent"
          value={share}
          max={100}
          aria-label={words.running}
        />
      )}
    </Notice>
  );
}
