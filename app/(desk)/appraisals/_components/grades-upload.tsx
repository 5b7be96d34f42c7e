"use client";

import { WORKBOOK } from "@/components/form/file-field";
import type { FormMessages } from "@/components/form/messages";
import { sendFile, UploadForm, type UploadWords } from "@/components/roster/upload-form";

type Props = { messages: FormMessages; most: number; words: UploadWords };

/** One table of grades; what is too large never leaves. */
export const GradesUpload = ({ messages, most, words }: Props) => (
  <UploadForm
    action={async (form) => {
      const file = form.get("file");
      if (!(file instanceof File) || file.size === 0)
        return { ok: false, kind: "invalid", issues: [{ path: "file", code: "required" }] };
      return file.size > most
        ? { ok: false, kind: "refused", reason: "grades.reason.tooLarge" }
        : sendFile("/api/v1/appraisals/imports", file);
    }}
    messages={messages}
    successHref="/appraisals/imports/{id}"
    accept={`.csv,text/csv,${WORKBOOK}`}
    words={words}
  />
);
