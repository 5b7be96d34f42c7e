/** The content of one record: shared by the record page and the review desk. */

import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { EvidenceFile } from "@/lib/attachments/queries";
import type { DimensionWords } from "@/lib/dimensions/rules";
import type { ObservationRecord, RecordPage } from "@/lib/observations/record/queries";
import { entryDelayDays } from "@/lib/observations/rules";
import { momentText } from "@/lib/platform/clock";
import { Answers } from "./answers";
import { CadreLines } from "./cadre-lines";
import { spanText } from "./days";
import { EvidenceList } from "./evidence-list";
import { ConductMarks, DimensionMarks, MethodName, PolarityMark } from "./marks";

/** Of a record, or of an entry that waits to become one. */
type Content = Pick<
  ObservationRecord,
  | "isGuarded"
  | "fact"
  | "judgement"
  | "cadres"
  | "startedAt"
  | "endedAt"
  | "submittedAt"
  | "place"
  | "observerName"
  | "secondObserverName"
  | "polarity"
  | "dimensions"
  | "confidentiality"
  | "centralTaskName"
  | "evidenceNote"
  | "details"
  | "conductItems"
> &
  Partial<Pick<ObservationRecord, "enteredAt" | "centralTaskId">>;
type Props = Pick<RecordPage, "method" | "names"> & {
  record: Content;
  /** as of the day of the event: what its writer chose from */
  dimensions: DimensionWords;
  evidence?: EvidenceFile[];
  linked?: boolean;
};

export async function RecordBody({ record, method, names, dimensions, evidence = [], linked }: Props) {
  const t = await getTranslations("observations");
  // an entry that waits has one submission
  const enteredAt = record.enteredAt === undefined ? record.submittedAt : record.enteredAt;
  return (
    <div className="flex flex-col gap-4">
      {record.isGuarded && <Notice kind="caution">{t("hint.guarded")}</Notice>}
      <Panel title={t("field.fact")}>
        <Written className="max-w-[70ch] leading-7">{record.fact}</Written>
      </Panel>
      {record.judgement && (
        <Panel title={t("field.judgement")}>
          <Written className="max-w-[70ch] leading-7">{record.judgement}</Written>
        </Panel>
      )}
      <Panel title={t("title.cadres")}>
        <CadreLines lines={record.cadres} fields={method.fields} linked={linked} />
      </Panel>
      <EvidenceList files={evidence} announcedAt={record.submittedAt} />
      <Panel title={<MethodName name={method.name} nameEn={method.nameEn} isSample={method.isSample} />}>
        <DescriptionList
          columns={2}
          items={[
            { key: "time", term: t("field.time"), value: spanText(record.startedAt, record.endedAt) },
            { key: "place", term: t("field.place"), value: record.place || undefined },
            { key: "observer", term: t("field.observer"), value: record.observerName },
            {
              key: "second",
              term: t("field.secondObserver"),
              value: record.secondObserverName ?? undefined,
            },
            {
              key: "submitted",
              term: t("field.submittedAt"),
              value: enteredAt
                ? t("hint.submittedAt", {
                    moment: momentText(enteredAt),
                    delay: t("hint.delayDays", { days: entryDelayDays(record.endedAt, enteredAt) }),
                  })
                : momentText(record.submittedAt),
            },
            {
              key: "polarity",
              term: t("field.polarity"),
              value: <PolarityMark polarity={record.polarity} />,
            },
            {
              key: "dimensions",
              term: t("field.dimensions"),
              value:
                record.dimensions.length > 0 ? (
                  <DimensionMarks dimensions={record.dimensions} words={dimensions} />
                ) : undefined,
            },
            {
              key: "confidentiality",
              term: t("field.confidentiality"),
              value: t(`status.confidentiality${record.confidentiality}`),
            },
            {
              key: "task",
              term: t("field.centralTask"),
              value:
                record.centralTaskName && record.centralTaskId ? (
                  <a
                    href={`/central-tasks/${record.centralTaskId}`}
                    className="hover:text-accent hover:underline"
                  >
                    {record.centralTaskName}
                  </a>
                ) : (
                  (record.centralTaskName ?? undefined)
                ),
              wide: true,
            },
            {
              key: "conduct",
              term: t("field.conductItemIds"),
              value:
                record.conductItems.length > 0 ? <ConductMarks items={record.conductItems} /> : undefined,
              wide: true,
            },
            {
              key: "evidence",
              term: t("field.evidenceNote"),
              value: record.evidenceNote || undefined,
              wide: true,
            },
          ]}
        />
        <div className="mt-3">
          <Answers fields={method.fields} details={record.details} names={names} />
        </div>
      </Panel>
    </div>
  );
}
