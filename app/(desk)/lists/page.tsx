import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { listPage, ruleText } from "@/app/_shared/cadre-list";
import type { PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { getListRule, listRuleSettings, listTaskChoices } from "@/lib/lists/queries";
import { LIST_VIEWS, listFilter } from "@/lib/lists/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { exportHref, listHref } from "./_components/address";
import { ListFilters } from "./_components/list-filters";
import { ListTable } from "./_components/list-table";
import { RuleHistory } from "./_components/rule-history";
import { RulePanel } from "./_components/rule-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lists.title");
  return { title: t("page") };
}

export default async function ListsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("lists.open");
  const filter = listFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const asOf = filter.on && filter.on < today ? filter.on : today;
  const { rule, people, nextAfter, settings, units, tasks } = await read(viewer, async (db) => {
    const rule = await getListRule(db, asOf);
    return {
      rule,
      ...(await listPage(db, viewer, rule, filter, { asOf, today })),
      settings: await listRuleSettings(db),
      units: await listUnitChoices(db),
      tasks: await listTaskChoices(db),
    };
  });
  const t = await getTranslations("lists");
  const { view } = filter;
  const isEditing = filter.edit === "rule" && can(viewer, "lists.rule");
  const listed = people.filter(({ verdict }) => verdict === "listed");
  const isWhole = !filter.after && !nextAfter;
  const almost = people.filter(({ verdict }) => verdict === "almost");
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t(`hint.about.${view}`)}
        actions={
          can(viewer, "lists.export") && (
            <ButtonLink href={exportHref(filter)} icon="download" download>
              {t("action.export")}
            </ButtonLink>
          )
        }
      />
      <TabLinks
        label={t("nav.views")}
        items={LIST_VIEWS.map((one) => ({
          href: listHref({ ...filter, view: one }),
          label: t(`title.${one}`),
          isCurrent: one === view,
        }))}
      />
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t("status.saved")}
        </Notice>
      )}
      <Notice kind="caution" className="mb-3" title={t("hint.nature")}>
        {t("hint.byRight")}
      </Notice>
      <div
        className={
          isEditing ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4" : undefined
        }
      >
        {isEditing && <RulePanel {...{ rule, filter, today }} />}
        <div className="flex min-w-0 flex-col gap-4">
          <Panel
            title={t("title.rule")}
            note={t("hint.since", { day: rule.effectiveOn })}
            actions={
              can(viewer, "lists.rule") &&
              !isEditing && (
                <ButtonLink size="sm" href={listHref({ ...filter, edit: "rule" })} scroll={false}>
                  {t("action.change")}
                </ButtonLink>
              )
            }
          >
            <p>{ruleText(view, rule, asOf, t)}</p>
            <RuleHistory settings={settings} />
          </Panel>
          <ListFilters {...{ filter, units, tasks, asOf, today }} />
          <Panel
            flush
            title={t(`title.${view}`)}
            note={t(isWhole ? "hint.people" : "hint.peopleHere", { count: listed.length })}
          >
            <ListTable
              people={listed}
              filter={filter}
              caption={t("hint.table", { title: t(`title.${view}`) })}
            />
          </Panel>
          <Panel flush title={t("title.almost")} note={t("hint.almost")}>
            <ListTable
              people={almost}
              filter={filter}
              caption={t("hint.table", { title: t("title.almost") })}
              hasMissing
            />
          </Panel>
          {!isWhole && (
            <Pager
              prevHref={filter.after ? listHref(filter) : undefined}
              nextHref={nextAfter ? listHref(filter, { after: nextAfter }) : undefined}
              labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
            >
              {t("hint.byTasks")}
            </Pager>
          )}
        </div>
      </div>
    </>
  );
}
