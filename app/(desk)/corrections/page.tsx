import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { CorrectionMark } from "@/components/correction/correction-mark";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { countCorrections, listCorrections } from "@/lib/corrections/queries";
import { CORRECTION_VIEWS, correctionFilter } from "@/lib/corrections/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("corrections.title");
  return { title: t("list") };
}

export default async function CorrectionsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("corrections.read");
  const filter = correctionFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { rows, counts } = await read(viewer, async (db) => ({
    rows: await listCorrections(db, filter, today),
    counts: await countCorrections(db, today),
  }));
  const t = await getTranslations("corrections");
  const m = await marks();
  const mayAsk = can(viewer, "corrections.ask");
  const isOffice = can(viewer, "corrections.answer") || viewer.roles.includes("LEADER");
  const href = (view?: string) => addressOf("/corrections", { view, cadre: filter.cadre });
  return (
    <>
      <PageHeader
        title={t(isOffice ? "title.list" : "title.own")}
        subtitle={t(isOffice ? "hint.page" : "hint.own")}
        actions={
          mayAsk &&
          viewer.cadreId && (
            <ButtonLink variant="primary" icon="pen" href="/corrections/new">
              {t("action.ask")}
            </ButtonLink>
          )
        }
      />
      <TabLinks
        label={t("nav.views")}
        items={[
          { href: href(), label: t("action.all"), isCurrent: !filter.view },
          ...CORRECTION_VIEWS.map((view) => ({
            href: href(view),
            label: t(`status.${view}`),
            count: counts[view],
            isCurrent: filter.view === view,
          })),
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={t(isOffice ? "empty.list" : "empty.own")} icon="checkCircle">
          {!isOffice && t("empty.ownNext")}
        </EmptyState>
      ) : (
        <Panel flush title={t("title.list")} note={await counted("requests", rows.length)}>
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <li key={row.id} data-listed className="px-4 py-3">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <a href={`/corrections/${row.id}`} className="font-medium text-accent">
                    {!row.isOwn && `${row.cadreName}${m.says}`}
                    {t(`status.${row.kind}`)}
                    {m.open}
                    {t(`status.${row.subject}`)}
                    {m.close}
                    {row.about}
                  </a>
                  <CorrectionMark request={row} today={today} />
                  <span className="text-sm text-ink-soft">{row.askedOn}</span>
                </p>
                <p className="line-clamp-2 text-sm text-ink-soft">{row.body}</p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
