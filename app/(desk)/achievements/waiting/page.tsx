import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { addressOf } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { listAskableOf } from "@/lib/achievements/requests/queries";
import { listWaiting, PAGE_SIZE } from "@/lib/achievements/waiting/queries";
import { NEEDS, waitingFilter } from "@/lib/achievements/waiting/schema";
import { loadRequestDue } from "@/lib/calendar/limits/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { listUnitChoices } from "@/lib/units/queries";
import { WaitingClaims } from "./_components/waiting-claims";
import { WaitingFilters } from "./_components/waiting-filters";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("waiting") };
}

export default async function WaitingPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("achievements.decide");
  const filter = waitingFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { found, askable, units, dueOn } = await read(viewer, async (db) => {
    const list = await listWaiting(db, filter, today);
    return {
      found: list,
      askable: await listAskableOf(
        db,
        list.items.map((one) => one.id),
      ),
      units: await listUnitChoices(db),
      dueOn: await loadRequestDue(db, today),
    };
  });
  const t = await getTranslations("achievements");
  const { need, page = 1, age, ...kept } = filter;
  const href = (more: Record<string, string>) =>
    addressOf("/achievements/waiting", { ...kept, ...(age && { age: String(age) }) }, more);
  const all = Object.values(found.counts).reduce((sum, count) => sum + count, 0);
  const shown = need ? (found.counts[need] ?? 0) : all;
  const turn = (to: number) => href({ ...(need && { need }), ...(to > 1 && { page: String(to) }) });
  return (
    <>
      <PageHeader
        title={t("title.waiting")}
        subtitle={t("hint.waiting")}
        breadcrumbs={[{ label: t("title.list"), href: "/achievements" }]}
        breadcrumbsLabel={t("title.list")}
      />
      <TabLinks
        label={t("nav.needs")}
        items={[
          { href: href({}), label: t("action.all"), count: all, isCurrent: !need },
          ...NEEDS.map((one) => ({
            href: href({ need: one }),
            label: t(`status.need_${one}`),
            count: found.counts[one] ?? 0,
            isCurrent: need === one,
          })),
        ]}
      />
      <WaitingFilters filter={filter} units={units} />
      {found.items.length === 0 ? (
        <EmptyState title={t("empty.waiting")} icon="checkCircle">
          {t("empty.waitingHint")}
        </EmptyState>
      ) : (
        <WaitingClaims claims={found.items} askable={askable} dueOn={dueOn} today={today} />
      )}
      <Pager
        prevHref={page > 1 ? turn(page - 1) : undefined}
        nextHref={page * PAGE_SIZE < shown ? turn(page + 1) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.previous"), next: t("nav.next") }}
      />
    </>
  );
}
