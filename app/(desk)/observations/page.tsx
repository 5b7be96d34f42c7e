import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { askHref } from "@/app/_shared/records-href";
import { observationColumns } from "@/app/_shared/tables/observation-columns";
import { TickForm, ticksOf } from "@/app/(desk)/_components/many/many-parts";
import { TableTools } from "@/app/(desk)/_components/table-tools";
import { dayText } from "@/components/observation/days";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listFilterChoices } from "@/lib/observations/filter/queries";
import { countObservations, listObservations, type ObservationRow } from "@/lib/observations/queries";
import { searchWords } from "@/lib/observations/rules";
import { observationFilter } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { findLayout } from "@/lib/tables/queries";
import { inOrder } from "@/lib/tables/rules";
import { filterOf, layoutParams } from "@/lib/tables/schema";
import { ObservationFilters } from "./_components/observation-filters";

const COUNT_LIMIT = 10_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("list") };
}

export default async function ObservationsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("observations.read");
  const params = await searchParams;
  const filter = observationFilter.parse(params);
  const { view, tools } = layoutParams.parse(params);
  const t = await getTranslations("observations");
  const { page, count, choices, layout } = await read(viewer, async (db) => ({
    page: await listObservations(db, filter),
    count: await countObservations(db, filter, COUNT_LIMIT + 1),
    choices: await listFilterChoices(db, filter),
    layout: await findLayout(db, viewer.id, "observations", view),
  }));
  const { cursor, ...kept } = filter;
  const href = (more: Record<string, string>) =>
    addressOf("/observations", { ...kept, view: layout.current?.id }, more);
  const columns = await observationColumns();
  // whoever reviews files too
  const mayFile = can(viewer, "observations.review");
  const words = await getTranslations("tables.action");
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={
          count > COUNT_LIMIT ? t("hint.totalMore", { count: COUNT_LIMIT }) : t("hint.total", { count })
        }
        actions={
          <>
            {/* from a gap of the board: its empty list is one click from a dated task */}
            {filter.unit && can(viewer, "followUps.ask") && (
              <ButtonLink href={askHref(filter.unit, filter.method)} icon="flag">
                {t("action.askVisit")}
              </ButtonLink>
            )}
            {mayFile && (
              <ButtonLink href="/observations/changes" icon="swap">
                {words("changes")}
              </ButtonLink>
            )}
            {can(viewer, "observations.log") && (
              <ButtonLink href="/observations/new" variant="primary" icon="pen">
                {t("action.log")}
              </ButtonLink>
            )}
          </>
        }
      />
      <ObservationFilters filter={filter} choices={choices} view={layout.current?.id} />
      {searchWords(filter.q).tooShort && (
        <Notice kind="caution" className="mb-3">
          {t("hint.tooShort")}
        </Notice>
      )}
      <TableTools
        table="observations"
        layout={layout}
        columns={columns}
        filter={kept}
        told={tools}
        mayExport={can(viewer, "tables.export")}
        ticks={mayFile}
      />
      <TickForm
        action="/observations/bulk"
        name="records"
        filter={filterOf("observations", kept)}
        total={count > COUNT_LIMIT ? undefined : count}
        hasRows={mayFile && page.items.length > 0}
      >
        <DataTable
          keys
          tick={
            mayFile
              ? await ticksOf<ObservationRow>("records", (row) => `${row.unitName} ${dayText(row.startedAt)}`)
              : undefined
          }
          caption={t("title.list")}
          columns={inOrder(columns, layout.columns)}
          rows={page.items}
          rowKey={(row) => row.id}
          rowHref={(row) => `/observations/${row.id}`}
          empty={
            <EmptyState
              title={t("empty.list")}
              icon="search"
              actions={<ButtonLink href="/observations">{t("action.clear")}</ButtonLink>}
            >
              {t("empty.listHint")}
            </EmptyState>
          }
        />
      </TickForm>
      <Pager
        prevHref={cursor ? href({}) : undefined}
        nextHref={page.nextCursor ? href({ cursor: page.nextCursor }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      />
    </>
  );
}
