import { getTranslations } from "next-intl/server";
import { MethodName, PolarityMark } from "@/components/observation/marks";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { SoftLinks } from "@/components/ui/soft-links";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import { Written } from "@/components/ui/written";
import type { FileRecord } from "@/lib/cadres/file/records/queries";
import type { DimensionWords } from "@/lib/dimensions/rules";

const TONES = { POSITIVE: "positive", NEUTRAL: "neutral", ATTENTION: "attention" } as const satisfies Record<
  FileRecord["polarity"],
  TimelineItem["tone"]
>;

/** Records of the file, newest first: day, method, the post held that day, the role, what happened, who wrote it. */
export async function RecordLines({
  records,
  dimensions,
}: {
  records: FileRecord[];
  dimensions: DimensionWords;
}) {
  const t = await getTranslations("cadres");
  if (records.length === 0) {
    return <EmptyState title={t("empty.records")}>{t("empty.recordsHint")}</EmptyState>;
  }
  return (
    <SoftLinks>
      <Timeline
        label={t("title.records")}
        items={records.map((record) => ({
          key: record.id,
          time: record.on,
          dateTime: record.on,
          tone: TONES[record.polarity],
          title: (
            <a href={`/observations/${record.id}`} className="text-accent hover:underline">
              <MethodName name={record.methodName} nameEn={record.methodNameEn} isSample={record.isSample} />
            </a>
          ),
          meta: (
            <>
              <PolarityMark polarity={record.polarity} />
              {record.isGuarded && (
                <Badge tone="caution" icon="lock">
                  {t("hint.guarded")}
                </Badge>
              )}
              <span className="text-sm text-ink-soft">
                {t("hint.postThatDay", { unit: record.unitName, post: record.postTitle })}
                {record.roleInEvent && ` · ${record.roleInEvent}`}
              </span>
            </>
          ),
          children: (
            <>
              <Written className="text-ink">{record.excerpt}</Written>
              <p className="text-sm text-ink-hint">
                {[
                  record.dimensions.map((one) => dimensions[one].shortName).join(" "),
                  `${t("field.observer")} ${record.observerName}`,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </>
          ),
        }))}
      />
    </SoftLinks>
  );
}
