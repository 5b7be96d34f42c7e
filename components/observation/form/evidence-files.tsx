"use client";

import { useEffect, useRef, useState } from "react";
import { fill } from "@/components/form/messages";
import { buttonClass } from "@/components/ui/button-look";
import { Icon, type IconName } from "@/components/ui/icon";
import type { EvidenceEntry } from "@/lib/observations/form/rules";
import type { EvidenceWords } from "./entry-words";
import { afterTheOthers } from "./evidence-intake";
import { newId } from "./new-id";
import { RemoveButton } from "./table-field";

/** Kinds by name are left out on purpose: an iPhone that is not asked for HEIC turns its pictures into JPEG itself. */
const PHOTOS = "image/*";
const DOCUMENTS =
  ".pdf,.docx,.xlsx,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document," +
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A file that is not in the form: still being made ready, or refused with its reason. */
type Other = { key: string; name: string; text: string; isRefused: boolean };

/**
 * Photos and documents, never required. Each has a state of its own: one that is refused leaves the others and the
 * text alone. The bytes lie on this device from the moment they are taken in.
 */
export function EvidenceFiles({
  viewerId,
  shown,
  known = [],
  most = 20,
  text,
  remove: removeWord,
  onChange,
  onWorking,
}: {
  viewerId: string;
  shown: EvidenceEntry[];
  /** files that the server knows of already */
  known?: EvidenceEntry[];
  most?: number;
  text: EvidenceWords;
  /** {name} */
  remove: string;
  onChange: (files: EvidenceEntry[]) => void;
  /** how many are still being made ready, told after `onChange` has them; and whether one was refused */
  onWorking?: (count: number, hasRefused: boolean) => void;
}) {
  const [others, setOthers] = useState<Other[]>([]);
  const [said, setSaid] = useState("");
  const files = useRef(shown);
  files.current = shown;
  const working = others.filter((one) => !one.isRefused).length;
  const hasRefused = working < others.length;
  useEffect(() => onWorking?.(working, hasRefused), [onWorking, working, hasRefused]);

  const set = (next: EvidenceEntry[]) => {
    files.current = next;
    onChange(next);
  };
  const settle = (key: string, refused: string | null) =>
    setOthers((before) =>
      before.flatMap((one) =>
        one.key !== key ? one : refused === null ? [] : { ...one, text: refused, isRefused: true },
      ),
    );

  function add(chosen: FileList | null) {
    for (const file of chosen ?? []) {
      const key = newId();
      setOthers((before) => [...before, { key, name: file.name, text: text.working, isRefused: false }]);
      void afterTheOthers(() => takeOne(file)).then((refused) => {
        settle(key, refused);
        setSaid(`${file.name} ${refused ?? text.added}`);
      });
    }
  }

  /** Null where it is in the form now. */
  async function takeOne(file: File): Promise<string | null> {
    if (files.current.length >= most) return fill(text.tooMany, { maximum: most });
    try {
      const [{ takeIn }, { putFile }] = await Promise.all([
        import("@/components/offline/evidence"),
        import("@/components/offline/store"),
      ]);
      const taken = await takeIn(file);
      if ("refused" in taken) return fill(text.refused[taken.refused], taken.params);
      if (files.current.some((one) => one.captureSha256 === taken.file.captureSha256)) return text.twice;
      if (!(await putFile(viewerId, taken.file.id, taken.blob))) return text.notKept;
      set([...files.current, taken.file]);
      return null;
    } catch {
      // a piece of script that did not come through, or a picture too large for this phone's memory
      return text.failed;
    }
  }

  function remove(file: EvidenceEntry) {
    set(files.current.filter((one) => one.id !== file.id));
    void import("@/components/offline/store").then(({ removeFile }) => removeFile(viewerId, file.id));
  }

  return (
    <fieldset data-field="evidence" className="min-w-0">
      <legend className="mb-1 font-medium">{text.label}</legend>
      <p className="mb-1.5 text-sm text-ink-hint">{text.hint}</p>
      {(shown.length > 0 || others.length > 0) && (
        <ul className="mb-2 flex flex-col gap-1.5">
          {shown.map((file) => (
            <TakenFile
              key={file.id}
              viewerId={viewerId}
              file={file}
              isKnown={known.some((one) => one.id === file.id)}
              text={text}
              removeWord={removeWord}
              onRemove={() => remove(file)}
            />
          ))}
          {others.map((one) => (
            <li
              key={one.key}
              className={`flex items-start gap-2 rounded-md border px-3 py-2 ${one.isRefused ? "border-attention bg-attention-soft" : "border-line bg-paper"}`}
            >
              <Icon
                name={one.isRefused ? "error" : "clock"}
                className={`mt-1 size-4 ${one.isRefused ? "text-attention" : "text-ink-hint"}`}
              />
              <div className="min-w-0 flex-1">
                <p className="truncate">{one.name}</p>
                <p className={one.isRefused ? "text-base text-attention" : "text-sm text-ink-soft"}>
                  {one.text}
                </p>
              </div>
              {one.isRefused && (
                <RemoveButton
                  label={fill(removeWord, { name: one.name })}
                  onClick={() => setOthers((before) => before.filter((each) => each !== one))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <FileButton icon="camera" label={text.addPhoto} accept={PHOTOS} onFiles={add} />
        <FileButton icon="file" label={text.addDocument} accept={DOCUMENTS} onFiles={add} />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </fieldset>
  );
}

/** The browser's own field under our look: no `capture`, so that a phone offers camera and gallery. */
export function FileButton({
  icon,
  label,
  accept,
  onFiles,
}: {
  icon: IconName;
  label: string;
  accept: string;
  onFiles: (files: FileList | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const take = (from: HTMLInputElement) => {
    onFiles(from.files);
    // the same file again is a choice again
    from.value = "";
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once: what was chosen before the script was there
  useEffect(() => {
    if (input.current?.files?.length) take(input.current);
  }, []);
  return (
    <label
      className={buttonClass(
        {},
        "cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
      )}
    >
      <Icon name={icon} />
      {label}
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        className="sr-only"
        onChange={(event) => take(event.currentTarget)}
      />
    </label>
  );
}

function TakenFile({
  viewerId,
  file,
  isKnown,
  text,
  removeWord,
  onRemove,
}: {
  viewerId: string;
  file: EvidenceEntry;
  isKnown: boolean;
  text: EvidenceWords;
  removeWord: string;
  onRemove: () => void;
}) {
  const [picture, setPicture] = useState<string | null>(null);
  const [isElsewhere, setIsElsewhere] = useState(false);
  useEffect(() => {
    let address: string | undefined;
    let isOver = false;
    void import("@/components/offline/store")
      .then(({ getFile }) => getFile(viewerId, file.id))
      .then((blob) => {
        if (isOver) return;
        setIsElsewhere(blob === null && !isKnown);
        if (blob?.type.startsWith("image/")) {
          address = URL.createObjectURL(blob);
          setPicture(address);
        }
      })
      .catch(() => null);
    return () => {
      isOver = true;
      if (address) URL.revokeObjectURL(address);
    };
  }, [viewerId, file.id, isKnown]);
  return (
    <li className="flex items-center gap-3 rounded-md border border-line bg-paper py-1.5 pr-2 pl-1.5">
      <span className="flex size-14 shrink-0 items-center justify-center overflow-hidden rounded bg-paper-deep text-ink-hint">
        {picture ? (
          // a blob of this device; next/image has nothing to do here
          // biome-ignore lint/performance/noImgElement: see above
          <img src={picture} alt="" className="size-full object-cover" decoding="async" />
        ) : (
          <Icon name="file" className="size-6" />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate">{file.name}</p>
        <p className={isElsewhere ? "text-base text-caution" : "text-sm text-ink-hint"}>
          {isElsewhere ? text.elsewhere : `${isKnown ? text.known : text.here} · ${sizeText(file.size)}`}
        </p>
      </div>
      <RemoveButton label={fill(removeWord, { name: file.name })} onClick={onRemove} />
    </li>
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
