import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { BatchMark } from "@/components/roster/marks";
import { ButtonLink } from "@/components/ui/button";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { read, type ScopedDb } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { countBare, type GradePreview, isUploader } from "@/lib/roster/grades/queries";
import { GRADE_VIEWS, type GradesFilter, gradesFilter } from "@/lib/roster/grades/schema";
import { getBatch, listRows, listUndoBlocks, PAGE_SIZE } from "@/lib/roster/queries";
import { gradesHref } from "./_components/address";
import { GradeRows } from "./_components/grade-rows";
import { GradesState } from "./_components/grades-state";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("grades.title");
  return { title: t("import") };
}

export default async function GradesImportPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("appraisals.record");
  const id = idOr404((await params).id);
  const filter = gradesFilter.parse(await searchParams);
  const { batch, page, blocks, bare, isMine } = await orNotFound(read(viewer, (db) => load(db, id, filter)));
  const t = await getTranslations("grades");
  const messages = await formMessages("grades", undefined, "roster");
  const counts = { ...batch.counts, ALL: Object.values(batch.counts).reduce((sum, count) => sum + count, 0) };
  return (
    <>
      <PageHeader
        title={batch.fileName}
        badges={<BatchMark state={batch.state} />}
        breadcrumbs={[{ label: t("title.page"), href: "/appraisals" }]}
        breadcrumbsLabel={t("nav.path")}
        actions={
          batch.counts.FAULTY > 0 && (
            <ButtonLink icon="download" href={`/api/v1/appraisals/imports/${id}/faults`} prefetch={false}>
              {t("action.faults", { count: batch.counts.FAULTY })}
            </ButtonLink>
          )
        }
      />
      <GradesState {...{ batch, blocks, bare, messages, isMine }} />
      {isMine ? (
        <>
          <TabLinks
            label={t("nav.views")}
            items={GRADE_VIEWS.map((view) => ({
              href: gradesHref(id, { view }),
              label: t(`nav.view.${view}`),
              count: counts[view],
              isCurrent: view === filter.view,
            }))}
          />
          <FilterBar
            action={gradesHref(id)}
            clearHref={gradesHref(id, { view: filter.view })}
            isActive={filter.q !== ""}
            keep={{ view: filter.view === "ALL" ? undefined : filter.view }}
            labels={{ form: t("nav.search"), submit: t("action.search"), clear: t("action.clear") }}
          >
            <FilterField label={t("field.q")} htmlFor="q">
              <input id="q" name="q" defaultValue={filter.q} maxLength={40} className="control" />
            </FilterField>
          </FilterBar>
          <Panel flush>
            <GradeRows batch={batch} rows={page.rows} messages={messages} />
          </Panel>
          <Pager
            labels={{ nav: t("nav.pages"), prev: t("action.previous"), next: t("action.next") }}
            prevHref={filter.page > 1 ? gradesHref(id, { ...filter, page: filter.page - 1 }) : undefined}
            nextHref={
              filter.page * PAGE_SIZE < page.total
                ? gradesHref(id, { ...filter, page: filter.page + 1 })
                : undefined
            }
          >
            {t("hint.rowsTotal", { count: page.total })}
          </Pager>
        </>
      ) : (
        <Notice>{t("hint.notMine")}</Notice>
      )}
    </>
  );
}

async function load(db: ScopedDb, id: string, filter: GradesFilter) {
  const batch = await getBatch(db, id, "GRADES");
  return {
    batch,
    isMine: await isUploader(db, id),
    page: await listRows<GradePreview>(db, id, filter),
    blocks: batch.state === "CONFIRMED" ? await listUndoBlocks(db, id) : [],
    bare: await countBare(db, id),
  };
}
