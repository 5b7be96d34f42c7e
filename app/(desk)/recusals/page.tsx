import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { findSheet, listDeclarations, listSuggestions } from "@/lib/recusals/queries";
import { isStanding, openSuggestions, openYears } from "@/lib/recusals/rules";
import { recusalFilter } from "@/lib/recusals/schema";
import { listUnits } from "@/lib/units/queries";
import { DeclarationTable } from "./_components/declaration-table";
import { DeclareForm } from "./_components/declare-form";
import { EndPanel } from "./_components/end-panel";
import { SheetHistory } from "./_components/sheet-history";
import { SubmitForm } from "./_components/submit-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("recusals.title");
  return { title: t("page") };
}

export default async function RecusalsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("recusals.declare");
  const asked = recusalFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const years = openYears(today);
  const year = years.find((one) => one === asked.year) ?? years[0] ?? Number(today.slice(0, 4));
  const { sheet, lines, found, units } = await read(viewer, async (db) => ({
    sheet: await findSheet(db, viewer.id, year),
    lines: await listDeclarations(db, viewer.id),
    found: await listSuggestions(db, viewer, today),
    units: await listUnits(db, viewer, { q: "" }, today),
  }));
  const standing = lines.filter((one) => isStanding(one, today));
  const ending = standing.find(({ id, endAskedWhy }) => id === asked.end && endAskedWhy === null);
  const t = await getTranslations("recusals");
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.about")} />
      {years.length > 1 && (
        <TabLinks
          label={t("nav.years")}
          items={years.map((one) => ({
            href: `/recusals?year=${one}`,
            label: t("nav.year", { year: String(one) }),
            isCurrent: one === year,
          }))}
        />
      )}
      {asked.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${asked.saved}`)}
        </Notice>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {ending && <EndPanel line={ending} year={year} />}
          <Panel flush title={t("title.lines")} note={t("hint.lines")}>
            <DeclarationTable lines={lines} year={year} today={today} />
          </Panel>
          <Panel title={t("title.submit", { year: String(year) })}>
            <SubmitForm sheet={sheet} year={year} standing={standing.length} />
          </Panel>
          {sheet && (
            <Panel title={t("title.history")}>
              <SheetHistory events={sheet.events} />
            </Panel>
          )}
        </div>
        <Panel title={t("title.declare")} id="declare">
          <DeclareForm
            year={year}
            today={today}
            units={units}
            suggestions={openSuggestions(found, lines, today)}
          />
        </Panel>
      </div>
    </>
  );
}
