"use client";

import { useRef, useState } from "react";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { FileField } from "@/components/form/file-field";
import type { FormMessages } from "@/components/form/messages";
import type { CommandAction } from "@/components/form/use-command-form";
import { cx } from "@/components/ui/cx";

export type UploadWords = { file: string; hint: string; submit: string };
type Props = {
  action: CommandAction<{ id: string }>;
  messages: FormMessages;
  successHref: string;
  accept: string;
  multiple?: boolean;
  words: UploadWords;
};

/** A file is dropped or chosen. */
export function UploadForm({ action, messages, successHref, accept, multiple, words }: Props) {
  const [isOver, setOver] = useState(false);
  const zone = useRef<HTMLDivElement>(null);
  return (
    <CommandForm action={action} messages={messages} successHref={successHref}>
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
          multiple={multiple}
          accept={accept}
        />
      </div>
      <FormActions>
        <SubmitButton icon="upload">{words.submit}</SubmitButton>
      </FormActions>
    </CommandForm>
  );
}

/** Its bytes go up as they are: a server action takes no more than a megabyte. */
export async function sendFile(
  address: string,
  file: File,
): Promise<Awaited<ReturnType<CommandAction<{ id: string }>>>> {
  const response = await fetch(address, {
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
}
