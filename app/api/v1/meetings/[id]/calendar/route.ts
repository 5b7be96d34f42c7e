import { getTranslations } from "next-intl/server";
import { attachmentNamed } from "@/app/_shared/attachment-name";
import { endpoint } from "@/app/_shared/endpoint";
import { marks } from "@/components/punctuation/marks";
import { calendarFile } from "@/lib/meetings/invitation/rules";
import { getMeeting } from "@/lib/meetings/queries";
import { meetingId } from "@/lib/meetings/schema";
import { read } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/result";

/** The invitation for a calendar; whoever sees the meeting takes it. A cancelled one says so. */
export const GET = endpoint<{ id: string }>("meetings.read", async ({ viewer, params }) => {
  const id = meetingId.safeParse(params.id);
  if (!id.success) throw new NotFound("meeting");
  const meeting = await read(viewer, (db) => getMeeting(db, viewer, id.data));
  if (!meeting.startsAt || !meeting.endsAt) throw new NotFound("invitation");
  const t = await getTranslations("meetings");
  const m = await marks();
  const invited = meeting.events.filter(({ kind }) =>
    ["CONVENED", "INVITATION_CHANGED", "CANCELLED"].includes(kind),
  );
  const isCancelled = meeting.state === "CANCELLED";
  const file = calendarFile({
    id: meeting.id,
    title: meeting.title,
    place: meeting.place,
    lines: [
      `${t("field.case")}${m.says}${meeting.caseNumber} ${meeting.caseTitle}`,
      `${t("field.parties")}${m.says}${meeting.parties.map(({ unitName }) => unitName).join(m.list)}`,
      `${t("field.agenda")}${m.says.trim()}`,
      ...meeting.agenda.map((item, at) => `${at + 1}. ${item}`),
    ],
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    // called off is one change more
    sequence: meeting.invitationNo + (isCancelled ? 1 : 0),
    changedAt: new Date(invited[0]?.at ?? meeting.startsAt),
    isCancelled,
    organizer: meeting.events.find(({ kind }) => kind === "CONVENED")?.actorName ?? "",
    href: `${env().APP_URL.replace(/\/$/, "")}/meetings/${meeting.id}`,
  });
  return new Response(file, {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": attachmentNamed(`${meeting.title}.ics`),
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
});
