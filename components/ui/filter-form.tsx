"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useTransition } from "react";

type Props = { action: string; label: string; className?: string; children: ReactNode };

/** A GET form that navigates softly and leaves empty fields out of the address. */
export function FilterForm({ action, label, className, children }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string" && value.trim() !== "") query.append(name, value.trim());
    }
    const search = query.toString();
    startTransition(() => router.push(search ? `${action}?${search}` : action));
  }

  return (
    <search aria-label={label}>
      <form
        method="get"
        action={action}
        onSubmit={submit}
        aria-busy={pending || undefined}
        className={className}
      >
        {children}
      </form>
    </search>
  );
}
