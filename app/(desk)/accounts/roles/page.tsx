import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { TickForm } from "@/app/(desk)/_components/many/many-parts";
import { SideBySide } from "@/app/(desk)/_components/side-by-side";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { readAccounts } from "@/lib/accounts/account-command";
import { findPerson, listPeople, PAGE_SIZE } from "@/lib/accounts/queries";
import { roleFilter } from "@/lib/accounts/schema";
import { findSecondStep } from "@/lib/accounts/second-step/queries";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { PeopleTable } from "./_components/people-table";
import { RoleFilters } from "./_components/role-filters";
import { RolePanel } from "./_components/role-panel";

const PATH = "/accounts/roles";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.title");
  return { title: t("roles") };
}

export default async function RolesPage({ searchParams }: PageProps) {
  const m = await marks();
  const viewer = await pageViewer("roles.grant");
  const filter = roleFilter.parse(await searchParams);
  const { id, ...list } = filter;
  const { found, chosen } = await read(viewer, async (db) => ({
    found: await listPeople(db, filter),
    chosen: id ? await findPerson(db, id) : null,
  }));
  const secondStep = chosen
    ? await readAccounts(viewer, (db) => findSecondStep(db, chosen.id), "secondStep.reset")
    : null;
  const rows = found.slice(0, PAGE_SIZE);
  const t = await getTranslations("accounts");
  const words = await getTranslations("tables.action");
  return (
    <>
      <PageHeader
        title={t("title.roles")}
        subtitle={`${t("hint.roles")} ${t("hint.rolesAlone")}`}
        actions={
          <ButtonLink href="/accounts/roles/changes" variant="secondary" icon="swap">
            {words("changes")}
          </ButtonLink>
        }
      />
      <SideBySide
        panel={
          chosen && (
            <RolePanel
              person={chosen}
              hasSecondStep={secondStep !== null}
              isOwn={chosen.id === viewer.id}
              closeHref={addressOf(PATH, list)}
            />
          )
        }
      >
        <RoleFilters filter={filter} />
        <TickForm
          action="/accounts/roles/bulk"
          name="accounts"
          filter={Object.fromEntries(
            Object.entries({ q: filter.q, role: filter.role ?? "" }).filter(([, value]) => value),
          )}
          hasRows={rows.length > 0}
        >
          <PeopleTable
            rows={rows}
            chosenId={chosen?.id}
            hrefOf={(row) => addressOf(PATH, list, { id: row.id })}
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
          {t("hint.choosePerson")}
        </Pager>
      </SideBySide>
    </>
  );
}
