import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { countObservations } from "@/lib/observations/queries";
import { archiveObservation } from "@/lib/observations/review/commands";
import { observationFilter } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import {
  createAssignment,
  createCadre,
  createObservation,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  noon,
  today,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { owner } from "@/tests/support/owner";
import { scene } from "./unit-scene";

describe("archiveObservation", () => {
  it("files an accepted record: nothing is corrected in it, it counts as before, and it can be opened again", async () => {
    const { unit, observer, cadre } = await scene();
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const record = await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    const step = (to: "ARCHIVED" | "ACCEPTED") => ({ id: record.id, revisionNo: 1, to });
    const counted = async () =>
      read(reviewer, async (db) => ({
        file: (
          await getCadreFile(
            db,
            { id: reviewer.id, roles: ["REVIEWER"], cadreId: null },
            cadre.id,
            {},
            today(),
          )
        ).records?.strength,
        list: await countObservations(db, observationFilter.parse({ unit: unit.id, state: "counted" })),
      }));
    const before = await counted();
    expect(before.file?.records).toBe(1);
    expect(await archiveObservation(observer, step("ARCHIVED"))).toMatchObject({ kind: "denied" });
    expect(await archiveObservation(reviewer, step("ACCEPTED"))).toMatchObject({ ok: true });
    expect(await archiveObservation(reviewer, step("ARCHIVED"))).toMatchObject({ ok: true });
    expect(await archiveObservation(reviewer, step("ARCHIVED"))).toMatchObject({ ok: true });
    expect(await counted()).toEqual(before);

    const { unitId: _, methodId: __, id: ___, ...content } = await entry(unit, [cadre]);
    const put = { ...content, id: record.id, revisionNo: 1, reason: "数字有误" };
    expect(await amendObservation(observer, put)).toMatchObject({
      reason: "observations.reason.wrongState",
    });
    expect(await archiveObservation(reviewer, step("ACCEPTED"))).toMatchObject({ ok: true });
    expect(await amendObservation(observer, put)).toMatchObject({ ok: true });
    expect(await archiveObservation(reviewer, { ...step("ARCHIVED"), revisionNo: 2 })).toMatchObject({
      reason: "observations.reason.wrongState",
    });
    const { rows } = await owner().query(
      "select before, after from audit_events where entity_id = $1 and action = 'archiveObservation' order by seq",
      [record.id],
    );
    expect(rows).toEqual([
      { before: "ACCEPTED#1", after: "ARCHIVED#1" },
      { before: "ARCHIVED#1", after: "ACCEPTED#1" },
    ]);
  });

  it("is nobody's for their own record", async () => {
    const unit = await createUnit();
    const both = await createPerson(["OBSERVER", "REVIEWER"], { units: [unit], clearance: 3 });
    const record = await createObservation(both, unit, { state: "ACCEPTED" });
    expect(await archiveObservation(both, { id: record.id, revisionNo: 1, to: "ARCHIVED" })).toMatchObject({
      reason: "observations.reason.ownRecord",
    });
  });
});

describe("logObservation", () => {
  it("stores the record with its first revision, the post held that day, and one audit line", async () => {
    const { unit, observer, cadre } = await scene();
    const input = await entry(unit, [cadre]);

    const outcome = await logObservation(observer, input);

    expect(outcome).toEqual({ ok: true, value: { id: input.id, isRepeat: false, state: "SUBMITTED" } });
    const { rows } = await owner().query(
      `select o.state, o.revision_no, l.post_title, r.content ->> 'fact' as kept,
              (select count(*)::int from audit_events a where a.entity_id = o.id::text and a.action = 'logObservation' and a.actor_id = $2) as lines
       from observations o join observation_cadres l on l.observation_id = o.id
       join observation_revisions r on r.observation_id = o.id where o.id = $1`,
      [input.id, observer.id],
    );
    expect(rows).toEqual([
      { state: "SUBMITTED", revision_no: 1, post_title: "副镇长", kept: input.fact, lines: 1 },
    ]);
  });

  it("keeps the old post in the line when the cadre moves later", async () => {
    const { unit, observer } = await scene();
    const elsewhere = await createUnit();
    const cadre = await createCadre(unit, { title: "科员", endsOn: daysAgo(10) });
    await createPost(cadre, elsewhere, { title: "科长", startsOn: daysAgo(9) });
    const at = noon(daysAgo(20)).toISOString();
    const input = await entry(unit, [cadre], { startedAt: at, endedAt: at });

    expect((await logObservation(observer, input)).ok).toBe(true);

    const { rows } = await owner().query(
      "select post_title, unit_id from observation_cadres where observation_id = $1",
      [input.id],
    );
    expect(rows).toEqual([{ post_title: "科员", unit_id: unit.id }]);
  });

  it("gives the same body the same answer and stores it once, also when sent twice at once", async () => {
    const { unit, observer, cadre } = await scene();
    const input = await entry(unit, [cadre]);

    const outcomes = await Promise.all([
      logObservation(observer, input),
      logObservation(observer, input),
      logObservation(observer, input),
    ]);

    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, true]);
    const { rows } = await owner().query(
      "select count(*)::int as stored from observation_revisions where observation_id = $1",
      [input.id],
    );
    expect(rows[0].stored).toBe(1);
  });

  it("refuses another body under the same id", async () => {
    const { unit, observer } = await scene();
    const input = await entry(unit);
    await logObservation(observer, input);

    expect(await logObservation(observer, { ...input, fact: "另一件事" })).toMatchObject({
      ok: false,
      kind: "refused",
      reason: "observations.reason.idTaken",
    });
  });

  it("answers another person's id like an unknown one", async () => {
    const { unit, observer } = await scene();
    const input = await entry(unit);
    await logObservation(observer, input);
    const otherUnit = await createUnit();
    const stranger = await createPerson("OBSERVER", { units: [otherUnit] });

    expect(await logObservation(stranger, { ...(await entry(otherUnit)), id: input.id })).toMatchObject({
      ok: false,
      kind: "notFound",
    });
  });

  it("refuses a unit that is not the observer's that day", async () => {
    const { observer } = await scene();
    const foreign = await createUnit();
    await createAssignment(observer, foreign, { startsOn: daysAgo(400), endsOn: daysAgo(120) });

    expect(await logObservation(observer, await entry(foreign))).toMatchObject({
      reason: "observations.reason.notMyUnit",
    });
    const then = noon(daysAgo(150)).toISOString();
    expect(
      (await logObservation(observer, await entry(foreign, [], { startedAt: then, endedAt: then }))).ok,
    ).toBe(true);
  });

  it("refuses a cadre of another unit and stores nothing of the entry", async () => {
    const { unit, observer } = await scene();
    const foreigner = await createCadre(await createUnit());
    const input = await entry(unit, [foreigner]);

    expect(await logObservation(observer, input)).toMatchObject({
      reason: "observations.reason.cadreNotOfUnit",
    });
    const { rowCount } = await owner().query("select 1 from observations where id = $1", [input.id]);
    expect(rowCount).toBe(0);
  });

  it.each([
    ["an end before the start", { endedAt: noon(daysAgo(5)).toISOString() }, "endedAt", "endBeforeStart"],
    ["100 kB of text", { fact: "字".repeat(100_000) }, "fact", "tooLong"],
    ["an empty fact", { fact: " \n " }, "fact", "required"],
    ["a unit id of the wrong shape", { unitId: "赤岸镇" }, "unitId", "required"],
    [
      "a detail of the wrong shape",
      { details: { project: { text: "堆场" }, progress: "很快" } },
      "details.progress",
      "notANumber",
    ],
    [
      "a detail that the method does not have",
      { details: { project: { text: "堆场" }, mood: "好" } },
      "details",
      "unknownKey",
    ],
  ])("names the field for %s", async (_, over, path, code) => {
    const { unit, observer } = await scene();
    const outcome = await logObservation(observer, await entry(unit, [], over));
    expect(outcome).toMatchObject({ ok: false, kind: "invalid" });
    if (outcome.ok || outcome.kind !== "invalid") throw new Error("not invalid");
    expect(outcome.issues.map((issue) => [issue.path, issue.code])).toContainEqual([path, code]);
  });

  it("refuses a time in the future", async () => {
    const { unit, observer } = await scene();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(
      await logObservation(observer, await entry(unit, [], { startedAt: tomorrow, endedAt: tomorrow })),
    ).toMatchObject({
      reason: "observations.reason.inFuture",
    });
  });

  it("keeps emoji, rare characters, HTML and quotes as typed, without the zero byte", async () => {
    const { unit, observer } = await scene();
    const fact = `𠮷野家👍🏽 <script>alert(1)</script> '; drop table observations; -- "引号" \\ %_`;
    const input = await entry(unit, [], { fact: `${fact}\u0000` });
    expect((await logObservation(observer, input)).ok).toBe(true);
    const { rows } = await owner().query("select fact from observations where id = $1", [input.id]);
    expect(rows[0].fact).toBe(fact);
  });

  it.each(["REVIEWER", "LEADER", "ADMIN", "SYSADMIN", "LIAISON", "CADRE"] as const)(
    "is denied to %s",
    async (role) => {
      const { unit } = await scene();
      expect(await logObservation(await createPerson(role), await entry(unit))).toEqual({
        ok: false,
        kind: "denied",
      });
    },
  );

  it("answers an unknown or disabled person as signed out", async () => {
    const { unit } = await scene();
    const gone = await createPerson("OBSERVER", { units: [unit], isActive: false });
    expect(await logObservation({ id: randomUUID() }, await entry(unit))).toEqual({
      ok: false,
      kind: "signedOut",
    });
    expect(await logObservation(gone, await entry(unit))).toEqual({ ok: false, kind: "signedOut" });
  });
});
