"use client";

import { useEffect, useRef } from "react";
import type { QrDrawing } from "@/lib/platform/qr";
import { fill } from "../form/messages";
import { Notice } from "../ui/notice";
import { PrintSheet } from "./print-sheet";
import { QrCode } from "./qr-code";

export type PrintedSlip = {
  account: string;
  name: string;
  department: string;
  code: string;
  address: string;
  until: string;
  qr: QrDrawing;
};

export type SlipWords = {
  made: string;
  once: string;
  print: string;
  title: string;
  product: string;
  name: string;
  account: string;
  department: string;
  address: string;
  code: string;
  until: string;
  steps: string;
  qr: string;
};

/** 激活单, one for each person; the page keeps nothing of them. */
export function Slips({ slips, words }: { slips: PrintedSlip[]; words: SlipWords }) {
  const head = useRef<HTMLDivElement>(null);
  // the form that had the focus is gone
  useEffect(() => head.current?.focus(), []);
  return (
    <PrintSheet print={words.print}>
      <div ref={head} tabIndex={-1} className="no-print">
        <Notice kind="success" live="status" title={fill(words.made, { count: slips.length })}>
          {words.once}
        </Notice>
      </div>
      <ul className="flex flex-col gap-4">
        {slips.map((slip) => (
          <li key={slip.account}>
            <Slip slip={slip} words={words} />
          </li>
        ))}
      </ul>
    </PrintSheet>
  );
}

function Slip({ slip, words }: { slip: PrintedSlip; words: SlipWords }) {
  const rows = [
    [words.name, slip.name],
    [words.account, slip.account],
    [words.department, slip.department],
    [words.address, slip.address],
  ];
  return (
    <section
      aria-label={`${words.title} ${slip.name}`}
      className="keep-together max-w-3xl rounded-md border border-dashed border-line-strong bg-surface px-4 py-3"
    >
      <p className="font-semibold">
        {words.product} · {words.title}
      </p>
      <div className="mt-2 flex flex-wrap items-start gap-4">
        <dl className="min-w-56 flex-1">
          {rows.map(([term, value]) => (
            <div key={term} className="flex gap-3 border-b border-line py-1">
              <dt className="w-[4.5em] shrink-0 text-ink-soft">{term}</dt>
              <dd className="min-w-0 break-all">{value}</dd>
            </div>
          ))}
          <div className="py-1">
            <dt className="text-ink-soft">{words.code}</dt>
            <dd className="font-mono text-base font-semibold tracking-wider" data-slip-code>
              {slip.code}
            </dd>
          </div>
        </dl>
        <QrCode drawing={slip.qr} label={words.qr} className="size-32 shrink-0" />
      </div>
      <p className="mt-2 text-sm text-ink-soft">
        {fill(words.until, { until: slip.until })}
        {words.steps}
      </p>
    </section>
  );
}
