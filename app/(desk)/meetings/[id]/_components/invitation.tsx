import { getTranslations } from "next-intl/server";
import { cancelMeeting, changeInvitation, declineMeeting, holdMeeting } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { CaseToCoordinate, MeetingPage } from "@/lib/meetings/queries";
import { stepRefusal } from "@/lib/meetings/rules";
import { LIMITS } from "@/lib/meetings/schema";
import { InvitationFields } from "../../_components/invitation-fields";

type Props = { meeting: MeetingPage; of: CaseToCoordinate | null; now: Date };

/** Before it is held: convened or declined, changed or called off, held. */
export async function BeforeMeeting({ meeting, of, now }: Props) {
  const may = (step: "CONVENE" | "CHANGE" | "HOLD") => stepRefusal(meeting, step, now) === null;
  const t = await getTranslations("meetings");
  const messages = await formMessages("meetings");
  const keys = <Keys meeting={meeting} />;
  if (may("CONVENE")) {
    return (
      <Panel title={t("title.convene")} className="no-print">
        {!meeting.caseId && <Notice className="mb-3">{t("hint.needsCase")}</Notice>}
        <ButtonLink variant="primary" href={`/meetings/new?request=${meeting.id}`}>
          {t("action.new")}
        </ButtonLink>
        <EndForm meeting={meeting} action={declineMeeting} label={t("action.decline")} />
      </Panel>
    );
  }
  if (!may("CHANGE")) return null;
  const invited = new Set(meeting.parties.map(({ unitId }) => unitId));
  return (
    <>
      {may("HOLD") && (
        <Panel title={t("title.hold")} className="no-print">
          <CommandForm action={holdMeeting} messages={messages}>
            {keys}
            <FormActions>
              <SubmitButton>{t("action.hold")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
      <Panel title={t("title.change")} className="no-print">
        <details>
          <Summary>{t("title.change")}</Summary>
          <CommandForm
            key={meeting.rowVersion}
            action={changeInvitation}
            messages={messages}
            className="mt-2 flex flex-col gap-4"
          >
            {keys}
            <InvitationFields
              known={meeting}
              units={(of?.parties ?? [])
                .filter(({ unitId }) => !invited.has(unitId))
                .map(({ unitId, unitName }) => ({ value: unitId, label: unitName }))}
              unitsLabel={t("hint.invited")}
            />
            <p className="text-sm text-ink-soft">{t("hint.changed")}</p>
            <FormActions>
              <SubmitButton>{t("action.change")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
        <EndForm meeting={meeting} action={cancelMeeting} label={t("action.cancel")} />
      </Panel>
    </>
  );
}

export const Keys = ({ meeting }: { meeting: Pick<MeetingPage, "id" | "rowVersion"> }) => (
  <>
    <input type="hidden" name="id" value={meeting.id} />
    <input type="hidden" name="rowVersion" value={meeting.rowVersion} />
  </>
);

export const Summary = ({ children }: { children: React.ReactNode }) => (
  <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
    {children}
  </summary>
);

type EndProps = { meeting: MeetingPage; action: typeof declineMeeting; label: string };
async function EndForm({ meeting, action, label }: EndProps) {
  const t = await getTranslations("meetings");
  return (
    <details className="mt-2">
      <Summary>{label}</Summary>
      <CommandForm
        action={action}
        messages={await formMessages("meetings")}
        className="mt-1 flex flex-wrap items-end gap-2"
      >
        <Keys meeting={meeting} />
        <TextField
          name="reason"
          label={t("field.reason")}
          maxLength={LIMITS.reason}
          className="min-w-[16rem] flex-1"
          required
        />
        <SubmitButton variant="secondary">{label}</SubmitButton>
      </CommandForm>
    </details>
  );
}
