import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { dimensionWords } from "@/app/_shared/dimension-words";
import type { PageProps } from "@/app/_shared/page-props";
import { VerifiedAchievements } from "@/components/achievement/verified-achievements";
import { AppraisalsPanel } from "@/components/cadre/appraisals-panel";
import { Basics } from "@/components/cadre/basics";
import { ConductPanel } from "@/components/cadre/conduct-panel";
import { DimensionsPanel, EvidencePanel, MethodsPanel } from "@/components/cadre/evidence";
import { ExposurePanel } from "@/components/cadre/exposure";
import { FileHead } from "@/components/cadre/file-head";
import { FileRecordsPanel } from "@/components/cadre/file-records";
import { PostHistory } from "@/components/cadre/post-history";
import { ReadingTable } from "@/components/cadre/readings";
import { TaskPeriods } from "@/components/cadre/task-periods";
import { FileCases } from "@/components/case/file-cases";
import { FileConcerns } from "@/components/concern/file-concerns";
import { BoundCorrections } from "@/components/correction/bound-corrections";
import { FileTolerance } from "@/components/tolerance/file-tolerance";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { listVerified } from "@/lib/achievements/verified/queries";
import { listAppraisals } from "@/lib/appraisals/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { listReadings } from "@/lib/cadres/file/read-log/queries";
import { cadreFileFilter } from "@/lib/cadres/file/schema";
import { listFileCases } from "@/lib/cases/file/queries";
import { listFileConcerns } from "@/lib/concerns/queries";
import { listFileCorrections } from "@/lib/corrections/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { NotFound } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { listFileTolerance } from "@/lib/tolerance/file/queries";
import { AppraisalForm } from "./_components/appraisal-form";

type Props = PageProps<{ id: string }>;

/** Once a request, so that title and page make one line in the read log. */
const openFile = cache(async (id: string, search: string) => {
  const viewer = await pageViewer("cadres.open");
  const filter = cadreFileFilter.parse(JSON.parse(search));
  const opened = await read(viewer, async (db) => {
    const file = await getCadreFile(db, viewer, id, filter, cityDay(new Date()));
    const seesConcerns = can(viewer, "concerns.read") && !file.isOwn;
    return {
      file,
      verified: await listVerified(db, id, file.asOf),
      appraisals: can(viewer, "appraisals.read") ? await listAppraisals(db, id, file.asOf) : null,
      readings: can(viewer, "cadres.readings") && !file.isOwn ? await listReadings(db, id) : null,
      concerns: seesConcerns ? await listFileConcerns(db, id, file.asOf) : null,
      cases: can(viewer, "cases.ask") && !file.isOwn ? await listFileCases(db, id, file.asOf) : [],
      tolerance: can(viewer, "cases.ask") && !file.isOwn ? await listFileTolerance(db, id, file.asOf) : [],
      corrections: can(viewer, "corrections.read") ? await listFileCorrections(db, id, file.asOf) : [],
    };
  }).catch((error: unknown) => {
    if (error instanceof NotFound)
      return {
        file: null,
        verified: [],
        appraisals: null,
        readings: null,
        concerns: null,
        cases: [],
        tolerance: [],
        corrections: [],
      };
    throw error;
  });
  return { viewer, filter, ...opened };
});

const opened = async ({ params, searchParams }: Props) =>
  openFile((await params).id, JSON.stringify(await searchParams));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations("cadres.title");
  const { file } = await opened(props);
  return { title: file ? `${file.name} · ${t("file")}` : t("file") };
}

export default async function CadreFilePage(props: Props) {
  const { viewer, filter, file, verified, appraisals, readings, concerns, cases, tolerance, corrections } =
    await opened(props);
  if (!file) notFound();
  const t = await getTranslations("cadres");
  const shown = { file, filter };
  const dimensions = await dimensionWords(file.asOf);
  return (
    <>
      <FileHead {...shown} viewer={viewer} />
      {file.isOwn && (
        <Notice className="mb-4" title={t("title.own")}>
          {t("hint.own")}{" "}
          {can(viewer, "corrections.ask") && <a href="/corrections/new">{t("action.askCorrection")}</a>}
        </Notice>
      )}
      <div className="grid gap-4 print:block print:space-y-4">
        <Panel
          title={t("title.basics")}
          actions={
            can(viewer, "roster.correct") &&
            !file.isOwn && (
              <ButtonLink size="sm" href={`/cadres/facts?cadre=${file.id}`}>
                {t("action.changeFacts")}
              </ButtonLink>
            )
          }
        >
          <Basics file={file} />
        </Panel>
        <div className="grid items-start gap-4 xl:grid-cols-2 print:block print:space-y-4">
          <Panel
            title={t("title.posts")}
            actions={
              can(viewer, "roster.correct") &&
              !file.isOwn && (
                <ButtonLink size="sm" href={`/cadres/posts?cadre=${file.id}`}>
                  {t("action.correctPosts")}
                </ButtonLink>
              )
            }
          >
            <PostHistory posts={file.posts} asOf={file.asOf} hasUnitPages={can(viewer, "units.read")} />
          </Panel>
          {file.tasks && (
            <Panel title={t("title.tasks")}>
              <TaskPeriods tasks={file.tasks} posts={file.posts} asOf={file.asOf} filter={filter} />
            </Panel>
          )}
        </div>
        {(file.isOwn || can(viewer, "achievements.read")) && (
          <VerifiedAchievements claims={verified} hasPages={!file.isOwn} />
        )}
        <BoundCorrections requests={corrections} today={cityDay(new Date())} />
        <FileCases cases={cases} />
        <FileTolerance lines={tolerance} />
        {concerns && (
          <FileConcerns
            cadreId={file.id}
            concerns={concerns}
            asOf={file.asOf}
            mayOpen={can(viewer, "concerns.open")}
          />
        )}
        {appraisals && (
          <AppraisalsPanel appraisals={appraisals}>
            {can(viewer, "appraisals.record") && !file.isOwn && <AppraisalForm cadreId={file.id} />}
          </AppraisalsPanel>
        )}
        {file.records ? (
          <>
            <EvidencePanel {...shown} records={file.records} />
            <div className="grid items-start gap-4 xl:grid-cols-2 print:block print:space-y-4">
              <DimensionsPanel {...shown} records={file.records} dimensions={dimensions} />
              <MethodsPanel {...shown} records={file.records} />
            </div>
            <ConductPanel cadreId={file.id} items={file.records.conduct} filter={filter} />
            {file.exposure && <ExposurePanel cadreId={file.id} exposure={file.exposure} />}
            <FileRecordsPanel {...shown} records={file.records} dimensions={dimensions} />
          </>
        ) : (
          !file.isOwn && <Notice>{t("hint.noRecords")}</Notice>
        )}
        {readings && (
          <Panel
            title={t("title.readings")}
            note={t("hint.readings")}
            flush
            className="no-print"
            actions={
              <ButtonLink size="sm" href={`/cadres/${file.id}/readings`}>
                {t("action.readings")}
              </ButtonLink>
            }
          >
            <ReadingTable readings={readings} />
          </Panel>
        )}
      </div>
    </>
  );
}
