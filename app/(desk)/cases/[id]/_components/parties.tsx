import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { addCaseParty, nameContact } from "@/app/_actions/cases";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { CasePage, CaseParty } from "@/lib/cases/page/queries";
import { LIMITS } from "@/lib/cases/schema";
import type { Viewer } from "@/lib/platform/viewer";

const summary = "inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11";
type Props = { one: CasePage; viewer: Viewer; units: { id: string; shortName: string }[] };

/** Units that take part, each with its contact and share; the department and the unit itself change the contact. */
export async function CaseParties({ one, viewer, units }: Props) {
  const t = await getTranslations("cases");
  const isLive = one.state === "OPEN" || one.state === "SETTLED";
  const mayName = ({ unitId }: CaseParty) =>
    isLive && (!viewer.roles.includes("LIAISON") || viewer.ownUnitId === unitId);
  const others = units.filter(({ id }) => !one.parties.some(({ unitId }) => unitId === id));
  return (
    <Panel title={t("title.parties")} flush>
      <ul className="divide-y divide-line">
        {one.parties.map((party) => (
          <li key={party.id} className="px-4 py-2.5">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <a href={`/units/${party.unitId}`} className="font-medium text-accent">
                {party.unitName}
              </a>
              {party.isLead && <Badge>{t("status.lead")}</Badge>}
              <span className="text-ink-soft">
                {[party.contactName, party.contact].filter(Boolean).join(" ") || t("hint.noContact")}
              </span>
            </p>
            {party.part && <p className="text-sm text-ink-soft">{party.part}</p>}
            {mayName(party) && <Contact party={party} />}
          </li>
        ))}
      </ul>
      {one.state === "OPEN" && others.length > 0 && (
        <details className="no-print px-4 py-2.5">
          <summary className={summary}>{t("action.addParty")}</summary>
          <CommandForm
            action={addCaseParty}
            messages={await formMessages("cases")}
            resetOnSuccess
            className="mt-2 flex flex-col gap-3"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="caseId" value={one.id} />
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                name="unitId"
                label={t("field.parties")}
                emptyLabel={t("empty.parties")}
                options={others.map(({ id, shortName }) => ({ value: id, label: shortName }))}
                required
              />
              <TextField name="part" label={t("field.part")} maxLength={LIMITS.part} />
            </div>
            <FormActions>
              <SubmitButton variant="secondary">{t("action.addParty")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}

async function Contact({ party }: { party: CaseParty }) {
  const t = await getTranslations("cases");
  const m = await marks();
  return (
    <details className="no-print">
      <summary className={summary} aria-label={`${t("action.nameContact")}${m.says}${party.unitName}`}>
        {t("action.nameContact")}
      </summary>
      <CommandForm
        action={nameContact}
        messages={await formMessages("cases")}
        className="mt-1 grid gap-3 sm:grid-cols-3"
      >
        <input type="hidden" name="id" value={party.id} />
        <SelectField
          name="contactId"
          label={t("field.contact")}
          defaultValue={party.contactId ?? ""}
          emptyLabel={t("empty.contact")}
          options={party.liaisons.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField
          name="contact"
          label={t("field.contactWords")}
          defaultValue={party.contact}
          maxLength={LIMITS.contact}
        />
        <TextField name="part" label={t("field.part")} defaultValue={party.part} maxLength={LIMITS.part} />
        <FormActions>
          <SubmitButton variant="secondary">{t("action.nameContact")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </details>
  );
}
