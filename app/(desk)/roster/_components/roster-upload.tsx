"use client";

import { WORKBOOK } from "@/components/form/file-field";
import type { FormMessages } from "@/components/form/messages";
import type { CommandAction } from "@/components/form/use-command-form";
import { sendFile, UploadForm, type UploadWords } from "@/components/roster/upload-form";
import { LRMX_LIMITS } from "@/lib/roster/lrmx/schema";

type Props = { messages: FormMessages; most: number; words: UploadWords };

/** A roster, or many forms. */
export const RosterUpload = ({ messages, most, words }: Props) => (
  <UploadForm
    action={sender(most)}
    messages={messages}
    successHref="/roster/imports/{id}"
    accept={`.csv,.lrmx,.zip,text/csv,${WORKBOOK}`}
    multiple
    words={words}
  />
);

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
    return sendFile("/api/v1/roster/imports", file);
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
