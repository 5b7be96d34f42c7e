"use client";

import { useCallback, useEffect, useRef, useState } from "react";
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
  const { field, onWorking } = useHeldSubmit();
  const announced = files.map(({ id, name, size, sha256, captureSha256 }) => ({
    id,
    name,
    size,
    sha256,
    captureSha256,
  }));
  return (
    <>
      <input ref={field} type="hidden" name="files" value={JSON.stringify(announced)} />
      <EvidenceFiles
        viewerId={viewerId}
        shown={files}
        most={most}
        text={words.files}
        remove={words.remove}
        onChange={setFiles}
        onWorking={onWorking}
      />
    </>
  );
}

/** A form that is sent while a file is still being made ready waits for it, and then goes by itself: else the file would be lost. */
function useHeldSubmit() {
  const field = useRef<HTMLInputElement>(null);
  const working = useRef(0);
  const isHeld = useRef(false);
  useEffect(() => {
    const form = field.current?.form;
    const hold = (event: SubmitEvent) => {
      if (working.current === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      isHeld.current = true;
    };
    form?.addEventListener("submit", hold);
    return () => form?.removeEventListener("submit", hold);
  }, []);
  const onWorking = useCallback((count: number, hasRefused: boolean) => {
    working.current = count;
    if (count > 0 || !isHeld.current) return;
    isHeld.current = false;
    // a file that was refused is for the person to see first
    if (!hasRefused) field.current?.form?.requestSubmit();
  }, []);
  return { field, onWorking };
}
