/** An uploaded workbook: who sends it is asked first, then it is measured and read, and only a whole one is imported. */
import { importPlan, type Taken } from "@/lib/liaison/commands";
import { LIMITS } from "@/lib/liaison/schema";
import { planOf, type SheetFault } from "@/lib/liaison/sheet/rules";
import { outcomeOf } from "@/lib/platform/command";
import { isSameOrigin, requestViewer } from "@/lib/platform/request";
import type { Outcome } from "@/lib/platform/result";
import { readWorkbook } from "@/lib/platform/workbook";

/** Faults are an answer and no refusal: they name what is to be mended, and nothing was changed. */
export type UploadAnswer = { taken: Taken } | { faults: SheetFault[] };

export async function takePlan(form: FormData): Promise<Outcome<UploadAnswer>> {
  try {
    if (!(await isSameOrigin("browser"))) return { ok: false, kind: "denied" };
    const viewer = await requestViewer("plan.enter");
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0)
      return { ok: false, kind: "invalid", issues: [{ path: "file", code: "required" }] };
    const sheets = await readWorkbook(new Uint8Array(await file.arrayBuffer()), LIMITS.fileBytes);
    if (!sheets) return { ok: false, kind: "refused", reason: "liaison.reason.notABook" };
    const read = planOf(sheets);
    if ("faults" in read) return { ok: true, value: read };
    const outcome = await importPlan(viewer, read.plan);
    return outcome.ok ? { ok: true, value: { taken: outcome.value } } : outcome;
  } catch (error) {
    return outcomeOf(error);
  }
}
