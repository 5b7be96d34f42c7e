import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { Written } from "@/components/ui/written";
import type { CorrectionRow } from "@/lib/corrections/queries";
import { marks } from "../punctuation/marks";

/** What was said, with its evidence, and the answer. The cadre reads the office's answer and nobody's name. */
export async function CorrectionBody({
  request,
  hasFilesBelow = false,
}: {
  request: CorrectionRow;
  /** the files stand beside it, to be looked at */
  hasFilesBelow?: boolean;
}) {
  const t = await getTranslations("corrections");
  const m = await marks();
  const outcome = t(`status.${request.outcome ?? "REFUSED"}`);
  const day = request.answeredOn ?? "";
  const evidence = [request.evidenceTitle, request.evidenceNumber].filter(Boolean).join(" ");
  return (
    <>
      <Written>{request.body}</Written>
      {(evidence || request.evidenceText) && (
        <p className="mt-1 text-sm whitespace-pre-wrap break-words text-ink-soft">
          {[evidence && `${t("field.evidence")}${m.says}${evidence}`, request.evidenceText]
            .filter(Boolean)
            .join("\n")}
        </p>
      )}
      {!hasFilesBelow && request.files.length > 0 && (
        <p className="mt-1 text-sm break-words text-ink-soft">
          {t("hint.filesAttached")}
          {m.says}
          {request.files.map((file, at) => (
            <Fragment key={file.id}>
              {at > 0 && m.list}
              {file.hasArrived ? (
                <a
                  href={`/api/v1/attachments/${file.id}`}
                  download={file.name}
                  className="text-accent underline"
                >
                  {file.name}
                </a>
              ) : (
                t("hint.fileNotArrived", { name: file.name })
              )}
            </Fragment>
          ))}
        </p>
      )}
      {request.answer && (
        <div className="mt-2 border-l-2 border-accent-line pl-3">
          <p className="text-sm text-ink-soft">
            {request.answererName
              ? t("hint.answeredBy", { name: request.answererName, day, outcome })
              : t("hint.byOffice", { day, outcome })}
          </p>
          <Written>{request.answer}</Written>
        </div>
      )}
      {request.state === "WITHDRAWN" && (
        <p className="mt-1 text-sm text-ink-soft">
          {[t("hint.withdrawn"), request.withdrawReason].filter(Boolean).join(m.says)}
        </p>
      )}
    </>
  );
}
