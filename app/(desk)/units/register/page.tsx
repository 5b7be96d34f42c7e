import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import type { PageProps } from "@/app/_shared/page-props";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { listRegister, listUnitChanges, type RegisteredUnit } from "@/lib/units/register/queries";
import { registerFilter } from "@/lib/units/register/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { OpenPanel } from "./_components/open-panel";
import { UnitPanel } from "./_components/unit-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("units.title");
  return { title: t("register") };
}

export default async function RegisterPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("units.edit");
  const filter = registerFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { units, changes } = await read(viewer, async (db) => ({
    units: await listRegister(db, today),
    changes: filter.unit ? await listUnitChanges(db, filter.unit) : [],
  }));
  const open = units.find(({ id }) => id === filter.unit);
  const live = units.filter(({ endsOn }) => endsOn === null || endsOn >= today);
  const t = await getTranslations("units");
  const dates = await cityDates();
  const columns: Column<RegisteredUnit>[] = [
    { key: "shortName", header: t("field.shortName"), cell: (row) => row.shortName, nowrap: true },
    { key: "name", header: t("field.fullName"), cell: (row) => row.name, minor: true },
    {
      key: "type",
      header: t("field.type"),
      cell: (row) => t(`status.${unitTypeKey(row.type)}`),
      nowrap: true,
    },
    { key: "people", header: t("field.people"), cell: (row) => row.people, align: "end" },
    {
      key: "state",
      header: t("field.state"),
      nowrap: true,
      cell: (row) =>
        row.endsOn ? (
          <Badge tone="neutral">
            {row.intoName
              ? t("status.mergedInto", { unit: row.intoName, day: dates.day(row.endsOn) })
              : t("status.endedOn", { day: dates.day(row.endsOn) })}
          </Badge>
        ) : row.isVerified ? (
          ""
        ) : (
          <Badge tone="caution">{t("status.unverified")}</Badge>
        ),
    },
  ];
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
          <OpenPanel today={today} />
        ) : (
          open && <UnitPanel unit={open} live={live} changes={changes} today={today} />
        )}
        <Panel flush>
          <DataTable
            flush
            caption={t("title.register")}
            columns={columns}
            rows={units}
            rowKey={(row) => row.id}
            rowHref={(row) => `/units/register?unit=${row.id}`}
            isSelected={(row) => row.id === filter.unit}
            empty={null}
          />
        </Panel>
      </div>
    </>
  );
}
