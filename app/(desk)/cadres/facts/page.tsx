import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeCadreFacts } from "@/app/_actions/roster";
import { orNotFound, type PageProps } from "@/app/_shared/page-props";
import { FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { MANY_LIMITS } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { getCadreFacts } from "@/lib/roster/facts/queries";
import { factsBefore, factsOf, openEntry, seenOf } from "@/lib/roster/facts/rules";
import { FACT_GROUPS, factsFilter } from "@/lib/roster/facts/schema";
import { listUndoBlocks } from "@/lib/roster/queries";
import { FactFields } from "../_components/fact-fields";
import { factWords } from "../_components/fact-words";
import { FactsForm } from "../_components/facts-form";
import { EntryUndo } from "./_components/entry-undo";
import { FactHistory } from "./_components/fact-history";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("roster.title");
  return { title: t("facts") };
}

/** 修改基本信息 of one cadre: the roster's fields by hand; who changed what, and the way back. */
export default async function FactsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roster.correct");
  const { cadre: id, back, saved } = factsFilter.parse(await searchParams);
  const t = await getTranslations("roster");
  const now = new Date();
  const found = id
    ? await orNotFound(
        read(viewer, async (db) => {
          const facts = await getCadreFacts(db, id, cityDay(now));
          const entry = openEntry(facts.changes, now);
          return { ...facts, entry, blocks: entry ? await listUndoBlocks(db, entry.batchId) : [] };
        }),
      )
    : null;
  const list = { label: (await getTranslations("cadres.title"))("list"), href: "/cadres" };
  if (!found)
    return (
      <>
        <PageHeader title={t("title.facts")} breadcrumbs={[list]} breadcrumbsLabel={t("nav.path")} />
        <EmptyState
          icon="people"
          title={t("empty.posts")}
          actions={<ButtonLink href="/cadres">{t("action.toCadres")}</ButtonLink>}
        />
      </>
    );
  const { known, changes, entry, blocks } = found;
  const isOwn = viewer.cadreId === known.id;
  const facts = factsOf(known);
  const former = isOwn ? undefined : changes.find((one) => one.id === back);
  const shown = former ? factsBefore(facts, former.differences) : facts;
  const href = (over: Record<string, string> = {}) => addressOf("/cadres/facts", { cadre: known.id }, over);
  const seesNumber = can(viewer, "cadres.identity");
  const posts = <ButtonLink href={`/cadres/posts?cadre=${known.id}`}>{t("action.toPosts")}</ButtonLink>;
  return (
    <>
      <PageHeader
        title={`${known.name} · ${t("title.facts")}`}
        subtitle={t("hint.facts")}
        breadcrumbs={[list, { label: known.name, href: `/cadres/${known.id}` }]}
        breadcrumbsLabel={t("nav.path")}
        actions={posts}
      />
      {saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(saved === "new" ? "status.cadreEntered" : "status.factsSaved")}
        </Notice>
      )}
      {isOwn && <Notice className="mb-3">{t("reason.ownFacts")}</Notice>}
      {entry && !isOwn && <EntryUndo entry={entry} blocks={blocks} />}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] xl:items-start">
        {!isOwn && (
          <Panel title={t("title.factsForm")}>
            <FactsForm
              key={`${former?.id} ${seenOf(facts)}`}
              action={changeCadreFacts}
              words={await factWords()}
              label={t("title.factsForm")}
              successHref={href({ saved: "1" })}
              staleAction={<a href={href()}>{t("action.again")}</a>}
            >
              {former && <Notice>{t("hint.bringBack")}</Notice>}
              <input type="hidden" name="id" value={randomUUID()} />
              <input type="hidden" name="cadreId" value={known.id} />
              <input type="hidden" name="seen" value={seenOf(facts)} />
              <FactFields
                title={t("title.factGroup.person")}
                fields={FACT_GROUPS.person.filter((field) => seesNumber || field !== "idNumber")}
                values={shown}
              />
              <FactFields
                title={t("title.factGroup.education")}
                fields={FACT_GROUPS.education}
                values={shown}
              />
              <FactFields title={t("title.factGroup.more")} fields={FACT_GROUPS.more} values={shown} />
              <TextArea
                name="reason"
                label={t("field.bulkReason")}
                limit={MANY_LIMITS.reason}
                rows={2}
                required
              />
              <FormActions>
                <SubmitButton>{t("action.saveFacts")}</SubmitButton>
                <ButtonLink variant="quiet" href={former ? href() : `/cadres/${known.id}`}>
                  {t("action.back")}
                </ButtonLink>
              </FormActions>
            </FactsForm>
          </Panel>
        )}
        <Panel title={t("title.changes")}>
          <FactHistory changes={changes} now={facts} backHref={isOwn ? undefined : href} />
        </Panel>
      </div>
    </>
  );
}
