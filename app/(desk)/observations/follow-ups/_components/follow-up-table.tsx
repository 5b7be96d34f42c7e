import { getTranslations } from "next-intl/server";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { PastList } from "@/app/_shared/past-list";
import { followUpColumns } from "@/app/_shared/tables/follow-up-columns";
import { UnitFilter, UnitTypeFilter } from "@/app/_shared/unit-filters";
import { TableTools } from "@/app/(desk)/_components/table-tools";
import { followUpHref } from "@/components/follow-up/follow-up-link";
import { addressOf } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { Pager } from "@/components/ui/pager";
import { SidePanel } from "@/components/ui/side-panel";
import { TabLinks } from "@/components/ui/tab-links";
import {
  countFollowUps,
  dayShown,
  findOwnFollowUp,
  type ListedFollowUp,
  listFollowUps,
} from "@/lib/observations/follow-ups/queries";
import { DUE, type FollowUpFilter, OUTCOME_LIMIT } from "@/lib/observations/follow-ups/schema";
import { AGES } from "@/lib/platform/ages";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import { findLayout } from "@/lib/tables/queries";
import { inOrder } from "@/lib/tables/rules";
import type { LayoutParams } from "@/lib/tables/schema";
import { listUnitChoices } from "@/lib/units/queries";
import { CloseInPanel } from "./close-in-panel";

type Props = {
  viewer: Viewer;
  filter: FollowUpFilter;
  /** one's own that is to be closed, beside the list */
  open?: string;
  layoutParams: LayoutParams;
};

/** By right: whoever owns them, nearest day first; each number opens what it counts. One's own are closed from here. */
export async function FollowUpTable({ viewer, filter, open, layoutParams: { view, tools } }: Props) {
  const isOwn = filter.scope === "mine";
  const today = cityDay(new Date());
  const asOf = dayShown(filter, today);
  const { page, counts, units, layout, opened } = await read(viewer, async (db) => ({
    page: await listFollowUps(db, viewer, filter, today),
    counts: await countFollowUps(db, viewer, filter, today),
    units: await listUnitChoices(db),
    layout: await findLayout(db, viewer.id, "followUps", view),
    opened: isOwn && open && asOf === today ? await findOwnFollowUp(db, viewer.id, open) : null,
  }));
  const t = await getTranslations("observations");
  const tables = await getTranslations("tables");
  const { cursor, due, state, ...kept } = filter;
  const href = (more: Record<string, string>) =>
    addressOf("/observations/follow-ups", { ...kept, view: layout.current?.id }, more);
  const here = { ...(state && { state }), ...(due && { due }) };
  const narrowed = Boolean(filter.unit || filter.of || filter.owner || filter.type || filter.age);
  const place = { ...here, ...(cursor && { cursor }) };
  const words = await followUpWords();
  const all = await followUpColumns(asOf, (owner) => href({ ...here, owner }));
  const columns = isOwn ? all.filter(({ key }) => key !== "owner") : all;
  // what came of it stands empty until then; the form beside the list asks for it
  const isToClose = isOwn && state !== "done" && asOf === today;
  const shown = inOrder(columns, layout.columns).filter(({ key }) => !isToClose || key !== "outcome");
  const openHref = (row: ListedFollowUp) => href({ ...place, open: row.id });
  const close: Column<ListedFollowUp> = {
    key: "close",
    header: t("field.toDo"),
    width: "5rem",
    nowrap: true,
    cell: (row) => (
      <a href={openHref(row)} aria-label={`${words.close}: ${row.title}`}>
        {words.close}
      </a>
    ),
  };
  return (
    <>
      <TabLinks
        label={t("nav.followUpStates")}
        items={[
          {
            href: href({}),
            label: t("status.open"),
            count: counts.open,
            isCurrent: state !== "done" && !due,
          },
          ...DUE.map((one) => ({
            href: href({ due: one }),
            label: t(`status.due_${one}`),
            count: counts[one],
            isCurrent: state !== "done" && due === one,
          })),
          {
            href: href({ state: "done" }),
            label: t("status.due_done"),
            count: counts.done ?? undefined,
            isCurrent: state === "done",
          },
        ]}
      />
      {asOf < today && (
        <PastList
          on={asOf}
          href={addressOf("/observations/follow-ups", { ...kept, ...here, on: undefined })}
        />
      )}
      <FilterBar
        action="/observations/follow-ups"
        clearHref={addressOf("/observations/follow-ups", { scope: filter.scope, ...here })}
        isActive={narrowed}
        keep={{ scope: filter.scope, on: filter.on, owner: filter.owner, view: layout.current?.id, ...here }}
        labels={{ form: t("nav.followUpStates"), submit: t("action.filter"), clear: t("action.clear") }}
      >
        <UnitFilter units={units} label={t("field.unit")} value={filter.unit} />
        <FilterSelect
          id="f-of"
          name="of"
          label={t("field.followUpOf")}
          width="9rem"
          value={filter.of}
          any={t("action.all")}
          options={[
            { value: "record", label: t("status.ofRecord") },
            { value: "claim", label: t("status.ofClaim") },
            { value: "case", label: t("status.ofCase") },
            { value: "unit", label: t("status.ofUnit") },
          ]}
        />
        <UnitTypeFilter label={t("field.unitType")} value={filter.type} />
        <FilterSelect
          id="f-age"
          name="age"
          label={t("field.followUpAge")}
          width="8rem"
          value={filter.age ?? ""}
          any={t("action.all")}
          options={AGES.map((age) => ({ value: age, label: t(`status.age_${age}`) }))}
        />
      </FilterBar>
      <TableTools
        table="followUps"
        layout={layout}
        columns={columns}
        filter={filter}
        told={tools}
        mayExport={can(viewer, "tables.export")}
      />
      <div
        className={opened ? "xl:grid xl:grid-cols-[minmax(0,1fr)_26rem] xl:items-start xl:gap-4" : undefined}
      >
        {opened && (
          <SidePanel title={words.close} closeHref={href(place)} closeLabel={tables("nav.close")}>
            {/* the list brings its own margins */}
            <div data-beside className="-mx-4 -my-3.5">
              <CloseInPanel
                key={opened.id}
                viewerId={viewer.id}
                followUps={[opened]}
                today={today}
                recordHref="/observations/new?unit={unit}&link={link}"
                limit={OUTCOME_LIMIT}
                words={words}
              />
            </div>
          </SidePanel>
        )}
        <DataTable
          keys
          caption={t("title.openFollowUps")}
          columns={isToClose ? [...shown, close] : shown}
          rows={page.items}
          rowKey={(row) => row.id}
          rowHref={(row) => followUpHref(row) ?? (isToClose && !row.doneOn ? openHref(row) : undefined)}
          isSelected={(row) => row.id === opened?.id}
          empty={
            isOwn && !narrowed && !due && state !== "done" ? (
              <EmptyState title={words.empty} icon="flag">
                {words.emptyHint}
              </EmptyState>
            ) : (
              <EmptyState title={t("empty.allFollowUps")} icon="flag" />
            )
          }
        />
      </div>
      <Pager
        prevHref={cursor ? href(here) : undefined}
        nextHref={page.nextCursor ? href({ ...here, cursor: page.nextCursor }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      />
    </>
  );
}
