import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { settleTrial } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { addressOf } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import {
  countOutcomes,
  listOutcomes,
  OUTCOMES_PER_PAGE,
  type OutcomeRow,
} from "@/lib/reviews/outcomes/queries";
import { LIMITS, OUTCOME_VIEWS, outcomeFilter, TRIAL_RESULTS } from "@/lib/reviews/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("outcomes") };
}

export default async function OutcomesPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("reviews.read");
  const filter = outcomeFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { list, counts } = await read(viewer, async (db) => ({
    list: await listOutcomes(db, filter, today),
    counts: await countOutcomes(db, today),
  }));
  const t = await getTranslations("reviews");
  const words = await formMessages("reviews");
  const mayPrepare = can(viewer, "reviews.prepare");
  const isOnTrial = (row: OutcomeRow) =>
    row.trialEndsOn !== null && (row.trialResult === null || row.trialResult === "EXTENDED");
  const trialText = (row: OutcomeRow): string => {
    if (row.trialEndsOn === null) return t("status.noTrial");
    if (row.trialResult === null) return t("hint.trialUntil", { day: row.trialEndsOn });
    return row.trialResult === "EXTENDED"
      ? t("hint.trialExtended", { day: row.trialEndsOn })
      : t(`status.${row.trialResult}`);
  };
  const columns: Column<OutcomeRow>[] = [
    { key: "name", header: t("field.name"), cell: (row) => row.name, nowrap: true },
    { key: "to", header: t("field.newPost"), cell: (row) => `${row.toUnitName} ${row.toTitle}`, clip: true },
    {
      key: "from",
      header: t("field.oldPost"),
      cell: (row) => (row.fromTitle ? `${row.fromUnitName ?? ""} ${row.fromTitle}` : t("empty.post")),
      minor: true,
    },
    { key: "started", header: t("field.startedOn"), cell: (row) => row.startedOn, nowrap: true },
    { key: "document", header: t("field.document"), cell: (row) => row.document, nowrap: true, minor: true },
    { key: "trial", header: t("field.trial"), cell: trialText, nowrap: true },
  ];
  const href = (over: { view?: string; page?: number }) =>
    addressOf("/reviews/outcomes", {
      view: over.view === "all" ? undefined : over.view,
      batch: filter.batch,
      page: over.page,
    });
  const due = filter.view === "due" ? list.items.filter(isOnTrial) : [];
  return (
    <>
      <PageHeader
        title={t("title.outcomes")}
        subtitle={t("hint.outcomes")}
        breadcrumbs={[{ label: t("title.list"), href: "/reviews" }]}
        breadcrumbsLabel={t("title.list")}
      />
      <TabLinks
        label={t("nav.outcomes")}
        items={OUTCOME_VIEWS.map((view) => ({
          href: href({ view }),
          label: t(`nav.${view}`, { days: counts.warningDays }),
          count: filter.batch ? undefined : counts[view],
          isCurrent: filter.view === view,
        }))}
      />
      <Panel flush>
        <DataTable
          flush
          caption={t("title.outcomes")}
          columns={columns}
          rows={list.items}
          rowKey={(row) => row.id}
          rowHref={(row) => `/cadres/${row.cadreId}`}
          empty={<EmptyState title={t("empty.outcomes")} icon="checkCircle" />}
        />
      </Panel>
      <Pager
        labels={{ nav: t("nav.pages"), prev: t("action.prev"), next: t("action.next") }}
        prevHref={filter.page > 1 ? href({ view: filter.view, page: filter.page - 1 }) : undefined}
        nextHref={
          filter.page * OUTCOMES_PER_PAGE < list.total
            ? href({ view: filter.view, page: filter.page + 1 })
            : undefined
        }
      >
        {t("hint.total", { total: list.total })}
      </Pager>
      {mayPrepare &&
        due.map((row) => (
          <Panel
            key={row.id}
            title={t("title.trialOf", { name: row.name })}
            className="no-print mt-4 max-w-3xl"
          >
            <CommandForm action={settleTrial} messages={words}>
              <input type="hidden" name="id" value={row.id} />
              <SelectField
                name="result"
                label={t("field.trialResult")}
                emptyLabel={t("empty.choose")}
                required
                options={TRIAL_RESULTS.map((value) => ({ value, label: t(`status.${value}`) }))}
              />
              <TextField name="reason" label={t("field.reason")} maxLength={LIMITS.reason} required />
              <DateField name="until" label={t("field.trialUntil")} hint={t("hint.trialOnlyLonger")} />
              <FormActions>
                <SubmitButton>{t("action.settleTrial")}</SubmitButton>
              </FormActions>
            </CommandForm>
          </Panel>
        ))}
    </>
  );
}
