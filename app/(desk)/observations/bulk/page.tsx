import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { fileMany } from "@/app/_actions/review";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { observationColumns } from "@/app/_shared/tables/observation-columns";
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
import { FilterSelect } from "@/components/ui/filter-bar";
import { foundRecords, listFiling } from "@/lib/observations/filing/queries";
import { judgeFiling } from "@/lib/observations/filing/rules";
import { FILING_DEEDS, filingLook } from "@/lib/observations/filing/schema";
import { observationFilter } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import { countsOf, MANY_LIMITS, withoutRefused } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import { filterOf } from "@/lib/tables/schema";

const PATH = "/observations/bulk";
const SHOWN = ["day", "unit", "method", "fact", "state"];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("many") };
}

/** Records filed, or opened again, together: the rule of each one holds for each of them. */
export default async function ManyRecordsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("observations.review");
  const params = await searchParams;
  const { records: ticked, all, deed, less } = filingLook.parse(params);
  const list = observationFilter.parse(params);
  const found = await read(viewer, (db) => (all ? foundRecords(db, list) : listFiling(db, ticked)));
  const records = found.length > MANY_LIMITS.chosen ? [] : found;
  const judged = judgeFiling(records, deed ?? "ARCHIVE", viewer);
  const { lines, seen } = less
    ? judgeFiling(withoutRefused(judged.lines), deed ?? "ARCHIVE", viewer)
    : judged;
  const t = await getTranslations("observations");
  const address = keptOf(
    "records",
    records.map(({ id }) => id),
    all ? filterOf("observations", list) : null,
  );
  const counts = countsOf(lines);
  const columns = (await observationColumns()).filter(({ key }) => SHOWN.includes(key));
  return (
    <ManyPage
      title={t("title.many")}
      subtitle={t("hint.many")}
      back={{ label: t("title.list"), href: "/observations" }}
      chosen={records.length}
      found={found.length}
      most={MANY_LIMITS.chosen}
      what={
        <WhatForm action={PATH} kept={address}>
          <FilterSelect
            id="m-deed"
            name="deed"
            label={t("field.deed")}
            width="11rem"
            value={deed ?? "ARCHIVE"}
            options={FILING_DEEDS.map((one) => ({ value: one, label: t(`status.deed.${one}`) }))}
          />
        </WhatForm>
      }
      looked={
        deed
          ? {
              stop: null,
              counts,
              lessHref: manyHref(PATH, address, { deed, less: "1" }),
              confirm: (
                <CommandForm
                  action={fileMany}
                  messages={await formMessages("observations")}
                  successHref="/observations/changes?id={id}"
                  aria-label={t("title.many")}
                  className={CONFIRM_LOOK}
                >
                  <ConfirmFields
                    name="records"
                    ids={lines.map(({ id }) => id)}
                    seen={seen}
                    fields={{ deed }}
                    count={counts.change}
                  />
                </CommandForm>
              ),
            }
          : null
      }
      whom={{ title: t("title.whom"), note: t("hint.chosen", { count: lines.length }) }}
    >
      <ManyTable
        caption={t("hint.table", { title: t("title.whom") })}
        rows={lines}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/observations/${id}`}
        columns={columns}
        looked={
          deed
            ? {
                effect: () => t(deed === "ARCHIVE" ? "status.archived" : "status.accepted"),
                reason: (reason) =>
                  t(reason === "observations.reason.ownRecord" ? "reason.ownRecord" : "reason.notAccepted"),
              }
            : null
        }
      />
    </ManyPage>
  );
}
