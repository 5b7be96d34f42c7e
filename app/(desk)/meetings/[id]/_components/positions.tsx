import { getTranslations } from "next-intl/server";
import { writeMinutes } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { MeetingPage } from "@/lib/meetings/queries";
import { LIMITS } from "@/lib/meetings/schema";
import { Keys, Summary } from "./invitation";

type Props = { meeting: MeetingPage; mayWrite: boolean };

/** Who came and what each said; before the meeting, who is invited. */
export async function Positions({ meeting, mayWrite }: Props) {
  const t = await getTranslations("meetings");
  const isOver = meeting.parties.some(({ isPresent }) => isPresent !== null);
  const isBefore = meeting.state === "CONVENED" || meeting.state === "CANCELLED";
  return (
    <Panel title={t(isBefore ? "field.parties" : "title.minutes")} flush>
      <ul className="divide-y divide-line">
        {meeting.parties.map((party) => (
          <li key={party.unitId} className="px-4 py-2.5">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{party.unitName}</span>
              {party.isPresent === true && (
                <Badge tone="positive" icon="check">
                  {t("status.present")}
                </Badge>
              )}
              {party.isPresent === false && <Badge icon="minus">{t("hint.absent")}</Badge>}
              {party.isPresent === null && !isBefore && <Badge>{t("hint.unknown")}</Badge>}
              <span className="text-sm text-ink-soft">
                {party.attendees || (party.contact && `${t("field.contact")} ${party.contact}`)}
              </span>
            </p>
            {party.position && <Written className="mt-0.5">{party.position}</Written>}
            {party.isPresent && !party.position && (
              <p className="mt-0.5 text-sm text-ink-soft">{t("hint.noPosition")}</p>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div className="no-print border-t border-line px-4 py-3">
          <details open={!isOver}>
            <Summary>{t("action.editMinutes")}</Summary>
            <WriteForm meeting={meeting} />
          </details>
        </div>
      )}
    </Panel>
  );
}

async function WriteForm({ meeting }: { meeting: MeetingPage }) {
  const t = await getTranslations("meetings");
  return (
    <CommandForm
      key={meeting.rowVersion}
      action={writeMinutes}
      messages={await formMessages("meetings")}
      className="mt-2 flex flex-col gap-4"
    >
      <Keys meeting={meeting} />
      <input type="hidden" name="partyCount" value={meeting.parties.length} />
      <p className="text-sm text-ink-soft">{t("hint.written")}</p>
      <TextField
        name="chair"
        label={t("field.chair")}
        hint={t("hint.chair")}
        defaultValue={meeting.chair}
        maxLength={LIMITS.chair}
      />
      {meeting.parties.map((party, at) => (
        <fieldset
          key={party.unitId}
          className="flex flex-col gap-3 rounded-md border border-line px-3 py-2.5"
        >
          <legend className="px-1 font-medium">{party.unitName}</legend>
          <input type="hidden" name={`parties.${at}.unitId`} value={party.unitId} />
          <CheckboxGroup
            name={`parties.${at}.isPresent`}
            label={t("field.isPresent")}
            options={[{ value: "on", label: t("status.present") }]}
            defaultValue={party.isPresent === false ? [] : ["on"]}
          />
          <TextField
            name={`parties.${at}.attendees`}
            label={t("field.attendees")}
            hint={t("hint.attendees")}
            defaultValue={party.attendees}
            maxLength={LIMITS.attendees}
          />
          <TextArea
            name={`parties.${at}.position`}
            label={t("field.position")}
            hint={t("hint.position")}
            defaultValue={party.position}
            limit={LIMITS.position}
            rows={3}
          />
        </fieldset>
      ))}
      <FormActions>
        <SubmitButton>{t("action.saveMinutes")}</SubmitButton>
      </FormActions>
    </CommandForm>
  );
}
