import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { BatchMark } from "@/components/roster/marks";
import { ButtonLink } from "@/components/ui/button";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read, type ScopedDb } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import {
  type Batch,
  findOpenJob,
  findPeople,
  getBatch,
  listEnded,
  listMissing,
  listRows,
  listSameFaults,
  listUndoBlocks,
  PAGE_SIZE,
} from "@/lib/roster/queries";
import { type PreviewFilter, previewFilter, VIEWS } from "@/lib/roster/schema";
import { listUnitChoices } from "@/lib/units/queries";
import { importHref } from "./_components/address";
import { BatchState } from "./_components/batch-state";
import { ColumnsPanel } from "./_components/columns-panel";
import { MissingTable } from "./_components/missing-table";
import { RowTable } from "./_components/row-table";
import { WordLists } from "./_components/word-lists";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("roster.title");
  return { title: t("import") };
}

export default async function ImportPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("roster.import");
  const id = idOr404((await params).id);
  const asked = previewFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { batch, page, missing, blocks, units, job, same, found } = await orNotFound(
    read(viewer, (db) => load(db, id, asked, today)),
  );
  const isOpen = batch.state === "PREVIEWED";
  // rows of cells, unlike forms and changes for many
  const hasTable = batch.kind === "XLSX" || batch.kind === "CSV";
  const filter = { ...asked, job: asked.job ?? job ?? undefined };
  const t = await getTranslations("roster");
  const messages = await formMessages("roster");
  const columns = isOpen && filter.open === "columns" && hasTable;
  return (
    <>
      <PageHeader
        title={batch.fileName}
        badges={<BatchMark state={batch.state} />}
        breadcrumbs={[{ label: t("title.page"), href: "/roster" }]}
        breadcrumbsLabel={t("nav.path")}
        actions={
          <>
            {batch.counts.FAULTY > 0 && hasTable && (
              <ButtonLink icon="download" href={`/api/v1/roster/imports/${id}/faults`} prefetch={false}>
                {t("action.faults", { count: batch.counts.FAULTY })}
              </ButtonLink>
            )}
            {isOpen && hasTable && (
              <ButtonLink icon="filter" href={importHref(id, { ...filter, open: "columns" })}>
                {t("action.columns")}
              </ButtonLink>
            )}
          </>
        }
      />
      <BatchState
        {...{ batch, filter, blocks, messages }}
        chosenToLeave={missing.filter((one) => one.endsOn).length}
      />
      <TabLinks
        label={t("nav.views")}
        items={VIEWS.map((view) => ({
          href: importHref(id, { view }),
          label: t(`nav.view.${view}`),
          count: countOf(batch, view, missing.length),
          isCurrent: view === filter.view,
        }))}
      />
      <div
        className={columns ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4" : undefined}
      >
        {columns && <ColumnsPanel {...{ batch, filter, messages }} />}
        <div className="min-w-0">
          {filter.view === "MISSING" ? (
            <Panel flush title={t("nav.view.MISSING")} note={t("hint.missing")}>
              <MissingTable {...{ batch, rows: missing, messages, today }} />
            </Panel>
          ) : (
            <>
              <FilterBar
                action={importHref(id)}
                clearHref={importHref(id, { view: filter.view })}
                isActive={filter.q !== ""}
                keep={{ view: filter.view === "ALL" ? undefined : filter.view }}
                labels={{ form: t("nav.search"), submit: t("action.search"), clear: t("action.clear") }}
              >
                <FilterField label={t("field.q")} htmlFor="q">
                  <input id="q" name="q" defaultValue={filter.q} maxLength={40} className="control" />
                </FilterField>
              </FilterBar>
              <Panel flush>
                <RowTable {...{ batch, filter, rows: page.rows, same, found, messages }} />
              </Panel>
              <Pager
                labels={{ nav: t("nav.pages"), prev: t("action.previous"), next: t("action.next") }}
                prevHref={filter.page > 1 ? importHref(id, { ...filter, page: filter.page - 1 }) : undefined}
                nextHref={
                  filter.page * PAGE_SIZE < page.total
                    ? importHref(id, { ...filter, page: filter.page + 1 })
                    : undefined
                }
              >
                {t("hint.rows", { count: page.total })}
              </Pager>
            </>
          )}
        </div>
      </div>
      {isOpen && <WordLists units={units.map((unit) => unit.shortName)} />}
    </>
  );
}

async function load(db: ScopedDb, id: string, filter: PreviewFilter, today: Day) {
  const batch = await getBatch(db, id);
  const isOpen = batch.state === "PREVIEWED";
  return {
    batch,
    page: filter.view === "MISSING" ? { rows: [], total: 0 } : await listRows(db, id, filter),
    // forms of a few people say nothing of the others in their units
    missing: batch.kind === "LRMX" ? [] : isOpen ? await listMissing(db, id, today) : await listEnded(db, id),
    blocks: batch.state === "CONFIRMED" ? await listUndoBlocks(db, id) : [],
    units: isOpen ? await listUnitChoices(db) : [],
    job: isOpen ? await findOpenJob(db, id) : null,
    same: isOpen ? await listSameFaults(db, id) : [],
    found: isOpen && filter.row && filter.who ? await findPeople(db, filter.who, today) : [],
  };
}

const countOf = ({ counts }: Batch, view: PreviewFilter["view"], missing: number): number => {
  if (view === "MISSING") return missing;
  if (view !== "ALL") return counts[view];
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
};
