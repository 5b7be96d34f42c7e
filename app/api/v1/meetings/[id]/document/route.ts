import { getLocale, getTranslations } from "next-intl/server";
import { endpoint } from "@/app/_shared/endpoint";
import { paperAnswer } from "@/app/_shared/paper-answer";
import { minutesPaper } from "@/lib/meetings/minutes/rules";
import { getMeeting } from "@/lib/meetings/queries";
import { meetingId } from "@/lib/meetings/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";

/** The minutes as 公文, as far as the viewer sees them: a unit's copy holds no observation content. */
export const GET = endpoint<{ id: string }>("meetings.read", async ({ viewer, params }) => {
  const id = meetingId.safeParse(params.id);
  if (!id.success) throw new NotFound("meeting");
  const meeting = await read(viewer, (db) => getMeeting(db, viewer, id.data));
  if (!["HELD", "SIGNING", "SIGNED"].includes(meeting.state)) throw new NotFound("minutes");
  const isEnglish = (await getLocale()) === "en";
  const by = { name: viewer.name, on: cityDay(new Date()) };
  const paper = minutesPaper({ meeting, isEnglish, by }, await getTranslations("meetings"));
  return paperAnswer(paper, paper.title);
});
