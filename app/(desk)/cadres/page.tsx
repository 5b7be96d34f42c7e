import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { CadreFilters } from "./_components/cadre-filters";
import { CadreTable } from "./_components/cadre-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cadres.title");
  return { title: t("list") };
}

export default async function CadresPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("cadres.list");
  const filter = cadreFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const t = await getTranslations("cadres");
  const { list, units } = await read(viewer, async (db) => ({
    list: await listCadres(db, viewer, filter, today),
    units: await listUnitChoices(db),
  }));
  const { after, ...kept } = filter;
  const href = (more: Record<string, string>) => addressOf("/cadres", kept, more);
  const showsRecords = list.items.some((row) => row.strength !== null);
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t("hint.total", { count: list.total })}
        actions={
          can(viewer, "roster.export") && (
            <ButtonLink
              icon="download"
              href={addressOf("/roster/export", { unit: filter.unit, type: filter.type })}
            >
              {t("action.exportRoster")}
            </ButtonLink>
          )
        }
      />
      <CadreFilters filter={filter} units={units} />
      <CadreTable
        list={list}
        today={today}
        empty={
          <EmptyState
            icon="search"
            title={t("empty.list")}
            actions={<ButtonLink href="/cadres">{t("action.clear")}</ButtonLink>}
          >
            {t("empty.listHint")}
          </EmptyState>
        }
      />
      <Pager
        prevHref={after ? href({}) : undefined}
        nextHref={list.next ? href({ after: list.next }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      >
        {showsRecords && (
          <>
            {t("hint.recentSince", { day: list.recentFrom })} {t("hint.rule")}
          </>
        )}
      </Pager>
    </>
  );
}
