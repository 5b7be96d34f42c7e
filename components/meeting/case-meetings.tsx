import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { MeetingRow } from "@/lib/meetings/queries";
import { MeetingLines } from "./meeting-lines";

type Props = { caseId: string; meetings: readonly MeetingRow[]; mayConvene: boolean; mayRequest: boolean };

/** 协调会 of a case; asked for or convened from here. */
export async function CaseMeetings({ caseId, meetings, mayConvene, mayRequest }: Props) {
  const t = await getTranslations("meetings");
  return (
    <Panel
      flush
      title={t("title.ofCase")}
      actions={
        <>
          {mayConvene && (
            <ButtonLink size="sm" icon="plus" href={`/meetings/new?case=${caseId}`}>
              {t("action.new")}
            </ButtonLink>
          )}
          {mayRequest && (
            <ButtonLink size="sm" icon="plus" href={`/meetings/request?case=${caseId}`}>
              {t("action.request")}
            </ButtonLink>
          )}
        </>
      }
    >
      {meetings.length === 0 ? (
        <p className="px-4 py-4 text-ink-soft">{t("empty.ofCase")}</p>
      ) : (
        <MeetingLines meetings={meetings} withoutCase />
      )}
    </Panel>
  );
}
