"use client";

import { type FormEvent, useRef, useState } from "react";
import { forgetOtherAccount } from "@/components/offline/device";
import { addressOf } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Reason = "wrong" | "codeWrong" | "locked" | "tooMany" | "network" | "broken";
type Props = {
  /** where a phone was */
  next?: string;
  labels: { account: string; password: string; code: string; codeHint: string; submit: string; demo: string };
  reasons: Record<Reason, string>;
  /** Empty outside the demo. */
  demo: { account: string; password: string; label: string }[];
};

/** `code`: the password is right and no code came with it. */
const ANSWERS = ["code", "wrong", "codeWrong", "locked", "tooMany"] as const;

/** next-auth's own two calls; its client library would weigh more than this page. */
async function signIn(account: string, password: string, code: string): Promise<Reason | "code" | null> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  const response = await fetch("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ account, password, code, csrfToken, json: "true" }),
  });
  const { url } = await response.json();
  const { pathname, searchParams } = new URL(url, location.origin);
  const error = searchParams.get("error");
  const known = ANSWERS.find((answer) => answer === error);
  if (known) return known;
  // sent back to next-auth's own pages: no cookie came with the form, or something else went wrong
  return error !== null || pathname.startsWith("/api/auth") ? "broken" : null;
}

export function SignInForm({ next, labels, reasons, demo }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [asksCode, setAsksCode] = useState(false);

  async function send(fields: FormData) {
    if (isBusy) return;
    setBusy(true);
    const account = String(fields.get("account"));
    const password = String(fields.get("password"));
    const code = String(fields.get("code") ?? "");
    const refused = await signIn(account, password, code).catch((): Reason => "network");
    if (!refused) forgetOtherAccount(account);
    // a full load: every page of the last person leaves the browser's memory
    // the sign-in page knows where each role begins
    if (!refused) return location.assign(addressOf("/sign-in", { next }));
    setBusy(false);
    if (refused === "code") {
      setReason(null);
      return setAsksCode(true);
    }
    setReason(refused);
    const wrong = refused === "codeWrong" ? "code" : "password";
    form.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.select();
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void send(new FormData(event.currentTarget));
  }

  function fillIn(account: string, password: string) {
    setAsksCode(false);
    for (const [name, value] of Object.entries({ account, password })) {
      const input = form.current?.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (input) input.value = value;
    }
    form.current?.querySelector("button")?.focus();
  }

  return (
    <>
      {reason && (
        <Notice kind="error" live="alert">
          {reasons[reason]}
        </Notice>
      )}
      <form
        ref={form}
        // a tap before the script was there is held by React and sent by this; see useCommandForm
        action={(fields) => void send(fields)}
        onSubmit={submit}
        onReset={(event) => event.preventDefault()}
        className="flex flex-col gap-4"
      >
        <label className="flex flex-col gap-1.5">
          <span className="font-medium">{labels.account}</span>
          <input
            name="account"
            autoComplete="username"
            autoCapitalize="none"
            required
            className="control min-h-11"
          />
        </label>
        <label className="flex flex-col gap-1.5">
          <span className="font-medium">{labels.password}</span>
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="control min-h-11"
          />
        </label>
        {asksCode && (
          <label className="flex flex-col gap-1.5">
            <span className="font-medium">{labels.code}</span>
            <input
              name="code"
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              // biome-ignore lint/a11y/noAutofocus: the one thing left to fill in
              autoFocus
              required
              className="control min-h-11 tabular-nums tracking-widest"
            />
            <span className="text-sm text-ink-hint">{labels.codeHint}</span>
          </label>
        )}
        <Button type="submit" variant="primary" busy={isBusy} className="min-h-11">
          {labels.submit}
        </Button>
      </form>
      {demo.length > 0 && (
        <section className="border-t border-line pt-4">
          <h2 className="mb-2 text-sm text-ink-soft">{labels.demo}</h2>
          <ul className="grid grid-cols-2 gap-1.5">
            {demo.map((one) => (
              <li key={one.account}>
                <button
                  type="button"
                  onClick={() => fillIn(one.account, one.password)}
                  className="min-h-9 w-full pointer-coarse:min-h-11 rounded-md border border-line px-2.5 py-1 text-left text-sm hover:border-line-strong hover:bg-paper-deep"
                >
                  {one.label}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
