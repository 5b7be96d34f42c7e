import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { findComplaint, isOwnComplaint, listComplaints } from "@/lib/complaints/queries";
import { type ComplaintFilter, complaintFilter } from "@/lib/complaints/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { ComplaintDetail } from "./_components/complaint-detail";
import { ComplaintList } from "./_components/complaint-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("complaints.title");
  return { title: t("handling") };
}

const hrefOf = ({ state, id }: ComplaintFilter): string =>
  addressOf("/complaints/handling", { state: state === "open" ? undefined : state, id });

export default async function ComplaintHandlingPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("complaints.handle");
  const asked = complaintFilter.parse(await searchParams);
  const { state, rows, complaint, isOwn } = await read(viewer, async (db) => {
    const wanted = asked.id ? await findComplaint(db, asked.id) : null;
    const state = wanted ? (wanted.state === "RECEIVED" ? "open" : "answered") : asked.state;
    const rows = await listComplaints(db, state);
    const complaint = wanted ?? rows[0] ?? null;
    return {
      state,
      rows,
      complaint,
      isOwn: complaint ? await isOwnComplaint(db, complaint.id, viewer.id) : false,
    };
  });
  const today = cityDay(new Date());
  const t = await getTranslations("complaints");
  return (
    <>
      <PageHeader
        title={t("title.handling")}
        subtitle={t("hint.handling")}
        actions={<ButtonLink href="/complaints">{t("action.write")}</ButtonLink>}
      />
      <TabLinks
        label={t("nav.states")}
        items={(["open", "answered"] as const).map((one) => ({
          href: hrefOf({ state: one }),
          label: t(`title.${one}`),
          isCurrent: one === state,
        }))}
      />
      {complaint ? (
        <div className="grid items-start gap-4 lg:grid-cols-[19rem_minmax(0,1fr)]">
          <ComplaintList
            rows={rows.map((row) => ({ ...row, href: hrefOf({ state, id: row.id }) }))}
            currentId={complaint.id}
            today={today}
          />
          <ComplaintDetail key={complaint.id} complaint={complaint} isOwn={isOwn} today={today} />
        </div>
      ) : (
        <EmptyState title={t(`empty.${state}`)} icon="checkCircle" />
      )}
    </>
  );
}
