import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeAssignments } from "@/app/_actions/assignments";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { ManyPage } from "@/app/(desk)/_components/many/many-page";
import {
  CONFIRM_LOOK,
  ConfirmFields,
  type Kept,
  keptOf,
  ManyTable,
  manyHref,
} from "@/app/(desk)/_components/many/many-parts";
import { CommandForm } from "@/components/form/command-form";
import { getBoard } from "@/lib/assignments/board/queries";
import { type Board, filterUnits, unitRows } from "@/lib/assignments/board/rules";
import {
  type ChangeLine,
  changeStop,
  goesByPlan,
  judge,
  MOST_WITHOUT_PLAN,
} from "@/lib/assignments/changes/rules";
import { assignmentLookFilter } from "@/lib/assignments/changes/schema";
import { needsApproval } from "@/lib/assignments/plans/queries";
import { boardFilter } from "@/lib/assignments/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { countsOf, MANY_LIMITS } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import { reasonText } from "../_components/reason-text";
import { words } from "../_components/words";
import { WhatFields } from "./_components/what-fields";

const PATH = "/assignments/bulk";
const FILTERS = ["type", "observer", "warning"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("assignments.title");
  return { title: t("bulk") };
}

/** Several units handed on, ended, or given a second observer: asked, looked at, then all of it or nothing. */
export default async function BulkAssignmentsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("assignments.assign");
  const params = await searchParams;
  const { units: ticked, all, deed, day: asked, from, to, less } = assignmentLookFilter.parse(params);
  const filter = boardFilter.parse(params);
  const today = cityDay(new Date());
  const day = asked ?? today;
  const { board, isApproved } = await read(viewer, async (db) => ({
    board: await getBoard(db, day),
    isApproved: await needsApproval(db),
  }));
  const ids = all ? filterUnits(unitRows(board), filter).map(({ id }) => id) : ticked;
  const wish = { deed: deed ?? "HAND", day, from, to };
  const context = { viewerId: viewer.id, today };
  const looked = judge(board, { ...wish, units: ids }, context);
  // without who cannot: a unit goes as a whole
  const fitting = less ? ids.filter((id) => isFine(looked.lines, id)) : ids;
  const { lines, seen } = less ? judge(board, { ...wish, units: fitting }, context) : looked;
  const t = await words();
  const stop = deed ? changeStop(wish) : null;
  const isLooked = deed !== undefined && asked !== undefined;
  const kept: Kept = keptOf("units", ids, all ? kepts(filter) : null);
  const counts = countsOf(lines);
  const tooMany = goesByPlan(counts.change, isApproved);
  return (
    <ManyPage
      title={t("title.bulk")}
      subtitle={t("hint.bulk")}
      back={{ label: t("title.page"), href: "/assignments" }}
      chosen={ids.length}
      found={ids.length}
      most={MANY_LIMITS.chosen}
      what={<WhatFields action={PATH} kept={kept} board={board} wish={{ ...wish, deed }} />}
      looked={
        isLooked
          ? {
              stop: stop
                ? t("reason.observerMissing")
                : tooMany
                  ? t("reason.planNeeded", { count: MOST_WITHOUT_PLAN })
                  : null,
              counts,
              lessHref: manyHref(PATH, kept, { deed, day, from, to, less: "1" }),
              confirm: (
                <CommandForm
                  action={changeAssignments}
                  messages={await formMessages("assignments")}
                  successHref="/assignments/changes?id={id}"
                  aria-label={t("title.bulk")}
                  className={CONFIRM_LOOK}
                >
                  <ConfirmFields
                    name="units"
                    ids={fitting}
                    seen={seen}
                    fields={{ deed, day, from: from ?? "", to: to ?? "" }}
                    count={counts.change}
                  />
                </CommandForm>
              ),
            }
          : null
      }
      whom={{ title: t("title.whom"), note: t("hint.whomCount", { count: lines.length }) }}
    >
      <ManyTable
        caption={t("hint.table", { title: t("title.whom") })}
        rows={lines}
        rowKey={({ key }) => key}
        columns={[
          {
            key: "unit",
            header: t("field.unit"),
            width: "9rem",
            nowrap: true,
            cell: (row) => row.unitName,
          },
          {
            key: "present",
            header: t("field.present"),
            width: "12rem",
            cell: (row) => presentOf(board, row, { none: t("empty.none"), mark: t("hint.listMark") }),
          },
        ]}
        looked={
          isLooked && !stop
            ? {
                effect: ({ present, to: comer, lastDay }) =>
                  t(`hint.deed.${deed}`, {
                    from: present?.observerName ?? "",
                    to: comer?.name ?? "",
                    last: lastDay ?? "",
                    day,
                  }),
                reason: (reason) => reasonText(t, reason),
              }
            : null
        }
      />
    </ManyPage>
  );
}

const isFine = (lines: readonly ChangeLine[], unitId: string): boolean =>
  lines.every((line) => line.unitId !== unitId || line.verdict.kind !== "refused");

const kepts = (filter: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    FILTERS.flatMap((name) => (typeof filter[name] === "string" ? [[name, filter[name]]] : [])),
  );

const presentOf = (
  board: Board,
  { present, unitId }: ChangeLine,
  { none, mark }: { none: string; mark: string },
): string =>
  present?.observerName ??
  (board.units
    .find(({ id }) => id === unitId)
    ?.assignments.map(({ observerName }) => observerName)
    .join(mark) ||
    none);
