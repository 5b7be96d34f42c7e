import { getTranslations } from "next-intl/server";
import { askSigning, objectToMinutes, signMinutes } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { MeetingPage, MeetingParty } from "@/lib/meetings/queries";
import { hasSigned, lacksOf, stepRefusal } from "@/lib/meetings/rules";
import { LIMITS } from "@/lib/meetings/schema";
import { momentText } from "@/lib/platform/clock";
import { Keys, Summary } from "./invitation";

type Props = { meeting: MeetingPage; now: Date };

/** 签认 of the present version, party by party; earlier signatures are named as void. */
export async function Signing({ meeting, now }: Props) {
  const t = await getTranslations("meetings");
  const messages = await formMessages("meetings");
  const isReady = stepRefusal(meeting, "ASK_SIGNING", now) === null;
  const mayLook = stepRefusal(meeting, "SIGN", now) === null;
  const lacks = isReady ? lacksOf(meeting) : [];
  return (
    <>
      {mayLook && (
        <Panel title={t("title.sign")} className="no-print border-attention-line">
          <p className="mb-3">{t("hint.toSign", { version: meeting.minutesVersion })}</p>
          <CommandForm action={signMinutes} messages={messages}>
            <SignKeys meeting={meeting} />
            <FormActions>
              <SubmitButton>{t("action.sign")}</SubmitButton>
            </FormActions>
          </CommandForm>
          <details className="mt-2">
            <Summary>{t("action.object")}</Summary>
            <CommandForm
              action={objectToMinutes}
              messages={messages}
              className="mt-1 flex flex-wrap items-end gap-2"
            >
              <SignKeys meeting={meeting} />
              <TextField
                name="note"
                label={t("field.objection")}
                hint={t("hint.object")}
                maxLength={LIMITS.reason}
                className="min-w-[16rem] flex-1"
                required
              />
              <SubmitButton variant="secondary">{t("action.object")}</SubmitButton>
            </CommandForm>
          </details>
        </Panel>
      )}
      <Panel
        title={t("title.signing")}
        note={meeting.minutesVersion > 0 && t("hint.versionOf", { version: meeting.minutesVersion })}
        flush
      >
        <ul className="divide-y divide-line">
          {meeting.parties.map((party) => (
            <SignatureLine key={party.unitId} party={party} meeting={meeting} />
          ))}
        </ul>
        {isReady && (
          <div className="no-print border-t border-line px-4 py-3">
            {lacks.length > 0 && (
              <Notice kind="caution" className="mb-3" title={t("hint.lacks")}>
                <ul className="list-disc pl-5">
                  {lacks.map((lack) => (
                    <li key={lack}>{t(`status.lack.${lack}`)}</li>
                  ))}
                </ul>
              </Notice>
            )}
            <CommandForm action={askSigning} messages={messages}>
              <Keys meeting={meeting} />
              <p className="text-sm text-ink-soft">{t("hint.followUp")}</p>
              <FormActions>
                <SubmitButton disabled={lacks.length > 0}>{t("action.askSigning")}</SubmitButton>
              </FormActions>
            </CommandForm>
          </div>
        )}
      </Panel>
    </>
  );
}

const SignKeys = ({ meeting }: { meeting: MeetingPage }) => (
  <>
    <input type="hidden" name="id" value={meeting.id} />
    <input type="hidden" name="minutesVersion" value={meeting.minutesVersion} />
  </>
);

async function SignatureLine({ party, meeting }: { party: MeetingParty; meeting: MeetingPage }) {
  const t = await getTranslations("meetings");
  const isSigned = hasSigned(party, meeting.minutesVersion);
  const [last] = party.signatures;
  return (
    <li className="px-4 py-2.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{party.unitName}</span>
        {isSigned ? (
          <Badge tone="positive" icon="check">
            {t("status.SIGNED")}
          </Badge>
        ) : (
          <Badge icon={meeting.state === "SIGNING" ? "clock" : "minus"}>
            {t(meeting.state === "SIGNING" ? "hint.waits" : "hint.noSignature")}
          </Badge>
        )}
      </p>
      {last && (
        <p className="text-sm text-ink-soft">
          {last.verdict === "OBJECTED"
            ? t("hint.objected", { name: last.signerName, at: momentText(last.at), note: last.note })
            : isSigned
              ? t("hint.signed", { name: last.signerName, at: momentText(last.at) })
              : t("hint.oldSigned", { version: last.version })}
        </p>
      )}
    </li>
  );
}
