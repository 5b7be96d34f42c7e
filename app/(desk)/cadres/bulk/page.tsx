import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeMany } from "@/app/_actions/roster";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { ManyPage } from "@/app/(desk)/_components/many/many-page";
import {
  CONFIRM_LOOK,
  ConfirmFields,
  keptOf,
  ManyTable,
  manyHref,
  WhatForm,
} from "@/app/(desk)/_components/many/many-parts";
import { CommandForm } from "@/components/form/command-form";
import { FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { listCadres } from "@/lib/cadres/queries";
import { type CadreFilter, cadreFilter } from "@/lib/cadres/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read, type ScopedDb } from "@/lib/platform/db";
import { countsOf, MANY_LIMITS, withoutRefused } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import type { Viewer } from "@/lib/platform/viewer";
import { digestOf, findInto, listBulk } from "@/lib/roster/bulk/queries";
import { type BulkReason, bulkStop, bulkVerdict } from "@/lib/roster/bulk/rules";
import { type BulkFilter, bulkFilter, DEEDS } from "@/lib/roster/bulk/schema";
import { filterOf } from "@/lib/tables/schema";
import { listUnitChoices } from "@/lib/units/queries";

const PATH = "/cadres/bulk";
const WORDS = {
  "roster.reason.bulkOwn": "reason.bulkOwn",
  "roster.reason.bulkNoPost": "reason.bulkNoPost",
  "roster.reason.bulkLaterPost": "reason.bulkLaterPost",
  "roster.reason.bulkBeforePost": "reason.bulkBeforePost",
} as const satisfies Record<BulkReason, string>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("roster.title");
  return { title: t("bulk") };
}

/** Looked at first: how many, whom, and what becomes of each; then all of it or nothing. */
export default async function BulkPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roster.import");
  const params = await searchParams;
  const asked = bulkFilter.parse(params);
  const { deed, less } = asked;
  const today = cityDay(new Date());
  const day = asked.day ?? today;
  const { chosen, total, lines, seen, into, units } = await read(viewer, async (db) => {
    const { ids, total } = await chosenIds(db, viewer, asked, cadreFilter.parse(params), today);
    const cadres = await listBulk(db, ids, day);
    const judged = cadres.map((one) => ({
      ...one,
      verdict: bulkVerdict(one, deed ?? "LEAVE", day, asked.into, viewer),
    }));
    const lines = less ? withoutRefused(judged) : judged;
    return {
      chosen: ids,
      total,
      lines,
      seen: await digestOf(
        db,
        lines.map(({ id }) => id),
      ),
      into: await findInto(db, deed === "MOVE" ? asked.into : undefined),
      units: await listUnitChoices(db),
    };
  });
  const t = await getTranslations("roster");
  const cadresWords = await getTranslations("cadres");
  const stop = deed && asked.day ? bulkStop(deed, day, into, today) : null;
  const isLooked = deed !== undefined && asked.day !== undefined;
  const kept = keptOf("cadres", chosen, asked.all ? filterOf("cadres", params) : null);
  const counts = countsOf(lines);
  return (
    <ManyPage
      title={t("title.bulk")}
      subtitle={t("hint.bulk")}
      back={{ label: cadresWords("title.list"), href: "/cadres" }}
      chosen={chosen.length}
      found={total}
      most={MANY_LIMITS.chosen}
      what={
        <WhatForm action={PATH} kept={kept}>
          <FilterSelect
            id="b-deed"
            name="deed"
            label={t("field.deed")}
            width="13rem"
            value={deed ?? "MOVE"}
            options={DEEDS.map((one) => ({ value: one, label: t(`status.deed.${one}`) }))}
          />
          <FilterField label={t("field.day")} htmlFor="b-day" width="16rem">
            <input id="b-day" type="date" name="day" required defaultValue={day} className="control" />
          </FilterField>
          <FilterSelect
            id="b-into"
            name="into"
            label={t("field.into")}
            width="13rem"
            any="—"
            value={asked.into ?? ""}
            options={units.map((unit) => ({ value: unit.id, label: unit.shortName }))}
          />
        </WhatForm>
      }
      looked={
        isLooked
          ? {
              stop: stop && t(lastOf(stop)),
              counts,
              lessHref: manyHref(PATH, kept, { deed, day, into: asked.into, less: "1" }),
              confirm: (
                <CommandForm
                  action={changeMany}
                  messages={await formMessages("roster")}
                  successHref="/roster/imports/{id}"
                  className={CONFIRM_LOOK}
                >
                  <ConfirmFields
                    name="cadres"
                    ids={lines.map(({ id }) => id)}
                    seen={seen}
                    fields={{ deed, day, into: into?.id ?? "" }}
                    count={counts.change}
                  />
                </CommandForm>
              ),
            }
          : null
      }
      whom={{
        title: t("title.bulkWhom"),
        note: t("hint.bulkCount", {
          count: lines.length,
          units: new Set(lines.map(({ unitId }) => unitId)).size,
        }),
      }}
    >
      <ManyTable
        caption={t("field.check")}
        rows={lines}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/cadres/${id}`}
        columns={[
          {
            key: "name",
            header: cadresWords("field.name"),
            nowrap: true,
            width: "7rem",
            cell: (row) => row.name,
          },
          {
            key: "unit",
            header: cadresWords("field.unit"),
            nowrap: true,
            width: "10rem",
            cell: (row) => row.unitName ?? "—",
          },
          { key: "post", header: cadresWords("field.post"), minor: true, cell: (row) => row.title ?? "—" },
        ]}
        looked={
          isLooked && !stop
            ? {
                effect: () =>
                  deed === "MOVE"
                    ? t("hint.bulkMove", { unit: into?.shortName ?? "", day })
                    : t("hint.bulkLeave", { day }),
                reason: (reason) => t(WORDS[reason]),
              }
            : null
        }
      />
    </ManyPage>
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
  if (!all) return { ids: cadres, total: cadres.length };
  const list = await listCadres(db, viewer, { ...filter, after: undefined }, today, {
    size: MANY_LIMITS.chosen,
  });
  return { ids: list.next ? [] : list.items.map(({ id }) => id), total: list.total };
}
