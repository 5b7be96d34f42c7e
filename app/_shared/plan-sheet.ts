/** An uploaded plan: read and compared with what it says now. Nothing is changed here; the page sends the lines on. */
import { findVersion, getPlan, getRoster } from "@/lib/assignments/plans/queries";
import { differenceOf, type Pair, stepRefusal } from "@/lib/assignments/plans/rules";
import { LIMITS, stepInput } from "@/lib/assignments/plans/schema";
import { linesOf, type SheetFault } from "@/lib/assignments/plans/sheet/rules";
import { outcomeOf } from "@/lib/platform/command";
import { read } from "@/lib/platform/db";
import { isSameOrigin, requestViewer } from "@/lib/platform/request";
import type { Outcome } from "@/lib/platform/result";
import { readWorkbook } from "@/lib/platform/workbook";

export type DryRun = { lines: Pair[]; begun: Pair[]; ended: Pair[] } | { faults: SheetFault[] };

export async function tryPlanSheet(form: FormData): Promise<Outcome<DryRun>> {
  try {
    if (!(await isSameOrigin("browser"))) return { ok: false, kind: "denied" };
    const viewer = await requestViewer("plans.manage");
    const key = stepInput.safeParse({ id: form.get("id"), rowVersion: form.get("rowVersion") });
    if (!key.success) return { ok: false, kind: "notFound" };
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0)
      return { ok: false, kind: "invalid", issues: [{ path: "file", code: "required" }] };
    const { plan, version, roster } = await read(viewer, async (db) => {
      const plan = await getPlan(db, key.data.id);
      return {
        plan,
        version: await findVersion(db, plan.id, plan.versionNo),
        roster: await getRoster(db, plan.startsOn),
      };
    });
    if (plan.rowVersion !== key.data.rowVersion) return { ok: false, kind: "stale" };
    const refused = stepRefusal(plan, "arrange", viewer);
    if (refused) return { ok: false, kind: "refused", reason: refused };
    const sheets = await readWorkbook(new Uint8Array(await file.arrayBuffer()), LIMITS.fileBytes);
    if (!sheets) return { ok: false, kind: "refused", reason: "plans.reason.notABook" };
    const found = linesOf(sheets, roster);
    if ("faults" in found) return { ok: true, value: found };
    const { begun, ended } = differenceOf(found.lines, version?.lines ?? []);
    return { ok: true, value: { lines: found.lines, begun, ended } };
  } catch (error) {
    return outcomeOf(error);
  }
}
