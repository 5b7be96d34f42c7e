/** A comparison leaves the house: who took it, of whom, under the number that stands on each of its pages. */
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { exportInput } from "./schema";

export const exportComparison = commandInSql({
  name: "exportComparison",
  right: "comparison.export",
  input: exportInput,
  run: async ({ db, viewer, input: { cadres, form, trace } }) => {
    const seen = await db.rows(sql`select id from cadres where id = any(${cadres}::uuid[])`);
    if (seen.length !== cadres.length || (viewer.cadreId && cadres.includes(viewer.cadreId)))
      throw new NotFound("cadre");
    return done(
      { trace },
      { entity: "comparison", id: trace, before: [...cadres].sort().join(" "), after: form },
    );
  },
});
