import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { dimensionWords } from "@/app/_shared/dimension-words";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { logHref } from "@/app/_shared/records-href";
import { spanText } from "@/components/observation/days";
import { MethodName, StateMark } from "@/components/observation/marks";
import { RecordBody } from "@/components/observation/record-body";
import { marks } from "@/components/punctuation/marks";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { listLeaning } from "@/lib/achievements/lineage/queries";
import { listEvidence } from "@/lib/attachments/queries";
import { loadRequestDue } from "@/lib/calendar/limits/queries";
import { getObservation } from "@/lib/observations/record/queries";
import { amendRefusal, archiveRefusal, isAccepted } from "@/lib/observations/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { AddFollowUp } from "./_components/add-follow-up";
import { ArchiveForm } from "./_components/archive-form";
import { LeaningClaims } from "./_components/leaning-claims";
import { RecordHistory } from "./_components/record-history";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("record") };
}

export default async function ObservationPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("observations.read");
  const id = idOr404((await params).id);
  const today = cityDay(new Date());
  const [page, evidence, leaning, dueOn] = await orNotFound(
    read(viewer, (db) =>
      Promise.all([
        getObservation(db, id),
        listEvidence(db, id),
        listLeaning(db, id),
        loadRequestDue(db, today),
      ]),
    ),
  );
  const { record, method } = page;
  const t = await getTranslations("observations");
  const m = await marks();
  const claims = await getTranslations("achievements");
  const concerns = await getTranslations("concerns");
  const cases = await getTranslations("cases");
  const dimensions = await dimensionWords(cityDay(record.startedAt));
  const isOwn = record.observerId === viewer.id;
  const mayAmend = can(viewer, "observations.log") && !amendRefusal(record, viewer);
  const mayArchive =
    can(viewer, "observations.review") &&
    isAccepted(record) &&
    !archiveRefusal(record, record.state === "ARCHIVED" ? "ACCEPTED" : "ARCHIVED", viewer);
  return (
    <>
      <PageHeader
        dossier
        title={
          <>
            {record.unitName}{" "}
            <MethodName name={method.name} nameEn={method.nameEn} isSample={method.isSample} />
          </>
        }
        subtitle={`${spanText(record.startedAt, record.endedAt)} ${record.place}`}
        badges={<StateMark state={record.state} />}
        breadcrumbs={[
          { label: t("title.list"), href: "/observations" },
          { label: record.unitName, href: `/units/${record.unitId}` },
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <>
            {can(viewer, "observations.review") && record.state === "SUBMITTED" && (
              <ButtonLink href={`/review?id=${record.id}`} icon="check">
                {t("title.review")}
              </ButtonLink>
            )}
            {can(viewer, "observations.log") && viewer.unitIds.includes(record.unitId) && (
              <ButtonLink href={logHref(record.unitId, record.methodId, record.id)} icon="plus">
                {t("action.goBack")}
              </ButtonLink>
            )}
            {can(viewer, "achievements.draft") && isAccepted(record) && record.cadres.length > 0 && (
              <ButtonLink href={`/achievements/new?from=${record.id}`} icon="checkCircle">
                {claims("action.fromRecord")}
              </ButtonLink>
            )}
            {can(viewer, "concerns.open") &&
              record.polarity === "ATTENTION" &&
              isAccepted(record) &&
              record.cadres.map((line) => (
                <ButtonLink
                  key={line.cadreId}
                  href={`/concerns/new?cadre=${line.cadreId}&from=${record.id}`}
                  icon="warning"
                >
                  {concerns("action.open")}
                  {record.cadres.length > 1 && `${m.says}${line.name}`}
                </ButtonLink>
              ))}
            {can(viewer, "cases.open") && viewer.unitIds.includes(record.unitId) && (
              <ButtonLink href={`/cases/new?from=${record.id}`} icon="flag">
                {cases("action.fromRecord")}
              </ButtonLink>
            )}
            {mayAmend && (
              <ButtonLink href={`/observations/new?amend=${record.id}`} icon="pen">
                {record.state === "RETURNED" ? t("action.rewrite") : t("action.amend")}
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <RecordBody {...page} dimensions={dimensions} evidence={evidence} />
        <RecordHistory {...page} dimensions={dimensions}>
          <LeaningClaims observationId={record.id} claims={leaning} viewer={viewer} />
          {(isOwn || can(viewer, "observations.review")) && can(viewer, "followUps.add") && (
            <AddFollowUp
              observationId={record.id}
              observerName={record.observerName}
              isOwn={isOwn}
              dueOn={dueOn}
            />
          )}
          {mayArchive && <ArchiveForm record={record} />}
        </RecordHistory>
      </div>
    </>
  );
}
