import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import type { CorrectionRow } from "@/lib/corrections/queries";
import type { Day } from "@/lib/platform/clock";
import { marks } from "../punctuation/marks";
import { CorrectionBody } from "./correction-body";
import { CorrectionMark } from "./correction-mark";

/** With the claim and in the file, on paper too: what the cadre said to it and what was answered. Nothing where nobody spoke. */
export async function BoundCorrections({ requests, today }: { requests: CorrectionRow[]; today: Day }) {
  if (requests.length === 0) return null;
  const t = await getTranslations("corrections");
  const m = await marks();
  return (
    <Panel title={t("title.bound")} note={t("hint.bound")} id="corrections">
      <ul className="flex flex-col divide-y divide-line">
        {requests.map((request) => (
          <li key={request.id} className="keep-together py-2 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <a href={`/corrections/${request.id}`} className="font-medium text-accent">
                {t(`status.${request.kind}`)}
                {m.says}
                {request.about ?? t(`status.${request.subject}`)}
              </a>
              <CorrectionMark request={request} today={today} />
              <span className="text-sm text-ink-soft">
                {t("hint.asked", { name: request.cadreName, day: request.askedOn })}
              </span>
            </p>
            <CorrectionBody request={request} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
