/** An export leaves the house: it has a line of its own in the audit, under the number printed on each of its pages. */
import * as z from "zod";
import { command, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { cadreId } from "./schema";

export const exportCadreFile = command({
  name: "exportCadreFile",
  right: "cadres.export",
  input: z.strictObject({ id: cadreId, trace: z.string().regex(/^[0-9a-f]{12}$/) }),
  run: async ({ db, viewer, input }) => {
    const [there] = await db.rows<{ id: string }>(sql`select id from cadres where id = ${input.id}::uuid`);
    if (!there || viewer.cadreId === input.id) throw new NotFound("cadre");
    return done({ id: input.id }, { entity: "cadre", id: input.id, after: input.trace });
  },
});
