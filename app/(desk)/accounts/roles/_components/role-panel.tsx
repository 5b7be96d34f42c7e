import { getFormatter, getTranslations } from "next-intl/server";
import { grantRole, takeBackRole } from "@/app/_actions/accounts";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { PanelClose } from "@/components/ui/panel-close";
import type { PersonRow } from "@/lib/accounts/queries";
import { grantRefusal } from "@/lib/accounts/rules";
import { ADMINISTRATOR_ROLES, ROLES } from "@/lib/platform/rights";
import { clearanceKey } from "./clearance-key";
import { RoleForm } from "./role-form";

type Props = { person: PersonRow; isOwn: boolean; closeHref: string };

const DAY = { year: "numeric", month: "2-digit", day: "2-digit" } as const;

/** One person's roles: what is held and by whose grant, and what may be added. */
export async function RolePanel({ person, isOwn, closeHref }: Props) {
  const t = await getTranslations("accounts");
  const name = await getTranslations("app.status");
  const format = await getFormatter();
  const held = person.roles.map(({ role }) => role);
  const free = ROLES.filter((role) => !held.includes(role));
  const grantable = free.filter((role) => !grantRefusal(held, role, isOwn));
  const isAdministrator = held.some((role) => ADMINISTRATOR_ROLES.includes(role));
  const linkHint = (role: (typeof ROLES)[number]) => {
    if (role === "LIAISON" && !person.hasUnit) return t("hint.noUnit");
    return role === "CADRE" && !person.hasCadre ? t("hint.noCadre") : undefined;
  };
  return (
    <Panel
      key={person.id}
      title={person.name}
      note={person.account}
      actions={<PanelClose href={closeHref} label={t("nav.close")} />}
      footer={t("hint.clearance")}
      flush
    >
      <div className="px-4 py-2">
        <DescriptionList
          items={[
            { term: t("field.department"), value: person.department },
            { term: t("field.clearance"), value: t(clearanceKey(person.clearance)) },
            { term: t("field.state"), value: t(person.isActive ? "status.active" : "status.disabled") },
          ]}
        />
        {isOwn && <Notice className="my-2">{t("hint.ownRoles")}</Notice>}
      </div>
      <RoleForm
        action={takeBackRole}
        userId={person.id}
        title={t("field.granted")}
        empty={t("empty.roles")}
        verb={isOwn ? undefined : t("action.remove")}
        variant="danger"
        rows={person.roles.map(({ role, grantedAt, grantedBy }) => {
          const date = format.dateTime(new Date(grantedAt), DAY);
          return {
            role,
            label: name(role),
            note: grantedBy
              ? t("hint.grantedBy", { name: grantedBy, date })
              : t("hint.grantedAtSetup", { date }),
          };
        })}
      />
      {!isOwn && (
        <RoleForm
          action={grantRole}
          userId={person.id}
          title={t("field.available")}
          verb={t("action.grant")}
          rows={grantable.map((role) => ({ role, label: name(role), note: linkHint(role) }))}
          after={
            isAdministrator ? t("hint.stands") : held.length > 0 ? t("hint.administratorsApart") : undefined
          }
        />
      )}
    </Panel>
  );
}
