import { z } from "zod";
import { endpoint } from "@/app/_shared/endpoint";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { findVersion, getPlan, getRoster } from "@/lib/assignments/plans/queries";
import { atBase } from "@/lib/assignments/plans/rules";
import { sheetOf } from "@/lib/assignments/plans/sheet/rules";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";

const planId = z.uuid();

/** The plan as it stands, to be looked at and changed in Excel. */
export const GET = endpoint<{ id: string }>("plans.manage", async ({ viewer, params }) => {
  const id = planId.safeParse(params.id);
  if (!id.success) throw new NotFound("plan");
  const { plan, version, roster } = await read(viewer, async (db) => {
    const plan = await getPlan(db, id.data);
    return {
      plan,
      version: await findVersion(db, plan.id, plan.versionNo),
      roster: await getRoster(db, plan.startsOn),
    };
  });
  return workbookAnswer(
    [sheetOf(version?.lines ?? [], version ? atBase(roster, version.base) : roster)],
    plan.name,
  );
});
