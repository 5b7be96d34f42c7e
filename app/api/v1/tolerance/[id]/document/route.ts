import { getTranslations } from "next-intl/server";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { paperAnswer } from "@/app/_shared/paper-answer";
import { marks } from "@/components/punctuation/marks";
import { loadDeadlines } from "@/lib/calendar/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { exportTolerance } from "@/lib/tolerance/commands";
import { tolerancePaper } from "@/lib/tolerance/paper/rules";
import { getTolerance } from "@/lib/tolerance/queries";
import { toleranceId } from "@/lib/tolerance/schema";

/** The opinion as 公文, once it is decided; the audit keeps who took it. */
export const GET = endpoint<{ id: string }>("tolerance.read", async ({ viewer, params }) => {
  const id = toleranceId.safeParse(params.id);
  if (!id.success) throw new NotFound("tolerance case");
  const trace = crypto.randomUUID().replaceAll("-", "").slice(0, 12);
  const exported = await exportTolerance(viewer, { id: id.data, trace });
  if (!exported.ok) return failure(viewer, exported);
  const today = cityDay(new Date());
  const { one, deadlines } = await read(viewer, async (db) => ({
    one: await getTolerance(db, id.data),
    deadlines: await loadDeadlines(db),
  }));
  const t = await getTranslations("tolerance");
  const paper = tolerancePaper(
    {
      one,
      forDepartment: can(viewer, "tolerance.verify") || viewer.roles.includes("LEADER"),
      appealDays: deadlines.TOLERANCE_APPEAL,
      by: { name: viewer.name, on: today, trace },
    },
    t,
    await marks(),
  );
  return paperAnswer(paper, `${paper.title} ${one.number}`);
});
