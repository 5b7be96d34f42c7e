/** 知悉权限 of many: the security administrator's, as each alone is; nobody sets their own (set_clearance). */
import { appendAudit, command, done } from "@/lib/platform/command";
import type { ScopedDb } from "@/lib/platform/db";
import { countsOf } from "@/lib/platform/many";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { MOST_AT_ONCE } from "../../schema";
import { isMade, keepLines, markUndone, oneAtATime } from "../commands";
import { getChange, listChangedLines, listManyPeople } from "../queries";
import { judgeClearances, undoRefusal } from "../rules";
import { changeClearancesInput, undoInput } from "../schema";

export const changeClearances = command({
  name: "changeClearances",
  right: "roles.grant",
  input: changeClearancesInput,
  run: async ({ db, viewer, input }) => {
    const { id, accounts: ids, level, reason } = input;
    if (ids.length > MOST_AT_ONCE) return refuse("accounts.reason.tooManyAtOnce", { most: MOST_AT_ONCE });
    await oneAtATime(db);
    // the same form sent twice is one change
    if (await isMade(db, id)) return done({ id }, null);
    const people = await listManyPeople(db, ids);
    if (people.length !== ids.length) throw new NotFound("person");
    const { lines, seen } = judgeClearances(people, level, viewer.id);
    if (seen !== input.seen) throw new Stale("clearances");
    const counts = countsOf(lines);
    if (counts.refused > 0) return refuse("accounts.reason.manyRefused", { count: counts.refused });
    const changing = lines.filter(({ verdict }) => verdict.kind === "change");
    if (changing.length === 0) return refuse("accounts.reason.nothingToChange");
    await db.rows(sql`
      insert into account_changes (id, deed, level, reason, made_by)
      values (${id}::uuid, 'CLEARANCE', ${level}::smallint, ${reason}, ${viewer.id}::uuid)`);
    const kept = changing.map((one) => ({
      userId: one.id,
      before: String(one.clearance),
      after: String(level),
    }));
    await keepLines(db, id, kept);
    await setLevels(db, kept);
    return done({ id }, { entity: "accountChange", id, after: `CLEARANCE ${level} ${kept.length}` });
  },
});

/** Back to what each had; whoever was set otherwise since stops the whole. */
export const undoClearanceChange = command({
  name: "undoClearanceChange",
  right: "roles.grant",
  input: undoInput,
  run: async ({ db, viewer, input: { id }, now }) => {
    await oneAtATime(db);
    const change = await getChange(db, id);
    if (change.deed !== "CLEARANCE") throw new NotFound("change");
    const lines = await listChangedLines(db, change);
    const no = undoRefusal(change, lines, viewer.id, now);
    if (no) return refuse(no);
    await setLevels(
      db,
      lines.map(({ userId, before, after }) => ({ userId, before: after, after: before })),
    );
    await markUndone(db, id, viewer.id);
    return done({ id }, { entity: "accountChange", id, before: change.deed, after: "UNDONE" });
  },
});

type Setting = { userId: string; before: string; after: string };

/** One by one through the door that one alone goes through; who sets one of them meanwhile stops the whole. */
async function setLevels(db: ScopedDb, settings: readonly Setting[]): Promise<void> {
  for (const { userId, before, after } of settings.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))) {
    const [set] = await db.rows<{ before: number | null }>(
      sql`select set_clearance(${userId}::uuid, ${Number(after)}::smallint)::int as before`,
    );
    if (String(set?.before) !== before) throw new Stale("clearances");
    await appendAudit(db, "setClearance", { entity: "user", id: userId, before, after });
  }
}
