import { endpoint } from "@/app/_shared/endpoint";
import { tableAnswer } from "@/app/_shared/tables/answer";
import { NotFound } from "@/lib/platform/result";
import { exportTable } from "@/lib/tables/commands";
import { TABLE_NAMES } from "@/lib/tables/schema";

export const GET = endpoint<{ table: string }>("tables.export", async ({ viewer, request, params }) => {
  const table = TABLE_NAMES.find((name) => name === params.table);
  if (!table) throw new NotFound("table");
  return tableAnswer(viewer, table, request, exportTable);
});
