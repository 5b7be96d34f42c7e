import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { unitColumns } from "@/app/_shared/tables/unit-columns";
import { TableTools } from "@/app/(desk)/_components/table-tools";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUndoBlocks } from "@/lib/roster/queries";
import { findLayout } from "@/lib/tables/queries";
import { inOrder } from "@/lib/tables/rules";
import { layoutParams } from "@/lib/tables/schema";
import { listEstablishmentLines } from "@/lib/units/establishment/queries";
import { listClosingHindrances } from "@/lib/units/register/closing/queries";
import {
  listCancelledRenames,
  listObservingStaff,
  listRegister,
  listStaff,
  listUnitChanges,
} from "@/lib/units/register/queries";
import { inRegister } from "@/lib/units/register/rules";
import { registerFilter } from "@/lib/units/register/schema";
import { OpenPanel } from "./_components/open-panel";
import { RegisterFilters } from "./_components/register-filters";
import { UnitPanel } from "./_components/unit-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("units.title");
  return { title: t("register") };
}

export default async function RegisterPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("units.edit");
  const params = await searchParams;
  const filter = registerFilter.parse(params);
  const { view, tools } = layoutParams.parse(params);
  const today = cityDay(new Date());
  const { units, changes, cancelled, blocks, hindrances, lines, staff, observing, layout } = await read(
    viewer,
    async (db) => {
      const units = await listRegister(db, today);
      const asked = units.find(({ id }) => id === filter.unit);
      const merger = asked?.mergerId;
      return {
        units,
        staff: asked?.originId ? await listStaff(db, asked.originId) : [],
        observing: asked && asked.endsOn === null ? await listObservingStaff(db, asked.id, today) : [],
        blocks: merger ? await listUndoBlocks(db, merger) : [],
        hindrances: asked?.closingId ? await listClosingHindrances(db, asked.id, today) : [],
        layout: await findLayout(db, viewer.id, "units", view),
        changes: filter.unit ? await listUnitChanges(db, filter.unit) : [],
        cancelled: filter.unit ? await listCancelledRenames(db, filter.unit) : [],
        lines: filter.unit ? await listEstablishmentLines(db, filter.unit) : [],
      };
    },
  );
  const open = units.find(({ id }) => id === filter.unit);
  const live = units.filter(({ endsOn }) => endsOn === null || endsOn >= today);
  const t = await getTranslations("units");
  const columns = await unitColumns();
  const { open: _, saved: __, unit: ___, from: ____, back: _____, ...asked } = filter;
  const kept = { ...asked, view: layout.current?.id };
  return (
    <>
      <PageHeader
        title={t("title.register")}
        subtitle={t("hint.register", { count: live.length })}
        breadcrumbs={[{ label: t("title.list"), href: "/units" }]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <ButtonLink icon="plus" href="/units/register?open=1">
            {t("action.open")}
          </ButtonLink>
        }
      />
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${filter.saved}`)}
        </Notice>
      )}
      <div
        className={
          open || filter.open
            ? "xl:grid xl:grid-cols-[minmax(0,1fr)_26rem] xl:items-start xl:gap-4"
            : undefined
        }
      >
        {filter.open ? (
          <OpenPanel today={today} from={live.find(({ id }) => id === filter.from)} />
        ) : (
          open && (
            <UnitPanel
              unit={open}
              former={changes.find(({ id }) => id === filter.back)}
              {...{ live, changes, cancelled, blocks, hindrances, lines, staff, observing, today }}
            />
          )
        )}
        <div className="min-w-0">
          <RegisterFilters filter={filter} view={layout.current?.id} />
          <TableTools
            table="units"
            layout={layout}
            columns={columns}
            filter={asked}
            told={tools}
            mayExport={can(viewer, "tables.export")}
          />
          <DataTable
            keys
            caption={t("title.register")}
            columns={inOrder(columns, layout.columns)}
            rows={units.filter((row) => inRegister(row, filter, today))}
            rowKey={(row) => row.id}
            rowHref={(row) => addressOf("/units/register", kept, { unit: row.id })}
            isSelected={(row) => row.id === filter.unit}
            empty={<EmptyState title={t("empty.register")} icon="search" />}
          />
        </div>
      </div>
    </>
  );
}
