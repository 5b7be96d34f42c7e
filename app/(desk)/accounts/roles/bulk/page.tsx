import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeClearances, changeRoles } from "@/app/_actions/accounts";
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
import { marks } from "@/components/punctuation/marks";
import { FilterSelect } from "@/components/ui/filter-bar";
import { foundPeople, listManyPeople } from "@/lib/accounts/changes/queries";
import { judgeClearances, judgeRoles, type ManyPerson } from "@/lib/accounts/changes/rules";
import { GRANT_DEEDS, roleLookFilter } from "@/lib/accounts/changes/schema";
import { MOST_AT_ONCE, roleFilter } from "@/lib/accounts/schema";
import { read } from "@/lib/platform/db";
import { countsOf, withoutRefused } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import { ROLES } from "@/lib/platform/rights";
import { effectWords, lastOf } from "../../_components/change-words";
import { clearanceKey } from "../_components/clearance-key";

const PATH = "/accounts/roles/bulk";
const LEVELS = [1, 2, 3] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.title");
  return { title: t("manyRoles") };
}

/** A role granted to many or taken back from many, or how confidential a record they may read; the rules of each one hold for each of them. */
export default async function ManyRolesPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roles.grant");
  const params = await searchParams;
  const { accounts: ticked, all, deed, give = "OBSERVER", level = 1, less } = roleLookFilter.parse(params);
  const list = roleFilter.parse(params);
  const { ids, found, people } = await read(viewer, async (db) => {
    const ids = all ? await foundPeople(db, list) : ticked;
    const fitting = ids.length > MOST_AT_ONCE ? [] : ids;
    return { ids: fitting, found: ids.length, people: await listManyPeople(db, fitting) };
  });
  const judge = (whom: readonly ManyPerson[]) =>
    deed === "CLEARANCE"
      ? judgeClearances(whom, level, viewer.id)
      : judgeRoles(whom, deed ?? "GRANT", give, viewer.id);
  const judged = judge(people);
  const { lines, seen } = less ? judge(withoutRefused(judged.lines)) : judged;
  const t = await getTranslations("accounts");
  const m = await marks();
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
  // what the deed needs goes along, and nothing else
  const given: Record<string, string> = deed === "CLEARANCE" ? { level: String(level) } : { role: give };
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
            options={GRANT_DEEDS.map((one) => ({ value: one, label: t(`status.deed.${one}`) }))}
          />
          <FilterSelect
            id="m-give"
            name="give"
            label={t("field.roleFor")}
            width="11rem"
            value={give}
            options={ROLES.map((one) => ({ value: one, label: roleWords(one) }))}
          />
          <FilterSelect
            id="m-level"
            name="level"
            label={t("field.clearanceFor")}
            width="11rem"
            value={String(level)}
            options={LEVELS.map((one) => ({ value: String(one), label: t(clearanceKey(one)) }))}
          />
        </WhatForm>
      }
      looked={
        deed
          ? {
              stop: null,
              counts,
              lessHref: manyHref(PATH, address, { deed, give, level: String(level), less: "1" }),
              confirm: (
                <CommandForm
                  action={deed === "CLEARANCE" ? changeClearances : changeRoles}
                  messages={await formMessages("accounts")}
                  successHref="/accounts/roles/changes?id={id}"
                  aria-label={t("title.manyRoles")}
                  className={CONFIRM_LOOK}
                >
                  <ConfirmFields
                    name="accounts"
                    ids={lines.map(({ id }) => id)}
                    seen={seen}
                    fields={{ deed, ...given }}
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
            key: "clearance",
            header: t("field.clearance"),
            minor: true,
            nowrap: true,
            cell: (row) => t(clearanceKey(row.clearance)),
          },
          {
            key: "roles",
            header: t("field.roles"),
            minor: true,
            cell: (row) => row.roles.map((one) => roleWords(one)).join(m.list) || t("empty.roles"),
          },
        ]}
        looked={
          deed
            ? {
                effect: () => effect(deed, { day: null, role: give, level }),
                reason: (reason) => t(lastOf(reason)),
              }
            : null
        }
      />
    </ManyPage>
  );
}
