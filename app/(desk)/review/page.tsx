import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { dimensionWords } from "@/app/_shared/dimension-words";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { Changes } from "@/components/observation/changes";
import { MethodName } from "@/components/observation/marks";
import { RecordBody } from "@/components/observation/record-body";
import { RecordRelations } from "@/components/observation/record-relations";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listEvidence } from "@/lib/attachments/queries";
import { getObservation } from "@/lib/observations/record/queries";
import { getWaitingNews, listWaiting } from "@/lib/observations/review/queries";
import { LIMITS } from "@/lib/observations/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { BY_PAGE_HEADER, pageViewer } from "@/lib/platform/request";
import { DecisionForm } from "./_components/decision-form";
import { QueueNews } from "./_components/queue-news";
import { WaitingList } from "./_components/waiting-list";

const search = z.object({ id: z.uuid().optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("review") };
}

export default async function ReviewPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("observations.review");
  const wanted = search.parse(await searchParams).id;
  const t = await getTranslations("observations");
  const { waiting, at, page, evidence, newestAt } = await read(viewer, async (db) => {
    const waiting = await listWaiting(db, viewer.id);
    const { newestAt } = await getWaitingNews(db, viewer.id);
    // decided meanwhile, or a first visit: begin with the one that waits longest
    const at = Math.max(
      0,
      waiting.findIndex((one) => one.id === wanted),
    );
    const current = waiting[at];
    return {
      waiting,
      at,
      newestAt,
      page: current ? await getObservation(db, current.id) : null,
      evidence: current ? await listEvidence(db, current.id) : [],
    };
  });
  const news = (
    <QueueNews
      newestAt={newestAt?.toISOString() ?? null}
      header={BY_PAGE_HEADER}
      label={t("action.updateQueue")}
    />
  );
  if (!page) {
    return (
      <>
        <PageHeader title={t("title.review")} actions={news} />
        <EmptyState title={t("empty.queue")} icon="checkCircle">
          {t("empty.queueHint")}
        </EmptyState>
      </>
    );
  }
  const { record, method, names } = page;
  const dimensions = await dimensionWords(cityDay(record.startedAt));
  const href = (index: number) => (waiting[index] ? `/review?id=${waiting[index].id}` : undefined);
  const [latest, earlier] = record.revisions;
  const lastReturn = record.reviews.find((review) => review.decision === "RETURN");
  return (
    <>
      <PageHeader
        title={t("title.review")}
        subtitle={<span className="max-sm:hidden pointer-coarse:hidden">{t("hint.keys")}</span>}
        actions={news}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <WaitingList waiting={waiting} currentId={record.id} />
        <div className="flex min-w-0 flex-col gap-4">
          <header className="flex flex-wrap items-baseline gap-x-3">
            <h2 className="font-serif text-xl font-bold">
              {record.unitName}{" "}
              <MethodName name={method.name} nameEn={method.nameEn} isSample={method.isSample} />
            </h2>
            <span className="text-sm text-ink-soft">
              {t("hint.position", { at: at + 1, count: waiting.length })}
            </span>
          </header>
          {latest && earlier && (
            <Panel title={t("title.changes")} note={latest.reason || undefined}>
              {lastReturn && (
                <p className="mb-3 border-l-2 border-caution pl-3 text-ink-soft">
                  {t("hint.returnedBy", { name: lastReturn.reviewerName ?? "" })} {lastReturn.reason}
                </p>
              )}
              <Changes
                before={earlier.content}
                after={latest.content}
                fields={method.fields}
                names={names}
                dimensions={dimensions}
              />
            </Panel>
          )}
          <DecisionForm
            key={record.id}
            record={{ id: record.id, revisionNo: record.revisionNo }}
            hrefs={{
              previous: href(at - 1),
              next: href(at + 1),
              after: href(at + 1) ?? href(at - 1) ?? "/review",
            }}
            messages={await formMessages("observations")}
            labels={{
              accept: t("action.accept"),
              return: t("action.confirmReturn"),
              reason: t("field.reason"),
              reasonHint: t("hint.returnReason"),
            }}
            reasonLimit={LIMITS.reason}
          >
            <RecordBody {...page} dimensions={dimensions} evidence={evidence} />
            <div className="mt-4 flex flex-col gap-4 empty:hidden">
              <RecordRelations record={record} />
            </div>
          </DecisionForm>
        </div>
      </div>
    </>
  );
}
