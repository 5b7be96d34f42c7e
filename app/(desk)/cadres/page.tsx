import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { cadreColumns } from "@/app/_shared/tables/cadre-columns";
import { TickForm, ticksOf } from "@/app/(desk)/_components/many/many-parts";
import { TableTools } from "@/app/(desk)/_components/table-tools";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { type CadreRow, listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { listPicked } from "@/lib/comparison/queries";
import { COMPARED, pickedFilter } from "@/lib/comparison/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { findLayout } from "@/lib/tables/queries";
import { inOrder } from "@/lib/tables/rules";
import { filterOf, layoutParams } from "@/lib/tables/schema";
import { listUnitChoices } from "@/lib/units/queries";
import { CadreFilters } from "./_components/cadre-filters";
import { PickBar } from "./_components/pick-bar";
import { pickColumn, withPicks } from "./_components/pick-column";
import { pickWords } from "./_components/pick-words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cadres.title");
  return { title: t("list") };
}

export default async function CadresPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("cadres.list");
  const params = await searchParams;
  const filter = cadreFilter.parse(params);
  const { view, tools } = layoutParams.parse(params);
  const mayCompare = can(viewer, "comparison.open");
  const { picked } = pickedFilter.parse(params);
  const today = cityDay(new Date());
  const t = await getTranslations("cadres");
  const { list, units, layout, chosen } = await read(viewer, async (db) => ({
    list: await listCadres(db, viewer, filter, today),
    units: await listUnitChoices(db),
    layout: await findLayout(db, viewer.id, "cadres", view),
    chosen: mayCompare ? await listPicked(db, picked) : [],
  }));
  const { after, ...kept } = filter;
  const ticked = chosen.map(({ id }) => id).join(",");
  const pick = mayCompare ? await pickColumn(picked) : null;
  const href = (more: Record<string, string>) =>
    addressOf("/cadres", { ...kept, view: layout.current?.id, picked: ticked }, more);
  const showsRecords = can(viewer, "observations.read");
  const ticks = can(viewer, "roster.import");
  const columns = await cadreColumns(list.recentFrom, today, showsRecords, list.limits);
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t("hint.total", { count: list.total })}
        actions={
          <>
            {can(viewer, "roster.correct") && (
              <ButtonLink
                icon="plus"
                href={addressOf("/cadres/entry", {
                  unit: units.find(({ id }) => id === filter.unit)?.shortName,
                })}
              >
                {t("action.enterCadre")}
              </ButtonLink>
            )}
            {can(viewer, "roster.export") && (
              <ButtonLink
                icon="download"
                href={addressOf("/roster/export", { unit: filter.unit, type: filter.type })}
              >
                {t("action.exportRoster")}
              </ButtonLink>
            )}
          </>
        }
      />
      <CadreFilters filter={filter} units={units} view={layout.current?.id} picked={ticked} />
      <TableTools
        table="cadres"
        layout={layout}
        columns={columns}
        filter={kept}
        told={tools}
        mayExport={can(viewer, "tables.export")}
        ticks={ticks}
      />
      <TickForm
        action="/cadres/bulk"
        name="cadres"
        filter={filterOf("cadres", kept)}
        total={list.total}
        hasRows={ticks && list.items.length > 0}
      >
        <DataTable
          keys
          tick={ticks ? await ticksOf<CadreRow>("cadres", (row) => row.name) : undefined}
          caption={t("title.list")}
          columns={withPicks(inOrder(columns, layout.columns), pick)}
          rows={list.items}
          rowKey={(row) => row.id}
          rowHref={(row) => `/cadres/${row.id}`}
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
      </TickForm>
      {mayCompare && <PickBar picked={chosen} most={COMPARED.most} words={await pickWords()} />}
      <Pager
        prevHref={after ? href({}) : undefined}
        nextHref={list.next ? href({ after: list.next }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      >
        {showsRecords && (
          <>
            {t("hint.recentSince", { day: list.recentFrom })}{" "}
            {t("hint.rule", {
              methods: list.limits.evidenceMethods,
              recorders: list.limits.evidenceRecorders,
            })}
          </>
        )}
      </Pager>
    </>
  );
}
