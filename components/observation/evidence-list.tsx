/** The photos and documents of a record: what has arrived, to be opened; what was announced and is still under way. */

import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import type { EvidenceFile } from "@/lib/attachments/queries";
import { momentText } from "@/lib/platform/clock";

type Props = {
  files: EvidenceFile[];
  /** when the files were announced: with the text */
  announcedAt?: Date;
};

export async function EvidenceList({ files, announcedAt }: Props) {
  const t = await getTranslations("attachments");
  if (files.length === 0) return null;
  const missing = files.filter((file) => file.arrivedAt === null).length;
  const note = [
    t("hint.count", { count: files.length }),
    missing > 0 && missing < files.length ? t("hint.missing", { count: missing }) : null,
  ];
  return (
    <Panel title={t("title.evidence")} note={note.filter(Boolean).join(" · ")}>
      <ul className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4">
        {files.map((file) => (
          <li key={file.id} className="keep-together flex min-w-0 flex-col gap-1.5">
            {file.arrivedAt ? (
              <a
                href={`/api/v1/attachments/${file.id}`}
                download={file.name}
                className="group flex flex-col gap-1.5 text-accent"
              >
                <Picture file={file} />
                <span className="wrap-anywhere group-hover:underline">{file.name}</span>
              </a>
            ) : (
              <>
                <Picture file={file} />
                <span className="wrap-anywhere">{file.name}</span>
              </>
            )}
            <Facts file={file} announcedAt={announcedAt} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Whole and never cropped: what stands at the edge may be what matters. */
function Picture({ file }: { file: EvidenceFile }) {
  return (
    <span className="flex aspect-[4/3] items-center justify-center overflow-hidden rounded border border-line bg-paper-deep">
      {file.hasThumb ? (
        // biome-ignore lint/performance/noImgElement: the image service of Next may not read files behind rights
        <img
          src={`/api/v1/attachments/${file.id}?size=thumb`}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-full object-contain"
        />
      ) : (
        <Icon name={file.arrivedAt ? "file" : "clock"} className="size-8 text-ink-hint" />
      )}
    </span>
  );
}

async function Facts({ file, announcedAt }: { file: EvidenceFile; announcedAt?: Date }) {
  const t = await getTranslations("attachments");
  const kilobytes = Math.max(1, Math.round(file.byteSize / 1024));
  const size =
    kilobytes < 1024
      ? t("field.sizeSmall", { kilobytes })
      : t("field.size", { megabytes: (kilobytes / 1024).toFixed(1) });
  if (file.arrivedAt === null) {
    return (
      <span className="flex flex-col items-start gap-1 text-sm text-ink-soft">
        <Badge tone="caution" icon="clock">
          {t("status.waiting")}
        </Badge>
        <span>{size}</span>
        {announcedAt && <span>{t("hint.waitingSince", { moment: momentText(announcedAt) })}</span>}
      </span>
    );
  }
  return (
    <span className="flex flex-col gap-0.5 text-sm text-ink-soft">
      <span>{size}</span>
      {file.takenAt && <span>{`${t("field.takenAt")} ${momentText(file.takenAt)}`}</span>}
      <span>{t("hint.arrivedAt", { moment: momentText(file.arrivedAt) })}</span>
      {file.isEarlier && <span>{t("hint.earlier")}</span>}
    </span>
  );
}
