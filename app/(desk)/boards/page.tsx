import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { SoftLinks } from "@/components/ui/soft-links";
import { boardFilter } from "@/lib/boards/schema";
import { seesAllUnits } from "@/lib/coverage/tallies/queries";
import { cityDay } from "@/lib/platform/clock";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { AssignmentBoard } from "./_components/assignment-board";
import { RecordBoard } from "./_components/record-board";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("boards.title");
  return { title: t("page") };
}

/** Each role's own: who reads records sees records, who keeps the roster sees assignments; nobody more than their right. */
export default async function BoardsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("boards.read");
  const filter = boardFilter.parse(await searchParams);
  const t = await getTranslations("boards");
  const props = { viewer, filter, today: cityDay(new Date()) };
  const readsRecords = can(viewer, "observations.read");
  const hint = readsRecords ? (seesAllUnits(viewer) ? "page" : "pageOwn") : "pageAdmin";
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t(`hint.${hint}`)} />
      <SoftLinks>
        {readsRecords && <RecordBoard {...props} />}
        {can(viewer, "roster.import") && <AssignmentBoard {...props} />}
      </SoftLinks>
    </>
  );
}
