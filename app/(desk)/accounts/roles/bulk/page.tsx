import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeRoles } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { ManyPage } from "@/app/(desk)/_components/many/many-page";
import {
  CONFIRM_LOOK,
  ConfirmFields,
  keptOf,
  ManyTable,
  manyHref,
  WhatForm,
} from "@/app/(desk)/_components/many/many-parts";
import { CommandForm } from "@/components/form/command-form";
import { FilterSelect } from "@/components/ui/filter-bar";
import { foundPeople, listManyPeople } from "@/lib/accounts/changes/queries";
import { judgeRoles } from "@/lib/accounts/changes/rules";
import { ROLE_DEEDS, roleLookFilter } from "@/lib/accounts/changes/schema";
import { MOST_AT_ONCE, roleFilter } from "@/lib/accounts/schema";
import { read } from "@/lib/platform/db";
import { countsOf, withoutRefused } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import { ROLES } from "@/lib/platform/rights";
import { effectWords, lastOf } from "../../_components/change-words";

const PATH = "/accounts/roles/bulk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.title");
  return { title: t("manyRoles") };
}

/** A role granted to many, or taken back from many; the rules of each one hold for each of them. */
export default async function ManyRolesPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roles.grant");
  const params = await searchParams;
  const { accounts: ticked, all, deed, give, less } = roleLookFilter.parse(params);
  const list = roleFilter.parse(params);
  const { ids, found, people } = await read(viewer, async (db) => {
    const ids = all ? await foundPeople(db, list) : ticked;
    const fitting = ids.length > MOST_AT_ONCE ? [] : ids;
    return { ids: fitting, found: ids.length, people: await listManyPeople(db, fitting) };
  });
  const judged = judgeRoles(people, deed ?? "GRANT", give ?? "OBSERVER", viewer.id);
  const kept = less ? withoutRefused(judged.lines) : judged.lines;
  const { lines, seen } = less ? judgeRoles(kept, deed ?? "GRANT", give ?? "OBSERVER", viewer.id) : judged;
  const t = await getTranslations("accounts");
  const roleWords = await getTranslations("app.status");
  const address = keptOf(
    "accounts",
    ids,
    all
      ? Object.fromEntries(Object.entries({ q: list.q, role: list.role ?? "" }).filter(([, v]) => v))
      : null,
  );
  const counts = countsOf(lines);
  const effect = await effectWords();
  const isLooked = deed !== undefined && give !== undefined;
  return (
    <ManyPage
      title={t("title.manyRoles")}
      subtitle={t("hint.manyRoles")}
      back={{ label: t("title.roles"), href: "/accounts/roles" }}
      chosen={ids.length}
      found={found}
      most={MOST_AT_ONCE}
      what={
        <WhatForm action={PATH} kept={address}>
          <FilterSelect
            id="m-deed"
            name="deed"
            label={t("field.deed")}
            width="11rem"
            value={deed ?? "GRANT"}
            options={ROLE_DEEDS.map((one) => ({ value: one, label: t(`status.deed.${one}`) }))}
          />
          <FilterSelect
            id="m-give"
            name="give"
            label={t("field.role")}
            width="11rem"
            value={give ?? "OBSERVER"}
            options={ROLES.map((one) => ({ value: one, label: roleWords(one) }))}
          />
        </WhatForm>
      }
      looked={
        isLooked
          ? {
              stop: null,
              counts,
              lessHref: manyHref(PATH, address, { deed, give, less: "1" }),
              confirm: (
                <CommandForm
                  action={changeRoles}
                  messages={await formMessages("accounts")}
                  successHref="/accounts/roles/changes?id={id}"
                  aria-label={t("title.manyRoles")}
                  className={CONFIRM_LOOK}
                >
                  <ConfirmFields
                    name="accounts"
                    ids={lines.map(({ id }) => id)}
                    seen={seen}
                    fields={{ deed, role: give }}
                    count={counts.change}
                  />
                </CommandForm>
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
            key: "roles",
            header: t("field.roles"),
            minor: true,
            cell: (row) => row.roles.map((one) => roleWords(one)).join("、") || t("empty.roles"),
          },
        ]}
        looked={
          isLooked
            ? {
                effect: () => effect(deed, { day: null, role: give }),
                reason: (reason) => t(lastOf(reason)),
              }
            : null
        }
      />
    </ManyPage>
  );
}
