"use client";

import { useEffect, useRef, useState } from "react";
import { activateAccount } from "@/app/_actions/self";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { type FormMessages, fill } from "@/components/form/messages";
import { TextField } from "@/components/form/text-field";
import { buttonClass } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";

type Words = {
  code: string;
  codeHint: string;
  next: string;
  nextHint: string;
  repeated: string;
  submit: string;
  done: string;
  signIn: string;
};

export function ActivateForm({ messages, words }: { messages: FormMessages; words: Words }) {
  const box = useRef<HTMLDivElement>(null);
  const [account, setAccount] = useState<string | null>(null);

  // a telephone that read the slip brings the code behind #; it leaves the address, so that no history keeps it
  useEffect(() => {
    const code = decodeURIComponent(location.hash.slice(1));
    const input = box.current?.querySelector<HTMLInputElement>("[name=code]");
    if (!code || !input) return;
    input.value = code;
    history.replaceState(null, "", location.pathname);
    box.current?.querySelector<HTMLInputElement>("[name=next]")?.focus();
  }, []);

  if (account !== null)
    return (
      <Notice kind="success" live="status">
        <p>{fill(words.done, { account })}</p>
        {/* a full load: nothing of this page stays in the browser's memory */}
        <a href="/sign-in" className={buttonClass({ variant: "primary" }, "mt-3")}>
          {words.signIn}
        </a>
      </Notice>
    );
  return (
    <div ref={box}>
      <CommandForm
        action={activateAccount}
        messages={messages}
        onSuccess={(value) => setAccount(value.account)}
        aria-label={words.submit}
      >
        <TextField
          name="code"
          label={words.code}
          hint={words.codeHint}
          required
          maxLength={80}
          autoCapitalize="characters"
          spellCheck={false}
          className="font-mono"
        />
        <TextField
          name="next"
          type="password"
          label={words.next}
          hint={words.nextHint}
          autoComplete="new-password"
          required
        />
        <TextField
          name="repeated"
          type="password"
          label={words.repeated}
          autoComplete="new-password"
          required
        />
        <FormActions>
          <SubmitButton>{words.submit}</SubmitButton>
        </FormActions>
      </CommandForm>
    </div>
  );
}
