"use client";

import { useState } from "react";
import { beginSecondStep, confirmSecondStep } from "@/app/_actions/self";
import type { Drawn } from "@/app/_shared/second-step";
import { PrintSheet } from "@/components/accounts/print-sheet";
import { QrCode } from "@/components/accounts/qr-code";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { TextField } from "@/components/form/text-field";
import { buttonClass } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";

type Props = {
  messages: FormMessages;
  hasDevice: boolean;
  /** Why nothing else is open yet; said until it is done. */
  duty?: string;
  home: string;
  words: {
    begin: string;
    password: string;
    presentCode: string;
    presentHint: string;
    scan: string;
    key: string;
    qr: string;
    open: string;
    code: string;
    confirm: string;
    codesTitle: string;
    codesHint: string;
    on: string;
    print: string;
    home: string;
  };
};

/** Password → picture and key → first code → recovery codes, each shown once. */
export function SetUp({ messages, hasDevice, duty, home, words }: Props) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes)
    return (
      <div className="flex flex-col gap-4">
        <Notice kind="success" live="status">
          {words.on}
        </Notice>
        <PrintSheet print={words.print}>
          <h2 className="font-semibold">{words.codesTitle}</h2>
          <p className="text-ink-soft">{words.codesHint}</p>
          <ul className="grid grid-cols-1 gap-x-6 gap-y-1 font-mono sm:grid-cols-2">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </PrintSheet>
        <a href={home} className={buttonClass({ variant: "primary" }, "min-h-11 self-start")}>
          {words.home}
        </a>
      </div>
    );
  if (drawn)
    return (
      <div className="flex flex-col gap-4">
        <p>{words.scan}</p>
        <QrCode drawing={drawn.qr} label={words.qr} className="size-48" />
        <p>
          <a href={drawn.address} className="inline-flex min-h-11 items-center text-accent underline">
            {words.open}
          </a>
        </p>
        <p>
          <span className="block text-sm text-ink-soft">{words.key}</span>
          <span className="font-mono break-all" data-second-step-key>
            {drawn.key}
          </span>
        </p>
        <CommandForm
          key="confirm"
          action={confirmSecondStep}
          messages={messages}
          onSuccess={(value) => setCodes(value.codes)}
          aria-label={words.confirm}
        >
          <TextField
            name="code"
            label={words.code}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            maxLength={10}
          />
          <FormActions>
            <SubmitButton>{words.confirm}</SubmitButton>
          </FormActions>
        </CommandForm>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      {duty && <Notice kind="caution">{duty}</Notice>}
      <CommandForm
        key="begin"
        action={beginSecondStep}
        messages={messages}
        onSuccess={setDrawn}
        aria-label={words.begin}
      >
        <TextField
          name="password"
          type="password"
          label={words.password}
          autoComplete="current-password"
          required
        />
        {hasDevice && (
          <TextField
            name="code"
            label={words.presentCode}
            hint={words.presentHint}
            autoComplete="one-time-code"
            required
            maxLength={40}
          />
        )}
        <FormActions>
          <SubmitButton>{words.begin}</SubmitButton>
        </FormActions>
      </CommandForm>
    </div>
  );
}
