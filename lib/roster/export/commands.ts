/** Each export leaves the house: a line in the audit, under the number that stands in it. Of its columns the choice is kept. */
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { Denied, NotFound, refuse } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { LRMX_LIMITS } from "../lrmx/schema";
import { countExported } from "./queries";
import { cadreInput, type ExportScope, exportInput, IDENTITY_COLUMN, scopedInput } from "./schema";

/** The audit knows whose roster it was, and never whom it held. */
const scopeId = ({ unit, type }: ExportScope): string => unit ?? type ?? "all";

export const exportRoster = commandInSql({
  name: "exportRoster",
  right: "roster.export",
  input: exportInput,
  run: async ({ db, viewer, input }) => {
    const { columns, layout, trace } = input;
    if (columns.includes(IDENTITY_COLUMN) && !can(viewer, "cadres.identity")) throw new Denied();
    await db.rows(sql`
      insert into roster_export_choices (user_id, columns, is_grouped)
      values (${viewer.id}::uuid, ${columns}::text[], ${layout === "grouped"})
      on conflict (user_id) do update set columns = excluded.columns, is_grouped = excluded.is_grouped`);
    return done({}, { entity: "roster", id: scopeId(input), after: trace });
  },
});

/** As many as can come in again at once. */
export const exportLrmxFiles = commandInSql({
  name: "exportLrmxFiles",
  right: "roster.export",
  input: scopedInput,
  run: async ({ db, input, today }) => {
    const count = await countExported(db, input, today);
    if (count === 0) throw new NotFound("cadres");
    if (count > LRMX_LIMITS.files) return refuse("rosterExport.reason.tooMany");
    return done({}, { entity: "roster", id: scopeId(input), after: input.trace });
  },
});

/** Nobody takes their own. */
async function requireCadre(db: CommandDb, viewer: Viewer, id: string): Promise<void> {
  const [there] = await db.rows<{ id: string }>(sql`select id from cadres where id = ${id}::uuid`);
  if (!there || viewer.cadreId === id) throw new NotFound("cadre");
}

export const exportLrmx = commandInSql({
  name: "exportLrmx",
  right: "roster.export",
  input: cadreInput,
  run: async ({ db, viewer, input: { id, trace } }) => {
    await requireCadre(db, viewer, id);
    return done({}, { entity: "cadre", id, after: trace });
  },
});

export const exportAppointmentForm = commandInSql({
  name: "exportAppointmentForm",
  right: "roster.export",
  input: cadreInput,
  run: async ({ db, viewer, input: { id, trace } }) => {
    await requireCadre(db, viewer, id);
    return done({}, { entity: "cadre", id, after: trace });
  },
});
