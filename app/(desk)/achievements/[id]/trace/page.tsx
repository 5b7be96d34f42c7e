import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { AchievementMark } from "@/components/achievement/marks";
import { TraceGraph } from "@/components/achievement/trace-graph";
import { TraceList } from "@/components/achievement/trace-list";
import { nodeWords } from "@/components/achievement/trace-words";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getTrace } from "@/lib/achievements/trace/queries";
import { graphOf } from "@/lib/achievements/trace/rules";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("trace") };
}

export default async function TracePage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("achievements.read");
  const id = idOr404((await params).id);
  const trace = await orNotFound(read(viewer, (db) => getTrace(db, id)));
  const t = await getTranslations("achievements");
  const graph = graphOf(trace);
  const words = new Map(
    await Promise.all(
      graph.nodes.map(async (node) => [node.key, await nodeWords(node, trace.claim)] as const),
    ),
  );
  return (
    <>
      <PageHeader
        dossier
        title={t("title.trace")}
        subtitle={trace.claim.claim}
        badges={<AchievementMark state={trace.claim.state} />}
        breadcrumbs={[
          { label: t("title.list"), href: "/achievements" },
          { label: trace.claim.unitName, href: `/achievements/${id}` },
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <ButtonLink href={`/achievements/${id}`} icon="file">
            {t("action.toClaim")}
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel title={t("title.traceGraph")}>
          <TraceGraph graph={graph} words={words} claim={trace.claim} />
        </Panel>
        <Panel title={t("title.traceList")}>
          <TraceList graph={graph} words={words} />
        </Panel>
      </div>
    </>
  );
}
