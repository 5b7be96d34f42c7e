import { getFormatter, getTranslations } from "next-intl/server";
import { grantRole, resetSecondStep, setClearance, takeBackRole } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { PanelClose } from "@/components/ui/panel-close";
import type { PersonRow } from "@/lib/accounts/queries";
import { grantRefusal } from "@/lib/accounts/rules";
import { ADMINISTRATOR_ROLES, ROLES } from "@/lib/platform/rights";
import { clearanceKey } from "./clearance-key";
import { RoleForm } from "./role-form";

type Props = { person: PersonRow; hasSecondStep: boolean; isOwn: boolean; closeHref: string };

const DAY = { year: "numeric", month: "2-digit", day: "2-digit" } as const;

/** One person's roles: what is held and by whose grant, and what may be added. */
export async function RolePanel({ person, hasSecondStep, isOwn, closeHref }: Props) {
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
      flush
    >
      <div className="px-4 py-2">
        <DescriptionList
          items={[
            { term: t("field.department"), value: person.department },
            { term: t("field.clearance"), value: t(clearanceKey(person.clearance)) },
            { term: t("field.state"), value: t(person.isActive ? "status.active" : "status.disabled") },
            { term: t("field.secondStep"), value: t(hasSecondStep ? "status.on" : "status.off") },
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
      {!isOwn && <ClearanceForm person={person} />}
      {!isOwn && hasSecondStep && <SecondStepReset person={person} />}
      <p className="border-t border-line px-4 py-3">
        <ButtonLink href={`/accounts/sight/${person.id}`} variant="secondary" icon="eye">
          {t("nav.sight")}
        </ButtonLink>
      </p>
    </Panel>
  );
}

async function ClearanceForm({ person }: { person: PersonRow }) {
  const t = await getTranslations("accounts");
  return (
    <section className="border-t border-line px-4 py-3">
      <CommandForm
        action={setClearance}
        messages={await formMessages("accounts")}
        successText={t("status.rolesChanged")}
        aria-label={t("action.setClearance")}
        className="flex flex-col gap-2"
      >
        <input type="hidden" name="userId" value={person.id} />
        <SelectField
          name="clearance"
          label={t("field.clearance")}
          hint={t("hint.setClearance")}
          required
          defaultValue={String(person.clearance)}
          options={[1, 2, 3].map((level) => ({ value: String(level), label: t(clearanceKey(level)) }))}
        />
        <div>
          <SubmitButton variant="secondary">{t("action.setClearance")}</SubmitButton>
        </div>
      </CommandForm>
    </section>
  );
}

/** The telephone is lost: who asks was seen in person, and the reason says so. */
async function SecondStepReset({ person }: { person: PersonRow }) {
  const t = await getTranslations("secondStep");
  return (
    <section className="border-t border-line px-4 py-3">
      <CommandForm
        action={resetSecondStep}
        messages={await formMessages("secondStep")}
        successText={t("status.reset")}
        aria-label={t("action.reset")}
        className="flex flex-col gap-2"
      >
        <input type="hidden" name="userId" value={person.id} />
        <TextField name="reason" label={t("field.reason")} hint={t("hint.reset")} required maxLength={300} />
        <div>
          <SubmitButton variant="danger">{t("action.reset")}</SubmitButton>
        </div>
      </CommandForm>
    </section>
  );
}
