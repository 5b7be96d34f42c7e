import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { navigationFor } from "@/app/_shared/nav";
import { idOr404, type PageProps } from "@/app/_shared/page-props";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listExceptions } from "@/lib/accounts/exceptions/queries";
import { stateOf } from "@/lib/accounts/exceptions/rules";
import { findPerson } from "@/lib/accounts/queries";
import { listSightUnits } from "@/lib/accounts/sight/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { clearanceKey } from "../../roles/_components/clearance-key";
import { limitsOf, Rights } from "../_components/rights";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sight.title");
  return { title: t("sight") };
}

/** 能看到什么: roles, pages, deeds and units of one person in words; nothing of what stands on those pages. */
export default async function SightPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("accounts.sight");
  const id = idOr404((await params).id);
  const { person, units, exceptions } = await read(viewer, async (db) => ({
    person: await findPerson(db, id),
    units: await listSightUnits(db, id),
    exceptions: await listExceptions(db, id),
  }));
  if (!person) notFound();
  const t = await getTranslations("sight");
  const m = await marks();
  const accounts = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  const format = await getFormatter();
  const today = cityDay(new Date());
  const live = exceptions.filter((one) => stateOf(one, today) === "LIVE");
  const isOpen = person.isActive && !person.isOver;
  const roles = isOpen ? [...person.roles.map((held) => held.role), ...live.map((one) => one.addedRole)] : [];
  const sections = await navigationFor({ roles });
  const day = (moment: string) =>
    format.dateTime(new Date(moment), { year: "numeric", month: "2-digit", day: "2-digit" });
  const home = can(viewer, "accounts.manage") ? "/accounts" : "/accounts/roles";
  return (
    <>
      <PageHeader
        title={t("title.of", { name: person.name })}
        subtitle={t("hint.sight")}
        breadcrumbs={[
          {
            href: `${home}?id=${id}`,
            label: accounts(home === "/accounts" ? "title.accounts" : "title.roles"),
          },
        ]}
        breadcrumbsLabel={t("nav.path")}
      />
      {!person.isActive && <Notice kind="caution">{t("status.disabled")}</Notice>}
      {person.isActive && person.isOver && <Notice kind="caution">{t("status.expired")}</Notice>}
      {isOpen && roles.length === 0 && <Notice kind="caution">{t("empty.roles")}</Notice>}
      <div className="mt-4 columns-1 gap-4 *:mb-4 *:break-inside-avoid xl:columns-2">
        <Panel title={t("title.person")}>
          <DescriptionList
            items={[
              { term: accounts("field.account"), value: person.account },
              { term: accounts("field.department"), value: person.department },
              {
                term: accounts("field.clearance"),
                value: `${accounts(clearanceKey(person.clearance))}${m.open}${t("hint.clearance")}${m.close}`,
              },
              { term: t("field.cadre"), value: t(person.hasCadre ? "status.linked" : "status.notLinked") },
            ]}
          />
        </Panel>
        <Panel title={t("title.roles")}>
          <ul className="flex flex-col gap-2">
            {person.roles.map((held) => (
              <li key={held.role}>
                <span className="font-medium">{role(held.role)}</span>
                <span className="ml-2 text-sm text-ink-hint">
                  {held.grantedBy
                    ? accounts("hint.grantedBy", { name: held.grantedBy, date: day(held.grantedAt) })
                    : accounts("hint.grantedAtSetup", { date: day(held.grantedAt) })}
                </span>
                <span className="block text-ink-soft">{t(`status.role.${held.role}`)}</span>
              </li>
            ))}
            {live.map((one) => (
              <li key={one.id}>
                <span className="font-medium">{role(one.addedRole)}</span>
                <Badge tone="caution" icon={true}>
                  {t("status.exceptionUntil", { day: one.endsOn })}
                </Badge>
                <span className="block text-ink-soft">{t(`status.role.${one.addedRole}`)}</span>
              </li>
            ))}
            {person.roles.length === 0 && <li className="text-ink-hint">{accounts("empty.roles")}</li>}
          </ul>
        </Panel>
        <Panel title={t("title.units")} note={t("hint.units")}>
          <ul className="flex flex-col gap-1">
            {units.map((unit) => (
              <li key={`${unit.reason} ${unit.unitName}`} className="flex flex-wrap justify-between gap-x-3">
                <span>{unit.unitName}</span>
                <span className="text-sm text-ink-hint">
                  {unit.since
                    ? t(`status.unit.${unit.reason}`, { since: unit.since })
                    : t("status.unit.LIAISON")}
                </span>
              </li>
            ))}
            {units.length === 0 && <li className="text-ink-hint">{t("empty.units")}</li>}
          </ul>
        </Panel>
        <Panel title={t("title.limits")}>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {limitsOf({ roles, clearance: person.clearance, hasCadre: person.hasCadre }).map((limit) => (
              <li key={limit}>{t(`status.limit.${limit}`)}</li>
            ))}
          </ul>
        </Panel>
        <Panel title={t("title.pages")}>
          <dl className="flex flex-col gap-2">
            {sections.map((section) => (
              <div key={section.key}>
                <dt className="text-sm text-ink-soft">{section.label}</dt>
                <dd>{section.items.map((item) => item.label).join(m.list)}</dd>
              </div>
            ))}
            {sections.length === 0 && <div className="text-ink-hint">{t("empty.pages")}</div>}
          </dl>
        </Panel>
        <Panel title={t("title.rights")}>
          <Rights roles={roles} />
        </Panel>
      </div>
    </>
  );
}
