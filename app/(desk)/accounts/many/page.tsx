import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ManyPage } from "@/app/(desk)/_components/many/many-page";
import { keptOf, ManyTable, manyHref, WhatForm } from "@/app/(desk)/_components/many/many-parts";
import { AccountState } from "@/components/accounts/account-state";
import { FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { readAccounts } from "@/lib/accounts/account-command";
import { foundAccounts, listManyAccounts } from "@/lib/accounts/changes/queries";
import { accountStop, judgeAccounts } from "@/lib/accounts/changes/rules";
import { ACCOUNT_DEEDS, accountLookFilter } from "@/lib/accounts/changes/schema";
import { accountFilter, MOST_AT_ONCE } from "@/lib/accounts/schema";
import { cityDay } from "@/lib/platform/clock";
import { countsOf, withoutRefused } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import { filterOf } from "@/lib/tables/schema";
import { effectWords, lastOf } from "../_components/change-words";
import { AccountConfirm } from "./_components/account-confirm";

const PATH = "/accounts/many";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.title");
  return { title: t("many") };
}

/** What an account can do, for many: switched off and on, a last day, slips. Roles are another person's. */
export default async function ManyAccountsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("accounts.manage");
  const params = await searchParams;
  const { accounts: ticked, all, deed, day, less } = accountLookFilter.parse(params);
  const today = cityDay(new Date());
  const { ids, found, accounts } = await readAccounts(viewer, async (db) => {
    const ids = all ? await foundAccounts(db, accountFilter.parse(params)) : ticked;
    const fitting = ids.length > MOST_AT_ONCE ? [] : ids;
    return { ids: fitting, found: ids.length, accounts: await listManyAccounts(db, fitting) };
  });
  const judged = judgeAccounts(accounts, deed ?? "ENABLE", day, viewer.id);
  const kept = less ? withoutRefused(judged.lines) : judged.lines;
  const { lines, seen } = less ? judgeAccounts(kept, deed ?? "ENABLE", day, viewer.id) : judged;
  const t = await getTranslations("accounts");
  const stop = deed ? accountStop(deed, day, today) : null;
  const address = keptOf("accounts", ids, all ? filterOf("accounts", params) : null);
  const counts = countsOf(lines);
  const effect = await effectWords();
  return (
    <ManyPage
      title={t("title.many")}
      subtitle={t("hint.many")}
      back={{ label: t("title.accounts"), href: "/accounts" }}
      chosen={ids.length}
      found={found}
      most={MOST_AT_ONCE}
      what={
        <WhatForm action={PATH} kept={address}>
          <FilterSelect
            id="m-deed"
            name="deed"
            label={t("field.deed")}
            width="17rem"
            value={deed ?? "DISABLE"}
            options={ACCOUNT_DEEDS.map((one) => ({ value: one, label: t(`status.deed.${one}`) }))}
          />
          <FilterField label={t("field.validUntil")} htmlFor="m-day" width="16rem">
            <input id="m-day" type="date" name="day" defaultValue={day ?? ""} className="control" />
          </FilterField>
        </WhatForm>
      }
      looked={
        deed
          ? {
              stop: stop && t(lastOf(stop)),
              counts,
              lessHref: manyHref(PATH, address, { deed, day, less: "1" }),
              confirm: (
                <AccountConfirm
                  ids={lines.map(({ id }) => id)}
                  seen={seen}
                  deed={deed}
                  day={day}
                  count={counts.change}
                />
              ),
            }
          : null
      }
      whom={{ title: t("title.whom"), note: t("hint.chosen", { count: lines.length }) }}
    >
      <ManyTable
        caption={t("hint.table", { title: t("title.whom") })}
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { key: "name", header: t("field.name"), width: "7.5rem", nowrap: true, cell: (row) => row.name },
          { key: "account", header: t("field.account"), nowrap: true, cell: (row) => row.account },
          {
            key: "department",
            header: t("field.department"),
            minor: true,
            nowrap: true,
            cell: (row) => row.department,
          },
          {
            key: "state",
            header: t("field.state"),
            nowrap: true,
            minor: true,
            cell: (row) => <AccountState account={row} />,
          },
        ]}
        looked={
          deed && !stop
            ? {
                effect: () => effect(deed, { day: day ?? null, role: null, level: null }),
                reason: (reason) => t(lastOf(reason)),
              }
            : null
        }
      />
    </ManyPage>
  );
}
