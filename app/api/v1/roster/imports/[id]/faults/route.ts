import { getTranslations } from "next-intl/server";
import { endpoint } from "@/app/_shared/endpoint";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { marks } from "@/components/punctuation/marks";
import { faultText } from "@/components/roster/fault-text";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { faultSheets } from "@/lib/roster/paper/rules";
import { getBatch, listFaulty } from "@/lib/roster/queries";
import { batchId } from "@/lib/roster/schema";

/** The rows that could not be taken, in their own columns with the reason behind; mended they are uploaded again. */
export const GET = endpoint<{ id: string }>("roster.import", async ({ viewer, params }) => {
  const id = batchId.safeParse(params.id);
  if (!id.success) throw new NotFound("import");
  const { batch, rows } = await read(viewer, async (db) => ({
    batch: await getBatch(db, id.data),
    rows: await listFaulty(db, id.data),
  }));
  const t = await getTranslations("roster");
  const m = await marks();
  return workbookAnswer(
    faultSheets(batch.header, batch.mapping, rows, ({ faults, typed }) =>
      faults.map((fault) => faultText(t, fault, typed)).join(m.parts),
    ),
    "名册待改正",
  );
});
