import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { FollowUpList } from "@/components/follow-up/follow-up-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import {
  type ClosedFollowUp,
  listClosedFollowUps,
  listOpenFollowUps,
} from "@/lib/observations/follow-ups/queries";
import { OUTCOME_LIMIT } from "@/lib/observations/follow-ups/schema";
import { addMonths, cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("openFollowUps") };
}

const CLOSED_MONTHS = 3;

export default async function FollowUpsPage() {
  const viewer = await pageViewer("observations.log");
  const today = cityDay(new Date());
  const { open, closed } = await read(viewer, async (db) => ({
    open: await listOpenFollowUps(db, viewer.id),
    closed: await listClosedFollowUps(db, viewer.id, addMonths(today, -CLOSED_MONTHS)),
  }));
  const t = await getTranslations("observations");
  return (
    <>
      <PageHeader title={t("title.openFollowUps")} subtitle={t("hint.followUpsHint")} />
      <div className="flex max-w-[60rem] flex-col gap-4">
        <Panel flush>
          <FollowUpList
            viewerId={viewer.id}
            followUps={open}
            today={today}
            recordHref="/observations/new?unit={unit}&link={link}"
            limit={OUTCOME_LIMIT}
            words={await followUpWords()}
          />
        </Panel>
        {closed.length > 0 && <Closed followUps={closed} />}
      </div>
    </>
  );
}

async function Closed({ followUps }: { followUps: ClosedFollowUp[] }) {
  const t = await getTranslations("observations");
  return (
    <Panel title={t("title.closedFollowUps")} flush>
      <ul className="divide-y divide-line">
        {followUps.map((one) => (
          <li key={one.id} className="px-4 py-2.5">
            <a
              href={`/observations/${one.observationId}`}
              className="font-medium text-accent hover:underline"
            >
              {one.title}
            </a>
            <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
              <span>{one.unitName}</span>
              <span>{t("hint.closedOn", { day: one.doneOn })}</span>
            </p>
            <p className="max-w-[70ch] break-words whitespace-pre-line">{one.outcome}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
