import { getTranslations } from "next-intl/server";
import { endpoint } from "@/app/_shared/endpoint";
import { gradeFault } from "@/app/_shared/grade-fault";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { marks } from "@/components/punctuation/marks";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import type { GradePreview } from "@/lib/roster/grades/queries";
import { GRADE_HEADINGS } from "@/lib/roster/grades/rules";
import { GRADE_FIELDS, isGradeField } from "@/lib/roster/grades/schema";
import { narrowed } from "@/lib/roster/grades/wide/rules";
import { faultSheets } from "@/lib/roster/paper/rules";
import { getBatch, listFaulty } from "@/lib/roster/queries";
import { batchId } from "@/lib/roster/schema";

const columns = {
  fields: GRADE_FIELDS,
  headingOf: (field: string) => (isGradeField(field) ? (GRADE_HEADINGS[field][0] ?? field) : field),
};

/** The rows that could not be taken, in their own columns with the reason behind; mended they are uploaded again. */
export const GET = endpoint<{ id: string }>("appraisals.record", async ({ viewer, params }) => {
  const id = batchId.safeParse(params.id);
  if (!id.success) throw new NotFound("import");
  const { batch, rows } = await read(viewer, async (db) => ({
    batch: await getBatch(db, id.data, "GRADES"),
    rows: await listFaulty<GradePreview>(db, id.data),
  }));
  const t = await getTranslations("grades");
  const shared = await getTranslations("roster");
  const m = await marks();
  const table = narrowed(batch, rows);
  return workbookAnswer(
    faultSheets(
      table.header,
      table.mapping,
      table.rows,
      (row) => row.faults.map((fault) => gradeFault(t, shared, fault, row, batch.header)).join(m.parts),
      columns,
    ),
    "考核等次待改正",
  );
});
