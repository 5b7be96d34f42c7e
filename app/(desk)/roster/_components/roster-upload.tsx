"use client";

import { useRef, useState } from "react";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { FileField, WORKBOOK } from "@/components/form/file-field";
import type { FormMessages } from "@/components/form/messages";
import type { CommandAction } from "@/components/form/use-command-form";
import { cx } from "@/components/ui/cx";
import { LRMX_LIMITS } from "@/lib/roster/lrmx/schema";

type Props = {
  messages: FormMessages;
  most: number;
  words: { file: string; hint: string; submit: string };
};

/** A file is dropped or chosen, and goes up as its bytes: a server action takes no more than a megabyte. */
export function RosterUpload({ messages, most, words }: Props) {
  const [isOver, setOver] = useState(false);
  const zone = useRef<HTMLDivElement>(null);
  return (
    <CommandForm action={sender(most)} messages={messages} successHref="/roster/imports/{id}">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside is the first */}
      <div
        ref={zone}
        className={cx(
          "rounded-md border border-dashed px-3 py-3",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const field = zone.current?.querySelector("input");
          if (field && event.dataTransfer.files.length > 0) field.files = event.dataTransfer.files;
        }}
      >
        <FileField
          name="file"
          label={words.file}
          hint={words.hint}
          required
          multiple
          accept={`.csv,.lrmx,.zip,text/csv,${WORKBOOK}`}
        />
      </div>
      <FormActions>
        <SubmitButton icon="upload">{words.submit}</SubmitButton>
      </FormActions>
    </CommandForm>
  );
}

function sender(most: number): CommandAction<{ id: string }> {
  return async (form) => {
    const files = form.getAll("file").filter((one) => one instanceof File && one.size > 0) as File[];
    const [first] = files;
    if (!first) return { ok: false, kind: "invalid", issues: [{ path: "file", code: "required" }] };
    const isForms = files.every(({ name }) => /\.(lrmx|zip)$/i.test(name));
    if (files.length > 1 && !files.every(({ name }) => /\.lrmx$/i.test(name)))
      return { ok: false, kind: "refused", reason: "roster.reason.oneTable" };
    if (files.length > LRMX_LIMITS.files)
      return { ok: false, kind: "refused", reason: "roster.reason.tooMuchArchive" };
    // what is too large never leaves
    const size = files.reduce((sum, one) => sum + one.size, 0);
    if (size > (isForms ? LRMX_LIMITS.archiveBytes : most))
      return { ok: false, kind: "refused", reason: "roster.reason.tooLarge" };
    const file = files.length > 1 ? await packed(files) : first;
    const response = await fetch("/api/v1/roster/imports", {
      method: "POST",
      body: file,
      headers: {
        "content-type": "application/octet-stream",
        "x-import-id": crypto.randomUUID(),
        "x-file-name": encodeURIComponent(file.name),
      },
    });
    const answer = await response.json();
    if (response.ok) return { ok: true, value: { id: String(answer.id) } };
    if (response.status === 401) return { ok: false, kind: "signedOut" };
    if (response.status === 403) return { ok: false, kind: "denied" };
    if (answer.code === "invalid") return { ok: false, kind: "invalid", issues: answer.issues ?? [] };
    return { ok: false, kind: "refused", reason: String(answer.code), params: answer.params };
  };
}

/** Many forms go up as one package, under the name of the first. */
async function packed(files: readonly File[]): Promise<File> {
  const { zipSync } = await import("fflate");
  const names = new Set<string>();
  const entries = await Promise.all(
    files.map(async (file, at) => {
      const name = names.has(file.name.toLowerCase()) ? `${at + 1} ${file.name}` : file.name;
      names.add(name.toLowerCase());
      return [name, new Uint8Array(await file.arrayBuffer())] as const;
    }),
  );
  // the server unpacks it at once: packing harder would only take time
  const zip = zipSync(Object.fromEntries(entries), { level: 1 });
  return new File([zip], `${files[0]?.name.replace(/\.lrmx$/i, "")} +${files.length - 1}.zip`);
}
