import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ConcernMark, MissingSources } from "@/components/concern/marks";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { countConcerns, listConcerns } from "@/lib/concerns/queries";
import { CONCERN_VIEWS, concernFilter } from "@/lib/concerns/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("concerns.title");
  return { title: t("list") };
}

export default async function ConcernsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("concerns.read");
  const filter = concernFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { rows, counts } = await read(viewer, async (db) => ({
    rows: await listConcerns(db, filter, today),
    counts: await countConcerns(db, today, filter),
  }));
  const t = await getTranslations("concerns");
  const m = await marks();
  const isReviewer = can(viewer, "concerns.open");
  // of a leader nothing waits and nothing has ended (policies)
  const views = CONCERN_VIEWS.filter((one) => isReviewer || (one !== "open" && one !== "expired"));
  const href = (view?: string) => addressOf("/concerns", { view, cadre: filter.cadre });
  return (
    <>
      <PageHeader title={t("title.list")} subtitle={t("hint.page")} />
      <TabLinks
        label={t("nav.views")}
        items={[
          {
            href: href(),
            label: t("action.all"),
            count: counts.open + counts.standing,
            isCurrent: !filter.view,
          },
          ...views.map((view) => ({
            href: href(view),
            label: t(`status.${view}`, { days: counts.warningDays }),
            count: counts[view],
            isCurrent: filter.view === view,
          })),
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={t("empty.list")} icon="checkCircle">
          {isReviewer && t("empty.listHint")}
        </EmptyState>
      ) : (
        <Panel flush title={t("title.list")} note={await counted("entries", rows.length)}>
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <li key={row.id} data-listed className="px-4 py-3">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <a href={`/concerns/${row.id}`} className="font-medium text-accent">
                    {row.cadreName}
                    {m.says}
                    {row.summary}
                  </a>
                  <ConcernMark concern={row} today={today} />
                  {row.expiresOn && (
                    <span className="text-sm text-ink-soft">{t("hint.until", { day: row.expiresOn })}</span>
                  )}
                  {row.state === "OPEN" && <MissingSources sources={row.sources} />}
                </p>
                <p className="text-sm text-ink-soft">
                  {row.unitName} {row.postTitle}
                  {m.gap}
                  {row.situation}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
