"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";

type Props = { newestAt: string | null; header: string; label: string };

/** Asks twice a minute, while the page is looked at, whether something new was submitted; the reader decides when to update. */
export function QueueNews(props: Props) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <News {...props} />
    </QueryClientProvider>
  );
}

function News({ newestAt, header, label }: Props) {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["review"],
    refetchInterval: 30_000,
    retry: false,
    queryFn: async ({ signal }): Promise<string | null> => {
      const response = await fetch("/api/v1/review", { signal, headers: { [header]: "1" } });
      if (!response.ok) throw new Error(String(response.status));
      return (await response.json()).newestAt;
    },
  });
  const isNewer = data != null && (newestAt === null || data > newestAt);
  return (
    <div aria-live="polite">
      {isNewer && (
        <Button variant="secondary" icon="download" onClick={() => router.refresh()}>
          {label}
        </Button>
      )}
    </div>
  );
}
