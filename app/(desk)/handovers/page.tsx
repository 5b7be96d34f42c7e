import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { addressOf } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { listEvidence } from "@/lib/attachments/queries";
import { findHandover, listHandovers } from "@/lib/handovers/queries";
import { type HandoverFilter, handoverFilter } from "@/lib/handovers/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { HandoverDetail } from "./_components/handover-detail";
import { HandoverList } from "./_components/handover-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("handovers.title");
  return { title: t("list") };
}

const hrefOf = ({ state, id }: HandoverFilter): string =>
  addressOf("/handovers", { state: state === "waiting" ? undefined : state, id });

export default async function HandoversPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("handovers.read");
  const asked = handoverFilter.parse(await searchParams);
  const t = await getTranslations("handovers");
  const { state, rows, page, evidence } = await read(viewer, async (db) => {
    const wanted = asked.id ? await findHandover(db, asked.id) : null;
    // a notice leads to one hand-over, wherever it stands by now
    const state = wanted ? (wanted.state === "WAITING" ? "waiting" : "settled") : asked.state;
    const rows = await listHandovers(db, state);
    const first = rows[0];
    const page = wanted ?? (first ? await findHandover(db, first.id) : null);
    return { state, rows, page, evidence: page ? await listEvidence(db, page.id) : [] };
  });
  return (
    <>
      <PageHeader title={t("title.list")} subtitle={t("hint.about")} />
      <TabLinks
        label={t("nav.states")}
        items={(["waiting", "settled"] as const).map((one) => ({
          href: hrefOf({ state: one }),
          label: t(`title.${one}`),
          isCurrent: one === state,
        }))}
      />
      {page ? (
        <div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
          <HandoverList
            rows={rows.map((row) => ({ ...row, href: hrefOf({ state, id: row.id }) }))}
            currentId={page.id}
            comesLast={asked.id !== undefined || rows.length < 2}
          />
          <HandoverDetail key={page.id} page={page} evidence={evidence} viewer={viewer} />
        </div>
      ) : (
        <EmptyState title={t(`empty.${state}`)} icon="checkCircle">
          {state === "waiting" && t("empty.waitingHint")}
        </EmptyState>
      )}
    </>
  );
}
