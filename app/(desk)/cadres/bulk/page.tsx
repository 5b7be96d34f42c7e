import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { PersonalMark } from "@/app/_shared/personal-mark";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listCadres } from "@/lib/cadres/queries";
import { type CadreFilter, cadreFilter } from "@/lib/cadres/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read, type ScopedDb } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import type { Viewer } from "@/lib/platform/viewer";
import { digestOf, findInto, listBulk } from "@/lib/roster/bulk/queries";
import { bulkRefusal, bulkStop } from "@/lib/roster/bulk/rules";
import { BULK_LIMITS, type BulkFilter, bulkFilter } from "@/lib/roster/bulk/schema";
import { listUnitChoices } from "@/lib/units/queries";
import { BulkConfirm } from "./_components/bulk-confirm";
import { BulkTable } from "./_components/bulk-table";
import { WhatForm } from "./_components/what-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("roster.title");
  return { title: t("bulk") };
}

/** Looked at first: how many, whom, and what becomes of each; then all of it or nothing. */
export default async function BulkPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roster.import");
  const params = await searchParams;
  const asked = bulkFilter.parse(params);
  const today = cityDay(new Date());
  const day = asked.day ?? today;
  const { ids, total, cadres, seen, into, units } = await read(viewer, async (db) => {
    const chosen = await chosenIds(db, viewer, asked, cadreFilter.parse(params), today);
    return {
      ...chosen,
      cadres: await listBulk(db, chosen.ids, day),
      seen: await digestOf(db, chosen.ids),
      into: await findInto(db, asked.deed === "MOVE" ? asked.into : undefined),
      units: await listUnitChoices(db),
    };
  });
  const t = await getTranslations("roster");
  const cadresWords = await getTranslations("cadres.title");
  const { deed } = asked;
  const stop = deed && asked.day ? bulkStop(deed, day, into, today) : null;
  const rows = cadres.map((cadre) => ({
    ...cadre,
    refused: deed ? bulkRefusal(cadre, deed, day, asked.into) : null,
  }));
  const refused = rows.filter((row) => row.refused).length;
  const isLooked = deed !== undefined && asked.day !== undefined;
  return (
    <>
      <PersonalMark viewer={viewer} />
      <PageHeader
        title={t("title.bulk")}
        subtitle={t("hint.bulk")}
        breadcrumbs={[{ label: cadresWords("list"), href: "/cadres" }]}
        breadcrumbsLabel={t("nav.path")}
      />
      {ids.length === 0 ? (
        <EmptyState
          icon="people"
          title={
            total > BULK_LIMITS.cadres
              ? t("hint.bulkTooMany", { most: BULK_LIMITS.cadres, count: total })
              : t("empty.bulk")
          }
          actions={<ButtonLink href="/cadres">{t("action.toCadres")}</ButtonLink>}
        />
      ) : (
        <div className="flex flex-col gap-4">
          <Panel title={t("title.bulkWhat")}>
            <WhatForm ids={ids} asked={asked} day={day} units={units} />
          </Panel>
          {isLooked && stop && <Notice kind="caution">{t(lastOf(stop))}</Notice>}
          {isLooked && !stop && refused > 0 && (
            <Notice kind="caution">{t("hint.bulkBlocked", { count: refused })}</Notice>
          )}
          {isLooked && !stop && refused === 0 && (
            <Panel title={t("title.bulkConfirm")}>
              <BulkConfirm ids={ids} seen={seen} deed={deed} day={day} into={into?.id} />
            </Panel>
          )}
          <Panel
            flush
            title={t("title.bulkWhom")}
            note={t("hint.bulkCount", {
              count: rows.length,
              units: new Set(rows.map(({ unitId }) => unitId)).size,
            })}
          >
            <BulkTable
              rows={rows}
              deed={isLooked && !stop ? deed : undefined}
              day={day}
              into={into?.shortName}
            />
          </Panel>
        </div>
      )}
    </>
  );
}

const lastOf = <Reason extends string>(reason: `roster.${Reason}`): Reason =>
  reason.slice("roster.".length) as Reason;

/** The ticked ones, or everybody whom the list's filter finds: no more than can be changed at once. */
async function chosenIds(
  db: ScopedDb,
  viewer: Viewer,
  { cadres, all }: BulkFilter,
  filter: CadreFilter,
  today: Day,
): Promise<{ ids: string[]; total: number }> {
  if (!all) return { ids: [...new Set(cadres)], total: cadres.length };
  const list = await listCadres(db, viewer, { ...filter, after: undefined }, today, BULK_LIMITS.cadres);
  return { ids: list.next ? [] : list.items.map(({ id }) => id), total: list.total };
}
