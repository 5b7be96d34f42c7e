"use client";

import { useState } from "react";
import type { EvidenceWords } from "@/components/observation/form/entry-words";
import { EvidenceFiles } from "@/components/observation/form/evidence-files";
import type { EvidenceEntry } from "@/lib/observations/form/rules";

/** Photos and documents that a form announces as `files`; their bytes lie on this device until the request's page sends them. */
export function FileField({
  viewerId,
  most,
  words,
}: {
  viewerId: string;
  most: number;
  words: { files: EvidenceWords; remove: string };
}) {
  const [files, setFiles] = useState<EvidenceEntry[]>([]);
  const announced = files.map(({ id, name, size, sha256, captureSha256 }) => ({
    id,
    name,
    size,
    sha256,
    captureSha256,
  }));
  return (
    <>
      <input type="hidden" name="files" value={JSON.stringify(announced)} />
      <EvidenceFiles
        viewerId={viewerId}
        shown={files}
        most={most}
        text={words.files}
        remove={words.remove}
        onChange={setFiles}
      />
    </>
  );
}
