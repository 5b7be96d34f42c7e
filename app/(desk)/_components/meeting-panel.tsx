import { getTranslations } from "next-intl/server";
import { MeetingMark } from "@/components/meeting/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { SHOWN } from "@/lib/coverage/desk/queries";
import { listOpenMeetings, type MeetingRow } from "@/lib/meetings/queries";
import { momentText } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import { DeskList } from "./desk-list";

export const readMeetings = (db: ScopedDb, viewer: Viewer): Promise<MeetingRow[]> =>
  listOpenMeetings(db, viewer, SHOWN);

type Props = { meetings: readonly MeetingRow[]; viewer: Viewer; level: 2 | 3 };

/** 协调会 under way: what waits for the own signature first. */
export async function MeetingPanel({ meetings, viewer, level }: Props) {
  const t = await getTranslations("meetings");
  return (
    <Panel
      flush
      level={level}
      title={t("title.list")}
      actions={
        <>
          {can(viewer, "meetings.request") && (
            <ButtonLink variant="quiet" size="sm" icon="plus" href="/meetings/request">
              {t("action.request")}
            </ButtonLink>
          )}
          <ButtonLink variant="quiet" size="sm" href="/meetings">
            {t("action.more")}
          </ButtonLink>
        </>
      }
    >
      <DeskList
        items={meetings.map((meeting) => ({
          key: meeting.id,
          href: `/meetings/${meeting.id}`,
          title: meeting.title,
          detail: meeting.startsAt
            ? `${momentText(meeting.startsAt)} ${meeting.place}`
            : t("hint.waitSince", { unit: meeting.unitName }),
          mark: meeting.isMineToSign ? (
            <Badge tone="attention" icon="pen">
              {t("status.mine")}
            </Badge>
          ) : (
            <MeetingMark state={meeting.state} />
          ),
        }))}
        empty={t(can(viewer, "meetings.request") ? "empty.listLiaison" : "empty.list")}
      />
    </Panel>
  );
}
