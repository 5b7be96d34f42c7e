"use client";

import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { fill } from "@/components/form/messages";
import type { Exportable, Imported } from "@/components/offline/export-file";
import { buttonClass } from "@/components/ui/button-look";
import { Icon } from "@/components/ui/icon";
import { Notice, type NoticeKind } from "@/components/ui/notice";
import { isLongEnough, PASSPHRASE_LENGTH } from "@/lib/field/export/rules";
import { cityDay } from "@/lib/platform/clock";
import type text from "@/messages/zh-CN/export.json";

export type ExportText = typeof text;
type Props = { viewerId: string; words: ExportText };
type Said = { kind: NoticeKind; text: string };

/** What waits here as one encrypted file for another device, and such a file taken in. */
export function ExportItems(props: Props) {
  const { words } = props;
  return (
    <div className="flex flex-col gap-2.5">
      <Fold title={words.title.export}>
        <Export {...props} />
      </Fold>
      <Fold title={words.title.import}>
        <Import {...props} />
      </Fold>
    </div>
  );
}

/** Its content is made when it is opened: most people never need it. */
function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="group rounded-lg border border-line-strong bg-surface"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-11 list-none items-center gap-2 px-3.5 font-medium">
        <Icon name="chevronDown" className="size-4 group-open:rotate-180" />
        {title}
      </summary>
      {isOpen && <div className="border-t border-line px-3.5 py-3">{children}</div>}
    </details>
  );
}

const loadPiece = () => import("@/components/offline/export-file");
const canEncrypt = (): boolean => globalThis.crypto?.subtle !== undefined;

function Export({ viewerId, words }: Props) {
  const [offered, setOffered] = useState<Exportable[] | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const chosen = (offered ?? []).filter((one) => !left.has(one.id));

  useEffect(() => {
    void loadPiece()
      .then((piece) => piece.listExportable(viewerId))
      .catch(() => [])
      .then(setOffered);
  }, [viewerId]);

  function toggle(id: string) {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { passphrase, again } = typedIn(form);
    const wrong = wrongIn(passphrase, again, chosen.length, words);
    if (wrong) return setSaid({ kind: "error", text: wrong });
    setIsBusy(true);
    setSaid(null);
    try {
      const { download, exportFile } = await loadPiece();
      const file = await exportFile(viewerId, chosen, passphrase, cityDay(new Date()));
      if (!file) throw new Error("no store");
      download(file);
      form.reset();
      setSaid({
        kind: "success",
        text: fill(words.status.exported, { name: file.name, count: chosen.length }),
      });
    } catch {
      setSaid({ kind: "error", text: words.reason.failed });
    }
    setIsBusy(false);
  }

  if (!canEncrypt()) return <Notice kind="caution">{words.hint.noSubtle}</Notice>;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <p className="text-ink-soft">{words.hint.export}</p>
      {offered?.length === 0 && <p className="text-ink-hint">{words.empty.export}</p>}
      {offered && offered.length > 0 && (
        <>
          <fieldset className="min-w-0">
            <legend className="mb-1 font-medium">{words.field.chosen}</legend>
            {offered.map((one) => (
              <label key={one.id} className="flex min-h-11 items-center gap-2.5 border-b border-line py-1.5">
                <input type="checkbox" checked={!left.has(one.id)} onChange={() => toggle(one.id)} />
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap gap-x-2">
                    <span className="font-medium">{one.unitName}</span>
                    <span className="text-ink-soft">{one.methodName}</span>
                    <span className="text-sm text-info">{words.status[one.kind]}</span>
                  </span>
                  <span className="block truncate text-sm text-ink-soft">
                    {one.words || words.hint.noWords}
                  </span>
                  {one.fileIds.length > 0 && (
                    <span className="block text-sm text-ink-hint">
                      {fill(words.hint.files, { count: one.fileIds.length })}
                    </span>
                  )}
                </span>
              </label>
            ))}
          </fieldset>
          <Passphrase words={words} isNew />
          <Send isBusy={isBusy} label={words.action.export} busyLabel={words.action.working} />
        </>
      )}
      <Answer said={said} />
    </form>
  );
}

function Import({ viewerId, words }: Props) {
  const file = useId();
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const chosen = new FormData(form).get("file");
    if (!(chosen instanceof File) || chosen.size === 0)
      return setSaid({ kind: "error", text: words.hint.noFile });
    setIsBusy(true);
    setSaid(null);
    const outcome: Imported = await loadPiece()
      .then(({ importFile }) => importFile(viewerId, chosen, typedIn(form).passphrase))
      .catch(() => ({ ok: false, reason: "noStore" }));
    setSaid(importSaid(outcome, words));
    if (outcome.ok) form.reset();
    setIsBusy(false);
  }

  if (!canEncrypt()) return <Notice kind="caution">{words.hint.noSubtle}</Notice>;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <p className="text-ink-soft">{words.hint.import}</p>
      <div>
        <label htmlFor={file} className="mb-1 block font-medium">
          {words.field.file}
        </label>
        <input id={file} name="file" type="file" accept=".fobs" className="control" />
      </div>
      <Passphrase words={words} />
      <Send isBusy={isBusy} label={words.action.import} busyLabel={words.action.opening} />
      <Answer said={said} />
    </form>
  );
}

/** A new one is typed twice. */
function Passphrase({ words, isNew }: { words: ExportText; isNew?: boolean }) {
  const [isShown, setIsShown] = useState(false);
  const id = useId();
  const type = isShown ? "text" : "password";
  const keeper = {
    type,
    className: "control",
    autoComplete: "off",
    autoCapitalize: "none",
    spellCheck: false,
  };
  return (
    <div className="flex flex-col gap-2">
      <div>
        <label htmlFor={id} className="mb-1 block font-medium">
          {words.field.passphrase}
        </label>
        <input id={id} name="passphrase" aria-describedby={isNew ? `${id}-hint` : undefined} {...keeper} />
        {isNew && (
          <p id={`${id}-hint`} className="mt-1 text-sm text-ink-hint">
            {fill(words.hint.passphrase, { minimum: PASSPHRASE_LENGTH })}
          </p>
        )}
      </div>
      {isNew && (
        <div>
          <label htmlFor={`${id}-again`} className="mb-1 block font-medium">
            {words.field.again}
          </label>
          <input id={`${id}-again`} name="again" {...keeper} />
        </div>
      )}
      <label className="flex min-h-11 items-center gap-2 text-sm text-ink-soft">
        <input type="checkbox" checked={isShown} onChange={() => setIsShown(!isShown)} />
        {words.action.show}
      </label>
    </div>
  );
}

function Send({ isBusy, label, busyLabel }: { isBusy: boolean; label: string; busyLabel: string }) {
  return (
    <button
      type="submit"
      disabled={isBusy}
      aria-busy={isBusy || undefined}
      className={buttonClass({ variant: "primary", size: "lg", block: true })}
    >
      {isBusy ? busyLabel : label}
    </button>
  );
}

const Answer = ({ said }: { said: Said | null }) =>
  said && (
    <Notice kind={said.kind} live={said.kind === "error" ? "alert" : "status"}>
      <span className="break-words">{said.text}</span>
    </Notice>
  );

function typedIn(form: HTMLFormElement): { passphrase: string; again: string } {
  const typed = new FormData(form);
  return { passphrase: String(typed.get("passphrase") ?? ""), again: String(typed.get("again") ?? "") };
}

function wrongIn(passphrase: string, again: string, chosen: number, words: ExportText): string | null {
  if (chosen === 0) return words.hint.noneChosen;
  if (!isLongEnough(passphrase)) return fill(words.hint.tooShort, { minimum: PASSPHRASE_LENGTH });
  return passphrase === again ? null : words.hint.notSame;
}

function importSaid(outcome: Imported, words: ExportText): Said {
  if (!outcome.ok) return { kind: "error", text: words.reason[outcome.reason] };
  const { items, drafts, files, present } = outcome;
  const text = fill(words.status.imported, { items, drafts, files });
  return { kind: "success", text: present > 0 ? text + fill(words.status.present, { present }) : text };
}
