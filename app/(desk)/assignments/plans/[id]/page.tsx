import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { Notice } from "@/components/ui/notice";
import { TabLinks } from "@/components/ui/tab-links";
import { findVersion, getPlan, getRoster, listPlans } from "@/lib/assignments/plans/queries";
import { atBase, baseChanges, brokenRules } from "@/lib/assignments/plans/rules";
import { planFilter, VIEWS } from "@/lib/assignments/plans/schema";
import { explain } from "@/lib/assignments/plans/why/rules";
import { read, type ScopedDb } from "@/lib/platform/db";
import { findJob } from "@/lib/platform/jobs";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { planHref } from "../_components/address";
import { AnswerNotes } from "./_components/answer-notes";
import { OpenPanel } from "./_components/open-panel";
import { PlanHead } from "./_components/plan-head";
import { PlanStats } from "./_components/plan-stats";
import { PlanView } from "./_components/plan-view";
import { StateNotes } from "./_components/state-notes";

type Props = PageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("plans.title");
  return { title: t("page") };
}

export default async function PlanPage({ params, searchParams }: Props) {
  const viewer = await pageViewer("plans.read");
  const id = idOr404((await params).id);
  const filter = planFilter.parse(await searchParams);
  const loaded = await orNotFound(read(viewer, (db) => load(db, id, filter.with)));
  const { plan, version, roster, job } = loaded;
  const t = await getTranslations("plans");
  const lines = version?.lines ?? [];
  const broken = version ? brokenRules(lines, roster, plan.settings) : [];
  const explained = explain(lines, roster, plan.settings);
  const drift = loaded.isOpen && version ? baseChanges(version.base, loaded.base) : null;
  const mayArrange = plan.state === "DRAFT" && can(viewer, "plans.manage");
  const panel = filter.open ? <OpenPanel {...{ plan, roster, viewer }} open={filter.open} /> : null;
  return (
    <>
      <PlanHead plan={plan} viewer={viewer} isClean={broken.length === 0} />
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${filter.saved}`)}
        </Notice>
      )}
      <StateNotes {...{ plan, roster, job, drift, mayArrange }} />
      <div
        className={panel ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4" : undefined}
      >
        {panel}
        <div className="min-w-0">
          {version && <PlanStats {...{ plan, roster, lines, broken, explained }} />}
          {/* the board tells by itself, move by move */}
          <AnswerNotes {...{ plan, roster }} broken={filter.view === "board" ? [] : broken} />
          <TabLinks
            label={t("nav.views")}
            items={VIEWS.map((view) => ({
              href: planHref(id, { ...filter, view, open: undefined, saved: undefined }),
              label: t(`title.${view}`),
              count: version && view === "changes" ? explained.ended.length + explained.begun : undefined,
              isCurrent: view === filter.view,
            }))}
          />
          <PlanView {...loaded} {...{ filter, explained, mayArrange }} />
        </div>
      </div>
    </>
  );
}

async function load(db: ScopedDb, id: string, otherId: string | undefined) {
  const plan = await getPlan(db, id);
  const [version, live, job, plans] = await Promise.all([
    findVersion(db, id, plan.versionNo),
    getRoster(db, plan.startsOn),
    plan.jobId ? findJob(db, plan.jobId) : null,
    listPlans(db),
  ]);
  const isOpen = plan.state === "DRAFT" || plan.state === "PROPOSED" || plan.state === "APPROVED";
  // what is over is told as it was arranged: by now the plan itself is what runs
  const roster = isOpen || !version ? live : atBase(live, version.base);
  const other = otherId ? await otherPlan(db, otherId) : null;
  return {
    plan,
    version,
    roster,
    base: live.base,
    isOpen,
    job,
    other,
    others: plans.filter((one) => one.id !== id),
  };
}

async function otherPlan(db: ScopedDb, id: string) {
  const plan = await getPlan(db, id);
  const version = await findVersion(db, id, plan.versionNo);
  return { plan, lines: version?.lines ?? [] };
}
