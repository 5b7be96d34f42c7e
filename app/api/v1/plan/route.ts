import { endpoint } from "@/app/_shared/endpoint";
import { listMeetings, listProjects } from "@/lib/liaison/queries";
import { wallClock } from "@/lib/liaison/rules";
import { sheetsOf } from "@/lib/liaison/sheet/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { WORKBOOK_TYPE, writeWorkbook } from "@/lib/platform/workbook";

/** The workbook to fill in, with what the unit has entered already: coming meetings and all projects. */
export const GET = endpoint("plan.enter", async ({ viewer }) => {
  const { ownUnitId } = viewer;
  if (!ownUnitId) throw new NotFound("own unit");
  const { meetings, projects } = await read(viewer, async (db) => ({
    meetings: await listMeetings(db, ownUnitId, cityDay(new Date())),
    projects: await listProjects(db, ownUnitId),
  }));
  const book = await writeWorkbook(
    sheetsOf(
      meetings.map((one) => ({ ...one, ...wallClock(one.startsAt) })),
      projects.map((one) => ({ ...one, endsOn: one.endsOn ?? undefined })),
    ),
  );
  return new Response(new Uint8Array(book), {
    headers: {
      "content-type": WORKBOOK_TYPE,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("会议与项目.xlsx")}`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
});
