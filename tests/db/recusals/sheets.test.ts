/** The sheet of the year: goes to a leader and back, and is asked for. */
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import {
  askRecusalEnd,
  declareRecusal,
  remindDeclarations,
  reviewRecusalSheet,
} from "@/lib/recusals/commands";
import { findSheet, listDeclarations, listSheets } from "@/lib/recusals/queries";
import { createPerson, createUnit, daysAgo, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { assign, kin, review, sheetOf, submit, told, year } from "./recusal-steps";

describe("a sheet of the year", () => {
  it("goes to a leader and back, each step remembered", async () => {
    const [observer, leader] = [await createPerson("OBSERVER"), await createPerson("LEADER")];
    expect(await submit(observer)).toMatchObject({ ok: true });
    expect(await review(leader, observer, "RETURNED", "请写明离开的日期")).toMatchObject({ ok: true });
    expect(await told(observer)).toEqual(["RECUSAL_RETURNED"]);
    expect(await submit(observer)).toMatchObject({ ok: true });
    expect(await review(leader, observer, "ACCEPTED")).toMatchObject({ ok: true });
    const sheet = await sheetOf(observer);
    expect(sheet).toMatchObject({ state: "ACCEPTED" });
    expect(sheet?.events.map(({ state }) => state)).toEqual([
      "ACCEPTED",
      "SUBMITTED",
      "RETURNED",
      "SUBMITTED",
    ]);
  });

  it("is answered once, with a word when it goes back, and not by its observer", async () => {
    const both = await createPerson(["OBSERVER", "LEADER"]);
    const leader = await createPerson("LEADER");
    await submit(both);
    expect(await review(both, both, "ACCEPTED")).toMatchObject({ reason: "recusals.reason.ownSheet" });
    expect(await review(leader, both, "RETURNED")).toMatchObject({ issues: [{ path: "answer" }] });
    const sheet = await sheetOf(both);
    const answer = { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, decision: "ACCEPTED" };
    const [one, two] = await Promise.all([
      reviewRecusalSheet(leader, answer),
      reviewRecusalSheet(await createPerson("LEADER"), answer),
    ]);
    expect([one, two].filter(({ ok }) => ok)).toHaveLength(1);
    expect([one, two].find(({ ok }) => !ok)).toMatchObject({ kind: "stale" });
  });

  it.each(["ADMIN", "REVIEWER", "OBSERVER"] as const)("is not answered by %s", async (role) => {
    const observer = await createPerson("OBSERVER");
    await submit(observer);
    expect(await review(await createPerson(role), observer, "ACCEPTED")).toMatchObject({ kind: "denied" });
  });

  it("lets go what its observer asked to end, and nothing before a leader accepts it", async () => {
    const [observer, leader, unit] = [
      await createPerson("OBSERVER"),
      await createPerson("LEADER"),
      await createUnit(),
    ];
    const line = kin(unit, "某甲");
    await declareRecusal(observer, line);
    await owner().query("alter table recusal_declarations disable trigger keep");
    await owner().query("update recusal_declarations set declared_on = $2 where id = $1", [
      line.id,
      daysAgo(400),
    ]);
    await owner().query("alter table recusal_declarations enable trigger keep");
    await askRecusalEnd(observer, { declarationId: line.id, why: "已调往外省" });
    await submit(observer);
    expect(await assign(observer, unit)).toMatchObject({ reason: "assignments.reason.recusal" });
    await review(leader, observer, "ACCEPTED");
    expect(await assign(observer, unit)).toMatchObject({ ok: true });
    const [kept] = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(kept).toMatchObject({ endsOn: addDays(today(), -1), endAskedWhy: "已调往外省" });
  });

  it("is accepted as it stood on the page: what was added since is looked at first", async () => {
    const [observer, leader] = [await createPerson("OBSERVER"), await createPerson("LEADER")];
    const [line, later] = [kin(await createUnit(), "某甲"), kin(await createUnit(), "某乙")];
    await declareRecusal(observer, line);
    await submit(observer);
    const accept = (rowVersion?: number) =>
      sheetOf(observer).then((sheet) =>
        reviewRecusalSheet(leader, {
          sheetId: sheet?.id,
          rowVersion: rowVersion ?? sheet?.rowVersion,
          decision: "ACCEPTED",
        }),
      );
    const seen = (await sheetOf(observer))?.rowVersion;
    await askRecusalEnd(observer, { declarationId: line.id, why: "已调往外省" });
    expect(await accept(seen)).toMatchObject({ kind: "stale" });
    const [standing] = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(standing?.endsOn).toBeNull();
    const between = (await sheetOf(observer))?.rowVersion;
    await declareRecusal(observer, later);
    expect(await accept(between)).toMatchObject({ kind: "stale" });
    // an observer who writes by direct SQL comes no further
    const told = (await sheetOf(observer))?.rowVersion;
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [observer.id]);
      await client.query("update recusal_declarations set end_asked_why = '已离职' where id = $1", [
        later.id,
      ]);
      await client.query("commit");
    });
    expect(await accept(told)).toMatchObject({ kind: "stale" });
    expect(await accept()).toMatchObject({ ok: true });
    const lines = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(lines.map(({ endsOn }) => endsOn)).not.toContain(null);
    // no step of the sheet: handed in once, accepted once
    expect((await sheetOf(observer))?.events.map(({ state }) => state)).toEqual(["ACCEPTED", "SUBMITTED"]);
  });

  it("of which an end is asked while it is accepted: one of the two waits, and nothing unseen is let go", async () => {
    const [observer, leader] = [await createPerson("OBSERVER"), await createPerson("LEADER")];
    const line = kin(await createUnit(), "某甲");
    await declareRecusal(observer, line);
    await submit(observer);
    const sheet = await sheetOf(observer);
    const [accepted, asked] = await Promise.all([
      reviewRecusalSheet(leader, { sheetId: sheet?.id, rowVersion: sheet?.rowVersion, decision: "ACCEPTED" }),
      askRecusalEnd(observer, { declarationId: line.id, why: "已调往外省" }),
    ]);
    expect(asked).toMatchObject({ ok: true });
    expect([true, false]).toContain(accepted.ok);
    const [kept] = await read(observer, (db) => listDeclarations(db, observer.id));
    expect(kept).toMatchObject({ endsOn: null, endAskedWhy: "已调往外省" });
  });

  it("is listed for leaders and administrators with who has none", async () => {
    const [observer, silent, admin] = [
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
      await createPerson("ADMIN"),
    ];
    await submit(observer);
    const rows = await read(admin, (db) => listSheets(db, year(), today()));
    const stateOf = (person: Person) => rows.find(({ observerId }) => observerId === person.id)?.state;
    expect([stateOf(observer), stateOf(silent)]).toEqual(["SUBMITTED", "MISSING"]);
    const seen = await read(silent, (db) => findSheet(db, observer.id, year()));
    expect(seen).toBeNull();
  });
});

describe("remindDeclarations", () => {
  it("asks each who has none, at most once a week", async () => {
    const [admin, observer, done] = [
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
      await createPerson("OBSERVER"),
    ];
    await submit(done);
    expect(await remindDeclarations(admin, { year: year() })).toMatchObject({ ok: true });
    await remindDeclarations(admin, { year: year() });
    expect(await told(observer)).toEqual(["RECUSAL_ASKED"]);
    expect(await told(done)).toEqual([]);
    expect(await remindDeclarations(await createPerson("LEADER"), { year: year() })).toMatchObject({
      kind: "denied",
    });
  });
});
