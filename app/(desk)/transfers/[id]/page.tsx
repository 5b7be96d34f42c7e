import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { PrintButton } from "@/components/cadre/print-button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import { Written } from "@/components/ui/written";
import { momentText } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { getTransfer, transferMatters } from "@/lib/transfers/queries";
import { overlapOf, stepFor } from "@/lib/transfers/rules";
import { transferFilter } from "@/lib/transfers/schema";
import { TransferMark } from "../_components/transfer-mark";
import { AnswerForms } from "./_components/answer-forms";
import { HandForm } from "./_components/hand-form";
import { Matters } from "./_components/matters";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("transfers.title");
  return { title: t("sheet") };
}

export default async function TransferPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("transfers.read");
  const id = idOr404((await params).id);
  const { saved } = transferFilter.parse(await searchParams);
  const { sheet, matters } = await orNotFound(
    read(viewer, async (db) => {
      const found = await getTransfer(db, id);
      return { sheet: found, matters: await transferMatters(db, found) };
    }),
  );
  const step = can(viewer, "transfers.sign") ? stepFor(sheet, viewer.id) : null;
  const overlap = overlapOf(sheet.endsOn, sheet.startsOn);
  const t = await getTranslations("transfers");
  const dates = await cityDates();
  return (
    <>
      <PageHeader
        dossier
        title={t("title.sheetOf", { unit: sheet.unitName })}
        badges={<TransferMark state={sheet.state} />}
        breadcrumbs={[{ label: t("title.page"), href: "/transfers" }]}
        breadcrumbsLabel={t("title.page")}
        actions={<PrintButton label={t("action.print")} />}
      />
      {saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${saved}`)}
        </Notice>
      )}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          {step === "hand" && <HandForm sheet={sheet} />}
          {step === "answer" && <AnswerForms sheet={sheet} />}
          <Panel title={t("title.note")}>
            {sheet.note ? (
              <DescriptionList
                items={[
                  {
                    term: t("field.promises"),
                    value: sheet.note.promises ? (
                      <Written as="span">{sheet.note.promises}</Written>
                    ) : (
                      t("empty.note")
                    ),
                  },
                  {
                    term: t("field.cautions"),
                    value: sheet.note.cautions ? (
                      <Written as="span">{sheet.note.cautions}</Written>
                    ) : (
                      t("empty.note")
                    ),
                  },
                  ...(sheet.note.question ? [{ term: t("field.question"), value: sheet.note.question }] : []),
                ]}
              />
            ) : (
              <p className="text-ink-soft">{t("hint.noteHidden")}</p>
            )}
          </Panel>
          {can(viewer, "observations.read") && <Matters sheet={sheet} matters={matters} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("title.who")}>
            <DescriptionList
              items={[
                {
                  term: t("field.from"),
                  value: t("hint.until", { name: sheet.fromName, day: dates.day(sheet.endsOn) }),
                },
                {
                  term: t("field.to"),
                  value: t("hint.since", { name: sheet.toName, day: dates.day(sheet.startsOn) }),
                },
                {
                  term: t("field.overlap"),
                  value: overlap
                    ? t("hint.overlap", { from: dates.day(overlap.from), to: dates.day(overlap.to) })
                    : t("status.noOverlap"),
                },
              ]}
            />
          </Panel>
          <Panel title={t("title.history")}>
            <Timeline
              label={t("title.history")}
              items={sheet.events.map(({ at, kind, actorName, followUps }) => {
                const moment = new Date(at);
                return {
                  key: moment.toISOString(),
                  time: momentText(moment),
                  dateTime: moment.toISOString(),
                  title: t(`status.event.${kind}`, { name: actorName ?? "" }),
                  children: kind === "TAKEN" ? t("hint.carried", { count: followUps }) : null,
                };
              })}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}
