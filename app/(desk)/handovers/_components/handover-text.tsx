import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { dimensionWords } from "@/app/_shared/dimension-words";
import { RecordBody } from "@/components/observation/record-body";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { EvidenceFile } from "@/lib/attachments/queries";
import type { HandoverPage, HandoverText as Text } from "@/lib/handovers/queries";
import { cityDay } from "@/lib/platform/clock";

type Props = { page: HandoverPage; text: Text; evidence: EvidenceFile[]; linked: boolean };

/** The entry as it would become a record. */
export async function HandoverText({ page, text, evidence, linked }: Props) {
  const t = await getTranslations("handovers");
  const dates = await cityDates();
  const { content, cadres, conductItems, method, names } = text;
  const missing = cadres.filter((line) => line.postTitle === null);
  const record = {
    ...content,
    startedAt: new Date(content.startedAt),
    endedAt: new Date(content.endedAt),
    submittedAt: page.receivedAt,
    isGuarded: content.polarity === "ATTENTION",
    observerName: page.authorName,
    secondObserverName: text.secondObserverName,
    centralTaskName: text.centralTaskName,
    conductItems,
    cadres: cadres.map((line) => ({
      ...line,
      postTitle: line.postTitle ?? t("hint.noPostThatDay"),
      unitId: line.unitId ?? page.unitId,
      unitName: line.unitName ?? "",
    })),
  };
  return (
    <>
      {page.state === "WAITING" && missing.length > 0 && (
        <Notice kind="caution">
          {t("hint.cadreMissing", { names: missing.map((line) => line.name).join(t("hint.listMark")) })}
        </Notice>
      )}
      <RecordBody
        record={record}
        method={method}
        names={names}
        dimensions={await dimensionWords(cityDay(record.startedAt))}
        evidence={evidence}
        linked={linked}
      />
      {content.followUps.length > 0 && (
        <Panel title={t("field.followUps")}>
          <ul className="flex flex-col gap-1">
            {content.followUps.map((one) => (
              <li key={`${one.title} ${one.dueOn}`} className="flex flex-wrap gap-x-3">
                {one.title}
                <span className="text-sm text-ink-hint">
                  {one.dueOn ? t("hint.dueOn", { day: dates.day(one.dueOn) }) : t("empty.followUps")}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
