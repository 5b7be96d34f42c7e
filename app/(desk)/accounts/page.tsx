import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { accountColumns } from "@/app/_shared/tables/account-columns";
import { TickForm, ticksOf } from "@/app/(desk)/_components/many/many-parts";
import { SideBySide } from "@/app/(desk)/_components/side-by-side";
import { TableTools } from "@/app/(desk)/_components/table-tools";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { readAccounts } from "@/lib/accounts/account-command";
import { type AccountRow, findAccount, listAccounts, listSessions, PAGE_SIZE } from "@/lib/accounts/queries";
import { accountFilter } from "@/lib/accounts/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { findLayout } from "@/lib/tables/queries";
import { inOrder } from "@/lib/tables/rules";
import { filterOf, layoutParams } from "@/lib/tables/schema";
import { AccountFilters } from "./_components/account-filters";
import { AccountPanel } from "./_components/account-panel";
import { NewAccountPanel } from "./_components/new-account-panel";

const PATH = "/accounts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.title");
  return { title: t("accounts") };
}

export default async function AccountsPage({ searchParams }: PageProps) {
  const m = await marks();
  const viewer = await pageViewer("accounts.manage");
  const params = await searchParams;
  const filter = accountFilter.parse(params);
  const { view, tools } = layoutParams.parse(params);
  const layout = await read(viewer, (db) => findLayout(db, viewer.id, "accounts", view));
  const { id, new: isNew, ...asked } = filter;
  const list = { ...asked, view: layout.current?.id };
  const isOpen = id && !isNew;
  const { found, chosen, sessions } = await readAccounts(viewer, async (db) => ({
    found: await listAccounts(db, filter),
    chosen: isOpen ? await findAccount(db, id) : null,
    sessions: isOpen ? await listSessions(db, id) : [],
  }));
  const rows = found.slice(0, PAGE_SIZE);
  const t = await getTranslations("accounts");
  const words = await getTranslations("tables.action");
  const columns = await accountColumns();
  const closeHref = addressOf(PATH, list);
  return (
    <>
      <PageHeader
        title={t("title.accounts")}
        subtitle={t("hint.accounts")}
        actions={
          <>
            <ButtonLink href="/accounts/changes" variant="secondary" icon="swap">
              {words("changes")}
            </ButtonLink>
            <ButtonLink href="/accounts/bulk" variant="secondary" icon="upload">
              {t("action.bulk")}
            </ButtonLink>
            <ButtonLink
              href={addressOf(PATH, list, { new: "1" })}
              variant="primary"
              icon="plus"
              scroll={false}
            >
              {t("action.create")}
            </ButtonLink>
          </>
        }
      />
      <SideBySide
        panel={
          isNew ? (
            <NewAccountPanel closeHref={closeHref} />
          ) : (
            chosen && (
              <AccountPanel
                account={chosen}
                sessions={sessions}
                isOwn={chosen.id === viewer.id}
                closeHref={closeHref}
              />
            )
          )
        }
      >
        <AccountFilters filter={filter} view={layout.current?.id} />
        <TableTools
          table="accounts"
          layout={layout}
          columns={columns}
          filter={asked}
          told={tools}
          mayExport
        />
        <TickForm
          action="/accounts/many"
          name="accounts"
          filter={filterOf("accounts", params)}
          hasRows={rows.length > 0}
        >
          <DataTable
            keys
            tick={await ticksOf<AccountRow>("accounts", (row) => row.name)}
            caption={t("title.accounts")}
            columns={inOrder(columns, layout.columns)}
            rows={rows}
            rowKey={(row) => row.id}
            rowHref={(row) => addressOf(PATH, list, { id: row.id })}
            isSelected={(row) => row.id === chosen?.id}
            empty={<EmptyState title={t("empty.accounts")} icon="search" />}
          />
        </TickForm>
        <Pager
          prevHref={filter.after ? addressOf(PATH, { ...list, after: undefined }) : undefined}
          nextHref={
            found.length > PAGE_SIZE ? addressOf(PATH, list, { after: rows.at(-1)?.account }) : undefined
          }
          labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
        >
          {t("hint.shown", { count: rows.length })}
          {m.gap}
          {t("hint.choose")}
        </Pager>
      </SideBySide>
    </>
  );
}
