import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { recordsHref } from "@/app/_shared/records-href";
import { observationColumns } from "@/app/_shared/tables/observation-columns";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { getWording, listConductUse, listPlaceWordings } from "@/lib/conduct/queries";
import { conductItemFilter } from "@/lib/conduct/schema";
import { listObservations } from "@/lib/observations/queries";
import { addMonths, cityDay, firstOfMonth } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { inOrder, laidOut } from "@/lib/tables/rules";
import { UseChart } from "./_components/use-chart";
import { WordingHistory } from "./_components/wording-history";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("conduct.title");
  return { title: t("page") };
}

export default async function ConductItemPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("conduct.read");
  const id = idOr404((await params).id);
  const { cursor } = conductItemFilter.parse(await searchParams);
  const seesRecords = can(viewer, "observations.read");
  const showsCounts = viewer.roles.some((role) => role === "REVIEWER" || role === "LEADER");
  const from = addMonths(firstOfMonth(cityDay(new Date())), -11);
  const { item, history, use, page } = await orNotFound(
    read(viewer, async (db) => {
      const found = await getWording(db, id);
      return {
        item: found,
        history: await listPlaceWordings(db, found.list, found.position),
        use: showsCounts ? await listConductUse(db, { from, itemId: id }) : null,
        page: seesRecords ? await listObservations(db, { item: id, cursor }) : null,
      };
    }),
  );
  const t = await getTranslations("conduct");
  const isEnglish = (await getLocale()) === "en";
  const href = `/conduct/${id}`;
  return (
    <>
      <PageHeader
        dossier
        title={isEnglish ? item.textEn : item.text}
        badges={item.isSample && <Badge>{t("status.sample")}</Badge>}
        subtitle={`${t("hint.item", {
          list: t(`title.${item.list.toLowerCase()}`),
          position: item.position,
        })} · ${item.startsOn} – ${item.endsOn ?? t("hint.now")}`}
        breadcrumbs={[{ label: t("title.page"), href: "/conduct" }]}
        breadcrumbsLabel={t("title.page")}
      />
      <div className="flex flex-col gap-4">
        {use && <UseChart itemId={id} from={from} use={use} />}
        <Panel title={t("title.history")}>
          <WordingHistory current={item.id} wordings={history} />
        </Panel>
        {page && (
          <section aria-label={t("title.records")}>
            <div className="mb-2 flex items-baseline justify-between">
              <h2 className="text-base font-semibold">{t("title.records")}</h2>
              <ButtonLink size="sm" href={recordsHref({ item: id })}>
                {t("action.records")}
              </ButtonLink>
            </div>
            <DataTable
              caption={t("title.records")}
              columns={inOrder(await observationColumns(), laidOut("observations", null))}
              rows={page.items}
              rowKey={(row) => row.id}
              rowHref={(row) => `/observations/${row.id}`}
              empty={<EmptyState title={t("empty.records")} icon="list" />}
            />
            <Pager
              prevHref={cursor ? href : undefined}
              nextHref={page.nextCursor ? `${href}?cursor=${page.nextCursor}` : undefined}
              labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
            />
          </section>
        )}
      </div>
    </>
  );
}
