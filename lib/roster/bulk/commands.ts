/**
 * A change for many is an import without a file: in the same journal, so it stands in the list of imports with whom it
 * moved, and is undone for as long and as strictly as one (undo_import).
 */
import { addDays } from "@/lib/platform/clock";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { countsOf } from "@/lib/platform/many";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { digestOf, findInto, listBulk } from "./queries";
import { type BulkCadre, bulkStop, bulkVerdict } from "./rules";
import { bulkInput } from "./schema";

export const changeMany = commandInSql({
  name: "changeManyCadres",
  right: "roster.import",
  input: bulkInput,
  run: async ({ db, viewer, input, now, today }) => {
    const { id, cadres: ids, seen, deed, day, into: intoId, reason } = input;
    // whoever changes one of these posts now goes first or waits
    await db.rows(
      sql`select id from post_holdings where cadre_id = any(${ids}::uuid[]) order by id for update`,
    );
    const [there] = await db.rows(sql`select id from import_batches where id = ${id}::uuid`);
    // the same form sent twice is one change
    if (there) return done({ id }, null);
    if ((await digestOf(db, ids)) !== seen) throw new Stale("posts");
    const into = deed === "MOVE" ? await findInto(db, intoId) : null;
    const stop = bulkStop(deed, day, into, today);
    if (stop) return refuse(stop);
    const found = await listBulk(db, ids, day);
    if (found.length !== ids.length) throw new NotFound("cadre");
    const lines = found.map((cadre) => ({
      ...cadre,
      verdict: bulkVerdict(cadre, deed, day, intoId, viewer),
    }));
    const counts = countsOf(lines);
    if (counts.refused > 0) return refuse("roster.reason.bulkRefused", { count: counts.refused });
    const cadres = lines.filter(({ verdict }) => verdict.kind === "change");
    if (cadres.length === 0) return refuse("roster.reason.nothingToDo");

    await db.rows(sql`
      insert into import_batches (id, kind, file_name, body_hash, effective_on, uploaded_by)
      values (${id}::uuid, 'BULK', ${reason}, sha256(${id}::bytea), ${day}::date, ${viewer.id}::uuid)`);
    await db.rows(sql`select set_config('app.import_batch', ${id}, true)`);
    if (into) await move(db, id, cadres, day, into);
    else await leave(db, id, cadres, day);
    await db.rows(sql`select set_config('app.import_batch', '', true)`);
    await db.rows(sql`
      update import_batches set state = 'CONFIRMED', confirmed_by = ${viewer.id}::uuid, confirmed_at = ${now}::timestamptz,
             changed_count = ${into ? cadres.length : 0}::int, ended_count = ${into ? 0 : cadres.length}::int,
             row_version = row_version + 1 where id = ${id}::uuid`);
    return done(
      { id },
      { entity: "importBatch", id, after: `${deed} ${cadres.length} ${day} ${intoId ?? ""}`.trim() },
    );
  },
});

/** The old post ends the day before the new one begins: what was recorded with it stays (rule 4). */
async function move(
  db: CommandDb,
  batchId: string,
  cadres: readonly BulkCadre[],
  day: string,
  into: { id: string; shortName: string },
): Promise<void> {
  const holdings = cadres.flatMap(({ holdingId }) => holdingId ?? []);
  await db.rows(sql`
    update post_holdings set ends_on = ${addDays(day, -1)}::date where id = any(${holdings}::uuid[])`);
  await db.rows(sql`
    insert into post_holdings (id, cadre_id, unit_id, title, level, tier, is_primary, starts_on)
    select gen_random_uuid(), cadre_id, ${into.id}::uuid, title, level, tier, is_primary, ${day}::date
    from post_holdings where id = any(${holdings}::uuid[])`);
  const rows = cadres.map((cadre, at) => ({
    rowNo: at + 1,
    cadreId: cadre.id,
    typed: { name: cadre.name, unit: into.shortName, title: cadre.title ?? "" },
    taken: { unit: into.id },
    differences: [{ field: "unit", old: cadre.unitName ?? "", new: into.shortName }],
  }));
  await db.rows(sql`
    insert into import_rows (id, batch_id, row_no, typed, taken, verdict, differences, cadre_id)
    select gen_random_uuid(), ${batchId}::uuid, "rowNo", typed, taken, 'CHANGED', differences, "cadreId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g("rowNo" int, typed jsonb, taken jsonb, differences jsonb, "cadreId" uuid)`);
  await db.rows(sql`
    update import_rows set outcome = 'CHANGED', row_version = row_version + 1 where batch_id = ${batchId}::uuid`);
}

/** All posts of these people end: somebody who left the roster has no second post either. */
async function leave(
  db: CommandDb,
  batchId: string,
  cadres: readonly BulkCadre[],
  day: string,
): Promise<void> {
  const ids = cadres.map(({ id }) => id);
  await db.rows(sql`
    update post_holdings set ends_on = ${day}::date
    where cadre_id = any(${ids}::uuid[]) and starts_on <= ${day}::date and (ends_on is null or ends_on > ${day}::date)`);
  await db.rows(sql`
    insert into import_leavers (batch_id, cadre_id, ends_on)
    select ${batchId}::uuid, unnest(${ids}::uuid[]), ${day}::date`);
  await db.rows(sql`update import_leavers set is_ended = true where batch_id = ${batchId}::uuid`);
}
