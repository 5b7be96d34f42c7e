import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { ConcernMark } from "@/components/concern/marks";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getConcern, listConcernCandidates } from "@/lib/concerns/queries";
import { standingOf } from "@/lib/concerns/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { DecideConcern } from "./_components/decide";
import { ConcernHistory } from "./_components/history";
import { AddConcernSource, ConcernSources } from "./_components/sources";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("concerns.title");
  return { title: t("concern") };
}

export default async function ConcernPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("concerns.read");
  const id = idOr404((await params).id);
  const isReviewer = can(viewer, "concerns.open");
  const { concern, candidates } = await orNotFound(
    read(viewer, async (db) => {
      const concern = await getConcern(db, viewer.id, id);
      return { concern, candidates: isReviewer ? await listConcernCandidates(db, concern.cadreId, id) : [] };
    }),
  );
  const t = await getTranslations("concerns");
  const isEnglish = (await getLocale()) === "en";
  const today = cityDay(new Date());
  const standing = standingOf(concern, today);
  const item = concern.conductItem;
  return (
    <>
      <PageHeader
        dossier
        title={concern.summary}
        badges={<ConcernMark concern={concern} today={today} />}
        breadcrumbs={[
          { label: t("title.list"), href: "/concerns" },
          { label: concern.cadreName, href: `/cadres/${concern.cadreId}` },
        ]}
        breadcrumbsLabel={t("title.list")}
      />
      {standing === "open" && (
        <Notice className="mb-4" kind={concern.stateReason.startsWith("@") ? "caution" : "info"}>
          {concern.stateReason.startsWith("@") && <>{t("hint.fell")} </>}
          {t("hint.open")}
        </Notice>
      )}
      {standing === "expired" && (
        <Notice className="mb-4" kind="caution">
          {t("hint.expiredOn", { day: concern.expiresOn ?? "" })}
        </Notice>
      )}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("title.concern")}>
            <DescriptionList
              items={[
                {
                  term: t("field.cadre"),
                  value: (
                    <>
                      <a href={`/cadres/${concern.cadreId}`} className="text-accent underline">
                        {concern.cadreName}
                      </a>{" "}
                      {concern.unitName} {concern.postTitle}
                    </>
                  ),
                },
                { term: t("field.situation"), value: concern.situation },
                ...(item
                  ? [
                      {
                        term: t("field.conductItem"),
                        value: (
                          <>
                            {isEnglish ? item.textEn : item.text}{" "}
                            {item.isSample && <Badge>{t("status.sample")}</Badge>}
                          </>
                        ),
                      },
                    ]
                  : []),
                { term: t("field.openedBy"), value: `${concern.openerName ?? ""} ${concern.openedOn}` },
                ...(concern.decidedOn
                  ? [
                      {
                        term: t("field.decidedBy"),
                        value: `${concern.deciderName ?? ""} ${concern.decidedOn}`,
                      },
                      { term: t("field.reason"), value: concern.stateReason },
                    ]
                  : []),
                ...(concern.expiresOn ? [{ term: t("field.expiresOn"), value: concern.expiresOn }] : []),
              ]}
            />
          </Panel>
          <ConcernSources concern={concern} isReviewer={isReviewer} />
          {isReviewer && <AddConcernSource concern={concern} candidates={candidates} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <DecideConcern concern={concern} isReviewer={isReviewer} today={today} />
          <ConcernHistory concern={concern} />
        </div>
      </div>
    </>
  );
}
