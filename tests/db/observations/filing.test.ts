/** 归档 of many and back: all of it or nothing, each record by the rule of one. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fileRecords, undoFiling } from "@/lib/observations/filing/commands";
import { findFiling, foundRecords, listFiledLines, listFiling } from "@/lib/observations/filing/queries";
import { judgeFiling, lineBlock } from "@/lib/observations/filing/rules";
import type { FilingDeed } from "@/lib/observations/filing/schema";
import { archiveObservation } from "@/lib/observations/review/commands";
import { read } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { createObservation, createPerson, createUnit, type Person } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

type State = "SUBMITTED" | "ACCEPTED" | "ARCHIVED";
async function scene(states: State[] = ["ACCEPTED", "ACCEPTED"]) {
  const unit = await createUnit();
  const author = await createPerson("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  const records = [];
  for (const state of states) records.push(await createObservation(author, unit, { state }));
  return { unit, author, reviewer, records, ids: records.map(({ id }) => id) };
}
const look = (who: Person, ids: readonly string[], deed: FilingDeed) =>
  read(who, async (db) => judgeFiling(await listFiling(db, ids), deed, who));
async function file(who: Person, ids: string[], deed: FilingDeed = "ARCHIVE", over: object = {}) {
  const { seen } = await look(who, ids, deed);
  return fileRecords(who, {
    id: randomUUID(),
    records: ids.join(","),
    seen,
    deed,
    reason: "年度整理",
    ...over,
  });
}
const statesOf = async (ids: string[]) => {
  const { rows } = await owner().query(
    "select state from observations where id = any($1) order by array_position($1, id)",
    [ids],
  );
  return rows.map(({ state }) => state);
};
const idOf = (outcome: Awaited<ReturnType<typeof file>>) => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value.id;
};

describe("fileObservations", () => {
  it("files what the list finds, says so of each in the log, and is taken back by another reviewer", async () => {
    const { unit, reviewer, ids } = await scene();
    const found = await read(reviewer, (db) => foundRecords(db, { unit: unit.id, state: "accepted" }));
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    const id = idOf(await file(reviewer, ids));
    expect(await statesOf(ids)).toEqual(["ARCHIVED", "ARCHIVED"]);
    const { rows } = await owner().query(
      "select action, entity, before, after from audit_events where entity_id = any($1) order by seq",
      [[...ids, id]],
    );
    expect(rows.filter(({ action }) => action.includes("rchive") || action.includes("file"))).toEqual([
      ...ids.map(() => ({
        action: "archiveObservation",
        entity: "observation",
        before: "ACCEPTED#1",
        after: "ARCHIVED#1",
      })),
      { action: "fileObservations", entity: "recordFiling", before: "", after: "ARCHIVE 2" },
    ]);
    const other = await createPerson("REVIEWER", { clearance: 3 });
    expect(await undoFiling(other, { id })).toMatchObject({ ok: true });
    expect(await statesOf(ids)).toEqual(["ACCEPTED", "ACCEPTED"]);
    expect(await undoFiling(reviewer, { id })).toMatchObject({
      reason: "observations.reason.undoneAlready",
    });
    expect(await read(reviewer, (db) => findFiling(db, id))).toMatchObject({ undoer: other.name, count: 2 });
  });

  it("opens many again, and the same form sent twice is one change", async () => {
    const { reviewer, ids } = await scene(["ARCHIVED", "ARCHIVED"]);
    const over = { id: randomUUID() };
    const { seen } = await look(reviewer, ids, "REOPEN");
    idOf(await file(reviewer, ids, "REOPEN", over));
    expect(await file(reviewer, ids, "REOPEN", { ...over, seen })).toMatchObject({ ok: true });
    expect(await statesOf(ids)).toEqual(["ACCEPTED", "ACCEPTED"]);
    expect(await undoFiling(reviewer, over)).toMatchObject({ ok: true });
    expect(await statesOf(ids)).toEqual(["ARCHIVED", "ARCHIVED"]);
  });

  it("stops as a whole at one that cannot be filed, and where something changed since the look", async () => {
    const { reviewer, ids } = await scene(["ACCEPTED", "SUBMITTED", "ARCHIVED"]);
    const { lines } = await look(reviewer, ids, "ARCHIVE");
    expect(new Map(lines.map(({ id, verdict }) => [id, verdict.kind]))).toEqual(
      new Map([
        [ids[0], "change"],
        [ids[1], "refused"],
        [ids[2], "same"],
      ]),
    );
    expect(await file(reviewer, ids)).toMatchObject({ reason: "observations.reason.manyRefused" });
    expect(await statesOf(ids)).toEqual(["ACCEPTED", "SUBMITTED", "ARCHIVED"]);
    const { seen } = await look(reviewer, [ids[0] ?? ""], "ARCHIVE");
    await archiveObservation(reviewer, { id: ids[0], revisionNo: 1, to: "ARCHIVED" });
    expect(await file(reviewer, [ids[0] ?? ""], "ARCHIVE", { seen })).toEqual({ ok: false, kind: "stale" });
    expect(await file(reviewer, [ids[2] ?? ""])).toMatchObject({
      reason: "observations.reason.nothingToChange",
    });
  });

  it("is a reviewer's alone, never of an own record nor of one above their level", async () => {
    const { unit, ids } = await scene();
    for (const role of ROLES) {
      const person = await createPerson(role, { units: role === "OBSERVER" ? [unit] : [] });
      if (role === "REVIEWER") continue;
      const given = {
        id: randomUUID(),
        records: ids.join(","),
        seen: "",
        deed: "ARCHIVE",
        reason: "年度整理",
      };
      expect(await fileRecords(person, given), role).toMatchObject({ kind: "denied" });
    }
    const self = await createPerson(["REVIEWER", "OBSERVER"], { units: [unit] });
    const own = await createObservation(self, unit, { state: "ACCEPTED" });
    expect(await file(self, [own.id])).toMatchObject({ reason: "observations.reason.manyRefused" });
    const high = await createObservation(await createPerson("OBSERVER", { units: [unit] }), unit, {
      state: "ACCEPTED",
      confidentiality: 3,
    });
    const low = await createPerson("REVIEWER", { clearance: 1 });
    expect(await file(low, [high.id])).toMatchObject({ kind: "notFound" });
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select id from enter($1)", [self.id]);
      await client.query(
        "insert into record_filings (id, deed, reason, made_by) values ($1, 'ARCHIVE', '直接写入', $2)",
        [high.id, self.id],
      );
      await expect(
        client.query(
          "insert into record_filing_lines (filing_id, observation_id, revision_no) values ($1, $2, 1)",
          [high.id, own.id],
        ),
      ).rejects.toThrow(/row-level security/);
      await client.query("rollback");
    });
  });

  it("is not taken back once a line has moved on, by its author, or where part of it is hidden", async () => {
    const { reviewer, ids, unit } = await scene();
    const id = idOf(await file(reviewer, ids));
    await archiveObservation(reviewer, { id: ids[1], revisionNo: 1, to: "ACCEPTED" });
    const lines = await read(reviewer, (db) => listFiledLines(db, id));
    expect(lines.map((line) => lineBlock(line, "ARCHIVE", reviewer)).filter(Boolean)).toEqual([
      "observations.reason.changedSince",
    ]);
    expect(await undoFiling(reviewer, { id })).toMatchObject({ reason: "observations.reason.undoBlocked" });

    const author = await createPerson("OBSERVER", { units: [unit] });
    const mixed = [
      await createObservation(author, unit, { state: "ACCEPTED" }),
      await createObservation(author, unit, { state: "ACCEPTED", confidentiality: 3 }),
    ].map((one) => one.id);
    const second = idOf(await file(reviewer, mixed));
    const low = await createPerson("REVIEWER", { clearance: 1 });
    expect(await read(low, (db) => findFiling(db, second))).toMatchObject({ count: 1 });
    expect(await undoFiling(low, { id: second })).toMatchObject({
      reason: "observations.reason.undoBlocked",
    });
    expect(await statesOf(mixed)).toEqual(["ARCHIVED", "ARCHIVED"]);
    await expect(owner().query("delete from record_filings where id = $1", [second])).rejects.toThrow(
      "append_only",
    );
  });
});
