import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { MeetingMark } from "@/components/meeting/marks";
import { spanText } from "@/components/observation/days";
import { ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import {
  findCaseToCoordinate,
  getMeeting,
  listOwnSittings,
  listWitnessCandidates,
} from "@/lib/meetings/queries";
import { hasSigned, stepRefusal } from "@/lib/meetings/rules";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { Addenda, MeetingHistory } from "./_components/afterwards";
import { Decisions } from "./_components/decisions";
import { BeforeMeeting } from "./_components/invitation";
import { Positions } from "./_components/positions";
import { Signing } from "./_components/signing";
import { Witnesses } from "./_components/witnesses";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("meetings.title");
  return { title: t("meeting") };
}

export default async function MeetingPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("meetings.read");
  const id = idOr404((await params).id);
  const now = new Date();
  const { meeting, of, candidates, sittings, mayWrite } = await orNotFound(
    read(viewer, async (db) => {
      const meeting = await getMeeting(db, viewer, id);
      const mayWrite = stepRefusal(meeting, "WRITE", now) === null;
      return {
        meeting,
        mayWrite,
        of: meeting.caseId ? await findCaseToCoordinate(db, meeting.caseId) : null,
        candidates: mayWrite ? await listWitnessCandidates(db, id) : [],
        sittings: mayWrite && can(viewer, "observations.log") ? await listOwnSittings(db, viewer.id, id) : [],
      };
    }),
  );
  const t = await getTranslations("meetings");
  const wasConvened = meeting.state !== "REQUESTED" && meeting.state !== "DECLINED";
  const isOver = wasConvened && meeting.state !== "CONVENED" && meeting.state !== "CANCELLED";
  const signed = meeting.parties.filter((party) => hasSigned(party, meeting.minutesVersion)).length;
  const counts = { version: meeting.minutesVersion, signed, total: meeting.parties.length };
  return (
    <>
      <PageHeader
        dossier
        title={meeting.title}
        written
        badges={<MeetingMark state={meeting.state} />}
        breadcrumbs={[
          { label: t("title.list"), href: "/meetings" },
          ...(meeting.caseId ? [{ label: meeting.caseNumber ?? "", href: `/cases/${meeting.caseId}` }] : []),
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <>
            {wasConvened && (
              <ButtonLink icon="calendar" href={`/api/v1/meetings/${id}/calendar`}>
                {t("action.calendar")}
              </ButtonLink>
            )}
            {isOver && (
              <ButtonLink icon="download" href={`/api/v1/meetings/${id}/document`}>
                {t("action.document")}
              </ButtonLink>
            )}
          </>
        }
      />
      {meeting.state === "SIGNING" && mayWrite && (
        <Notice kind="caution" className="mb-4">
          {t("hint.signingNow", counts)}
        </Notice>
      )}
      {meeting.state === "SIGNED" && (
        <Notice kind="success" className="mb-4">
          {t("hint.final")}
        </Notice>
      )}
      {meeting.stateReason && (meeting.state === "CANCELLED" || meeting.state === "DECLINED") && (
        <Notice kind="caution" className="mb-4">
          {t(meeting.state === "CANCELLED" ? "hint.cancelled" : "hint.declined", {
            reason: meeting.stateReason,
          })}
        </Notice>
      )}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("title.facts")}>
            <DescriptionList
              items={[
                {
                  term: t("field.case"),
                  value: meeting.caseId ? (
                    <a href={`/cases/${meeting.caseId}`} className="text-accent underline">
                      {meeting.caseNumber} {meeting.caseTitle}
                    </a>
                  ) : (
                    t("empty.case")
                  ),
                },
                ...(meeting.startsAt && meeting.endsAt
                  ? [
                      { term: t("field.when"), value: spanText(meeting.startsAt, meeting.endsAt) },
                      { term: t("field.place"), value: meeting.place },
                    ]
                  : []),
                ...(meeting.chair ? [{ term: t("field.chair"), value: meeting.chair }] : []),
                ...(meeting.why
                  ? [
                      { term: t("field.requestedBy"), value: meeting.unitName },
                      {
                        term: t("field.why"),
                        value: <Written as="span">{meeting.why}</Written>,
                      },
                    ]
                  : []),
                ...(meeting.agenda.length > 0
                  ? [
                      {
                        term: t("field.agenda"),
                        value: (
                          <ol className="list-decimal pl-5">
                            {meeting.agenda.map((item) => (
                              <li key={item}>{item}</li>
                            ))}
                          </ol>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Panel>
          {wasConvened && <Positions meeting={meeting} mayWrite={mayWrite} />}
          {isOver && <Decisions meeting={meeting} mayWrite={mayWrite} />}
          {isOver && (
            <Witnesses
              meeting={meeting}
              mayWrite={mayWrite}
              viewerId={viewer.id}
              candidates={candidates}
              sittings={sittings}
            />
          )}
          <Addenda meeting={meeting} now={now} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <BeforeMeeting meeting={meeting} of={of} now={now} />
          {isOver && <Signing meeting={meeting} now={now} />}
          <MeetingHistory meeting={meeting} />
        </div>
      </div>
    </>
  );
}
