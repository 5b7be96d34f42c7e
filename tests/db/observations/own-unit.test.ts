/** Nobody observes themselves or their own unit in a record (ADR 0049), whether they write it or come along. */
import { describe, expect, it } from "vitest";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { listFormFacts } from "@/lib/observations/form/queries";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  today,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { owner } from "@/tests/support/owner";
import { scene } from "./unit-scene";

describe("a second observer", () => {
  const refused = (reason: string) => ({
    ok: false,
    kind: "refused",
    reason: `observations.reason.${reason}`,
  });
  /** An observer who is a cadre of that unit, until that day if one is given. */
  async function cadreOf(unit: { id: string }, over: Parameters<typeof createCadre>[1] = {}) {
    const own = await createCadre(unit, over);
    return { own, second: await createPerson("OBSERVER", { cadreId: own.id }) };
  }

  it("comes along to no unit in which they hold a post that day, in the database neither", async () => {
    const { unit, observer, cadre } = await scene();
    const { second } = await cadreOf(unit);
    const { second: left } = await cadreOf(unit, { endsOn: daysAgo(60) });
    const { second: elsewhere } = await cadreOf(await createUnit());
    const log = async (person: { id: string }, cadres = [cadre]) =>
      logObservation(observer, await entry(unit, cadres, { secondObserverId: person.id }));
    expect(await log(second)).toEqual(refused("secondOfUnit"));
    expect(await log(second, [])).toEqual(refused("secondOfUnit"));
    for (const person of [left, elsewhere]) expect(await log(person)).toMatchObject({ ok: true });
    await expect(createObservation(observer, unit, { secondObserver: second })).rejects.toMatchObject({
      constraint: "observations_second_of_unit",
    });
  });

  it("is not put into a record of their unit later; what stands from before may be put right", async () => {
    const { unit, observer, cadre } = await scene();
    const { second } = await cadreOf(unit);
    const stranger = await createPerson("OBSERVER");
    const accepted = async (secondObserver: { id: string }) => {
      const { id, startedAt } = await createObservation(observer, unit, { cadres: [cadre], secondObserver });
      const at = startedAt.toISOString();
      const written = await entry(unit, [cadre], { startedAt: at, endedAt: at });
      const { unitId: _, methodId: __, ...content } = written;
      return { ...content, id, revisionNo: 1, reason: "更正同行人" };
    };
    const put = await accepted(stranger);
    expect(await amendObservation(observer, { ...put, secondObserverId: second.id })).toEqual(
      refused("secondOfUnit"),
    );
    expect(await amendObservation(observer, { ...put, secondObserverId: stranger.id })).toMatchObject({
      ok: true,
    });
    // whose post was entered after the record
    const { id: late } = await createPerson("OBSERVER");
    const older = await accepted({ id: late });
    const own = await createCadre(unit);
    await owner().query("update users set cadre_id = $2 where id = $1", [late, own.id]);
    expect(await amendObservation(observer, { ...older, secondObserverId: late })).toMatchObject({
      ok: true,
    });
  });
});

describe("either observer", () => {
  it("refuses either observer among the cadres, also when it is put right later", async () => {
    const { unit, cadre } = await scene();
    const colleague = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const second = await createPerson("OBSERVER", { units: [unit] });
    // posts in the unit came after the assignment, so that it stands, and shows on the board
    await owner().query("update users set cadre_id = $2 where id = $1", [observer.id, cadre.id]);
    await owner().query("update users set cadre_id = $2 where id = $1", [second.id, colleague.id]);
    const oneself = { ok: false, kind: "refused", reason: "observations.reason.oneself" };
    // of somebody who came along the unit is asked first
    const ofUnit = { ...oneself, reason: "observations.reason.secondOfUnit" };

    expect(await logObservation(observer, await entry(unit, [cadre]))).toMatchObject(oneself);
    const both = { secondObserverId: second.id };
    expect(await logObservation(observer, await entry(unit, [colleague], both))).toMatchObject(ofUnit);

    const input = await entry(unit, [colleague]);
    expect((await logObservation(observer, input)).ok).toBe(true);
    const { unitId: _, methodId: __, ...content } = input;
    const put = { ...content, revisionNo: 1, reason: "补上同行人", ...both };
    await owner().query(
      "insert into observation_reviews (observation_id, revision_no, reviewer_id, decision) values ($1, 1, $2, 'ACCEPT')",
      [input.id, (await createPerson("REVIEWER")).id],
    );
    await owner().query("update observations set state = 'ACCEPTED' where id = $1", [input.id]);
    expect(await amendObservation(observer, put)).toMatchObject(ofUnit);
    const { rows } = await owner().query("select name from cadres where id = $1", [cadre.id]);
    const facts = await read(observer, (db) =>
      listFormFacts(db, { viewerId: observer.id, unitIds: [unit.id], today: today(), asksUnit: false }),
    );
    expect(facts.own[0]?.cadres.map(({ name }) => name)).not.toContain(rows[0].name);
    expect(facts.own[0]?.cadres.map(({ id }) => id)).toContain(colleague.id);
  });
});
