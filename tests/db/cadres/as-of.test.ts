/** A file shown as of a day says what it said on that day: neither a move nor what came later changes it. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAchievement } from "@/lib/achievements/commands";
import { withdrawSource } from "@/lib/achievements/corroboration/commands";
import { listVerified } from "@/lib/achievements/verified/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import {
  createCadre,
  createObservation,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { createClaim } from "@/tests/support/claims";
import { owner } from "@/tests/support/owner";

const WRITTEN =
  "insert into achievement_revisions (achievement_id, revision_no, author_id, content, created_at) values ($1, $2, $3, $4, $5)";
const NAMED =
  "insert into achievement_cadres (achievement_id, revision_no, cadre_id, position, contribution) values ($1, $2, $3, 0, 'MAIN')";
const CORROBORATED =
  "insert into achievement_events (achievement_id, at, from_state, to_state) values ($1, $2, 'WAITING', 'CORROBORATED')";

const viewerOf = (person: Person, role: Role) => ({ id: person.id, roles: [role], cadreId: null });

describe("getCadreFile as of a day", () => {
  it("equals what was kept of it, after two moves and whatever came later", async () => {
    const [first, second, third] = [await createUnit(), await createUnit(), await createUnit()];
    const author = await createPerson("OBSERVER", { units: [first, second] });
    const other = await createPerson("OBSERVER", { units: [second, third] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const cadre = await createCadre(first, { title: "科员", endsOn: daysAgo(60) });
    await createObservation(author, first, { cadres: [cadre], on: daysAgo(100) });
    await createObservation(author, first, { cadres: [cadre], on: daysAgo(70), method: "regular_talk" });
    await createPost(cadre, second, { title: "副科长", startsOn: daysAgo(59), endsOn: daysAgo(30) });
    await createObservation(other, second, { cadres: [cadre], on: daysAgo(40) });

    const fileOn = (on: string) =>
      read(reviewer, (db) => getCadreFile(db, viewerOf(reviewer, "REVIEWER"), cadre.id, { on }, today()));
    const days = [daysAgo(90), daysAgo(65), daysAgo(35)];
    const kept = JSON.stringify(await Promise.all(days.map(fileOn)));

    await createPost(cadre, third, { title: "科长", startsOn: daysAgo(29), endsOn: daysAgo(10) });
    await createPost(cadre, first, { title: "副局长", startsOn: daysAgo(9) });
    await createObservation(other, third, { cadres: [cadre], on: daysAgo(20), polarity: "ATTENTION" });
    await createObservation(author, first, { cadres: [cadre], on: daysAgo(2) });

    expect(JSON.stringify(await Promise.all(days.map(fileOn)))).toBe(kept);
    expect((await fileOn(today())).posts.map((post) => post.title)).toEqual([
      "副局长",
      "科长",
      "副科长",
      "科员",
    ]);
  });
});

describe("listVerified as of a day", () => {
  const verifiedOn = (person: Person, cadre: { id: string }, day: string) =>
    read(person, (db) => listVerified(db, cadre.id, day)).then((claims) => claims.map(({ id }) => id));
  const confirm = (claim: { id: string; reviewer: Person }) =>
    decideAchievement(claim.reviewer, {
      id: claim.id,
      revisionNo: 1,
      decision: "CONFIRM",
      confidence: "HIGH",
    });

  it("shows what is corroborated from the day of its confirmation on, until it falls", async () => {
    const claim = await createClaim();
    const leader = await createPerson("LEADER", { clearance: 3 });
    expect((await confirm(claim)).ok).toBe(true);
    expect(await verifiedOn(leader, claim.cadre, today())).toEqual([claim.id]);
    expect(await verifiedOn(leader, claim.cadre, daysAgo(1))).toEqual([]);
    expect((await withdrawSource(claim.reviewer, { id: claim.sources[0], reason: "数字有误" })).ok).toBe(
      true,
    );
    expect(await verifiedOn(leader, claim.cadre, today())).toEqual([]);
  });

  it("shows on an old day the numbers, the days and the level of then", async () => {
    const unit = await createUnit();
    const [cadre, drafter] = [await createCadre(unit), await createPerson("OBSERVER", { units: [unit] })];
    const leader = await createPerson("LEADER", { clearance: 3 });
    const old = {
      claim: "堆场平整完成四成",
      startsOn: daysAgo(60),
      endsOn: daysAgo(30),
      level: "UNIT",
      indicator: "平整进度",
      measureUnit: "%",
      baseline: 0,
      target: null,
      actual: 40,
    };
    const id = randomUUID();
    const client = await owner().connect();
    await client.query("begin");
    for (const [sql, ...values] of [
      [
        `insert into achievements (id, claim, unit_id, level, starts_on, ends_on, indicator, measure_unit, baseline, actual,
           state, drafted_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'WAITING', $11)`,
        ...[id, old.claim, unit.id, old.level, old.startsOn, old.endsOn, old.indicator, old.measureUnit],
        ...[old.baseline, old.actual, drafter.id],
      ],
      [WRITTEN, id, 1, drafter.id, JSON.stringify(old), `${daysAgo(9)}T09:00:00+08:00`],
      [NAMED, id, 1, cadre.id],
      [
        `update achievements set claim = '堆场全部建成', level = 'CITY', starts_on = $2, ends_on = $3, indicator = '面积',
           measure_unit = '亩', baseline = 10, target = 200, actual = 203.5, revision_no = 2 where id = $1`,
        ...[id, daysAgo(50), daysAgo(3)],
      ],
      [WRITTEN, id, 2, drafter.id, "{}", new Date().toISOString()],
      [NAMED, id, 2, cadre.id],
      [CORROBORATED, id, `${daysAgo(8)}T09:00:00+08:00`],
    ])
      await client.query(String(sql), values);
    await client.query("commit");
    client.release();
    const on = (day: string) => read(leader, (db) => listVerified(db, cadre.id, day));
    expect(await on(daysAgo(7))).toMatchObject([{ id, ...old }]);
    // rewritten, it has to be confirmed again
    expect(await on(today())).toEqual([]);
  });

  it("shows on an old day what was corroborated then, also where it has fallen since", async () => {
    const claim = await createClaim();
    const leader = await createPerson("LEADER", { clearance: 3 });
    const event = (from: string, to: string, day: string) =>
      owner().query(
        "insert into achievement_events (achievement_id, at, from_state, to_state) values ($1, $2::timestamptz, $3, $4)",
        [claim.id, `${day}T09:00:00+08:00`, from, to],
      );
    await event("WAITING", "CORROBORATED", daysAgo(8));
    await event("CORROBORATED", "WAITING", daysAgo(4));
    expect(await verifiedOn(leader, claim.cadre, daysAgo(9))).toEqual([]);
    expect(await verifiedOn(leader, claim.cadre, daysAgo(8))).toEqual([claim.id]);
    expect(await verifiedOn(leader, claim.cadre, daysAgo(5))).toEqual([claim.id]);
    expect(await verifiedOn(leader, claim.cadre, daysAgo(4))).toEqual([]);
    expect(await verifiedOn(leader, claim.cadre, today())).toEqual([]);
  });
});
