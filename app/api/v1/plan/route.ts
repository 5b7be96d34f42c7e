import { endpoint } from "@/app/_shared/endpoint";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { listMeetings, listProjects } from "@/lib/liaison/queries";
import { wallClock } from "@/lib/liaison/rules";
import { sheetsOf } from "@/lib/liaison/sheet/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";

/** The workbook to fill in, with what the unit has entered already: coming meetings and all projects. */
export const GET = endpoint("plan.enter", async ({ viewer }) => {
  const { ownUnitId } = viewer;
  if (!ownUnitId) throw new NotFound("own unit");
  const { meetings, projects } = await read(viewer, async (db) => ({
    meetings: await listMeetings(db, ownUnitId, cityDay(new Date())),
    projects: await listProjects(db, ownUnitId),
  }));
  return workbookAnswer(
    sheetsOf(
      meetings.map((one) => ({ ...one, ...wallClock(one.startsAt) })),
      projects.map((one) => ({ ...one, endsOn: one.endsOn ?? undefined })),
    ),
    "会议与项目",
  );
});
