import { getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { MethodName, PolarityMark, StateMark } from "@/components/observation/marks";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import { Timeline } from "@/components/ui/timeline";
import type { TaskPageFilter } from "@/lib/central-tasks/schema";
import type { ObservationRow, Page } from "@/lib/observations/queries";
import { taskHref } from "../../_components/address";

const TONES = { POSITIVE: "positive", NEUTRAL: "neutral", ATTENTION: "attention" } as const;
const WORDS = 110;

type Props = { taskId: string; page: Page<ObservationRow>; total: number; filter: TaskPageFilter };

/** The task's records, newest first. */
export async function TimelinePanel({ taskId, page, total, filter }: Props) {
  const t = await getTranslations("centralTasks");
  const m = await marks();
  const href = (cursor?: string) => `${taskHref(taskId, filter, { cursor })}#timeline`;
  return (
    <Panel title={t("title.timeline")} note={t("hint.records", { count: total })} id="timeline">
      {page.items.length === 0 ? (
        <p className="text-ink-hint">{t("empty.timeline")}</p>
      ) : (
        <SoftLinks>
          <Timeline
            label={t("title.timeline")}
            items={page.items.map((row) => ({
              key: row.id,
              time: dayText(row.startedAt),
              tone: TONES[row.polarity],
              title: (
                <a href={`/observations/${row.id}`} className="text-accent hover:underline">
                  <MethodName name={row.methodName} nameEn={row.methodNameEn} isSample={row.isSample} />
                </a>
              ),
              meta: (
                <>
                  <PolarityMark polarity={row.polarity} />
                  {row.state === "SUBMITTED" && <StateMark state={row.state} />}
                  {row.isGuarded && (
                    <Badge tone="caution" icon="lock">
                      {t("hint.guarded")}
                    </Badge>
                  )}
                  <span className="text-sm text-ink-soft">{row.unitName}</span>
                </>
              ),
              children: (
                <>
                  <p className="text-ink">
                    {row.fact.length > WORDS ? `${row.fact.slice(0, WORDS)}…` : row.fact}
                  </p>
                  <p className="text-sm text-ink-hint">
                    {[
                      row.cadres.map((line) => line.name).join(m.list),
                      `${t("field.recorder")} ${row.observerName}`,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                </>
              ),
            }))}
          />
        </SoftLinks>
      )}
      <Pager
        prevHref={filter.cursor ? href() : undefined}
        nextHref={page.nextCursor ? href(page.nextCursor) : undefined}
        labels={{ nav: t("nav.timeline"), prev: t("nav.newest"), next: t("nav.older") }}
      />
    </Panel>
  );
}
