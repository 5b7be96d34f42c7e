/** 核定职数: set by an administrator from a day on, told anew and never rewritten; 实有 by level on a day. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import { getTeam } from "@/lib/teams/queries";
import { measuresOf } from "@/lib/teams/rules";
import { establishPosts } from "@/lib/units/establishment/commands";
import { listEstablishment, listEstablishmentLines } from "@/lib/units/establishment/queries";
import { gapOf, heldBy } from "@/lib/units/establishment/rules";
import { createCadre, createPerson, createUnit, daysAgo, type Person, today } from "@/tests/support/builders";
import { viewerOf } from "@/tests/support/meetings";
import { owner } from "@/tests/support/owner";
import { createReview } from "@/tests/support/reviews";

const LEVEL = "乡科级副职";
const set = (
  by: Person,
  unitId: string,
  posts: number,
  startsOn: string,
  over: Record<string, unknown> = {},
) =>
  establishPosts(by, {
    id: randomUUID(),
    unitId,
    level: LEVEL,
    posts: String(posts),
    startsOn,
    reason: "编办批复",
    ...over,
  });
const standing = async (person: Person, unitId: string, on = today()) =>
  (await read(person, (db) => listEstablishment(db, unitId, on))).find(({ level }) => level === LEVEL);

describe("establishPosts", () => {
  it("holds from its day until the next; a mistake is told anew, and what stood before stays", async () => {
    const unit = await createUnit();
    const [admin, leader] = [await createPerson("ADMIN"), await createPerson("LEADER")];
    expect(await set(admin, unit.id, 5, daysAgo(300))).toMatchObject({ ok: true });
    expect(await set(admin, unit.id, 3, daysAgo(30))).toMatchObject({ ok: true });
    expect(await set(admin, unit.id, 4, daysAgo(30))).toMatchObject({ ok: true });
    expect(await standing(leader, unit.id, daysAgo(301))).toBeUndefined();
    expect(await standing(leader, unit.id, daysAgo(31))).toMatchObject({ posts: 5 });
    expect(await standing(leader, unit.id)).toMatchObject({ posts: 4, startsOn: daysAgo(30) });
    const lines = await read(admin, (db) => listEstablishmentLines(db, unit.id));
    expect(lines.map(({ posts, setterName }) => [posts, setterName])).toEqual([
      [4, admin.name],
      [3, admin.name],
      [5, admin.name],
    ]);
    for (const change of ["update established_posts set posts = 9", "delete from established_posts"])
      await expect(owner().query(`${change} where unit_id = $1`, [unit.id])).rejects.toThrow();
  });

  it("counts who holds a main post of the level on the day, in the team or in the middle", async () => {
    const unit = await createUnit();
    const [admin, reviewer] = [await createPerson("ADMIN"), await createPerson("REVIEWER")];
    const held = await createCadre(unit, { title: "副局长" });
    const left = await createCadre(unit, { title: "总工程师", startsOn: daysAgo(900), endsOn: daysAgo(10) });
    const staff = await createCadre(unit, { tier: "STAFF" });
    await owner().query("update post_holdings set level = $2 where cadre_id = any ($1)", [
      [held.id, left.id, staff.id],
      LEVEL,
    ]);
    expect(gapOf((await standing(reviewer, unit.id)) ?? { posts: 0, holders: [], closed: 0 })).toEqual({
      kind: "unset",
    });
    await set(admin, unit.id, 2, daysAgo(100));
    const now = await standing(reviewer, unit.id);
    expect(now?.holders.map(({ id }) => id)).toEqual([held.id]);
    expect(now && gapOf(now)).toEqual({ kind: "vacant", count: 1 });
    const before = await standing(reviewer, unit.id, daysAgo(11));
    expect(before?.holders).toHaveLength(2);
    expect(before && gapOf(before)).toEqual({ kind: "full" });
  });

  it("is the administrator's, of a known level, with its paper; observers read none of it", async () => {
    const unit = await createUnit();
    const admin = await createPerson("ADMIN");
    expect(await set(await createPerson("LEADER"), unit.id, 3, today())).toMatchObject({ kind: "denied" });
    expect(await set(admin, unit.id, 3, today(), { reason: "" })).toMatchObject({ kind: "invalid" });
    expect(await set(admin, unit.id, 3, today(), { level: "特级" })).toMatchObject({ kind: "invalid" });
    expect(await set(admin, unit.id, 201, today())).toMatchObject({ kind: "invalid" });
    expect(await set(admin, randomUUID(), 3, today())).toMatchObject({ kind: "notFound" });
    expect(await set(admin, unit.id, 3, today())).toMatchObject({ ok: true });
    for (const role of ["OBSERVER", "AUDITOR"] as const) {
      const person = await createPerson(role, { units: role === "OBSERVER" ? [unit] : [] });
      expect(await read(person, (db) => listEstablishmentLines(db, unit.id)), role).toEqual([]);
    }
  });
});

describe("who is recused from a holder", () => {
  it("reads the true number and the vacancies that are some, and nothing of the person", async () => {
    const unit = await createUnit();
    const [closed, open] = [
      await createCadre(unit, { title: "副局长" }),
      await createCadre(unit, { title: "总工程师" }),
    ];
    const former = await createCadre(unit, { title: "副局长", startsOn: daysAgo(900), endsOn: daysAgo(10) });
    await owner().query("update post_holdings set level = $2 where cadre_id = any ($1)", [
      [closed.id, open.id, former.id],
      LEVEL,
    ]);
    await set(await createPerson("ADMIN"), unit.id, 3, daysAgo(100));
    const review = await createReview({ unit, cadres: [closed, open] });
    const [recused, colleague] = [
      await createPerson("REVIEWER", { clearance: 3 }),
      await createPerson("REVIEWER", { clearance: 3 }),
    ];
    const recusal = {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      userId: recused.id,
      kind: "COLLEAGUE",
      reason: "曾在同一科室共事",
    };
    expect(await recuseFromCandidate(review.leader, recusal)).toMatchObject({ ok: true });
    const [told, whole] = [await standing(recused, unit.id), await standing(colleague, unit.id)];
    expect(whole).toMatchObject({ closed: 0 });
    expect(whole?.holders.map(({ id }) => id).sort()).toEqual([closed.id, open.id].sort());
    expect(told).toMatchObject({ closed: 1 });
    expect(told?.holders.map(({ id }) => id)).toEqual([open.id]);
    for (const one of [told, whole])
      expect(one && [heldBy(one), gapOf(one)]).toEqual([2, { kind: "vacant", count: 1 }]);
    // a day on which nobody closed held anything
    expect(await standing(recused, unit.id, daysAgo(5000))).toBeUndefined();

    const teamOf = async (person: Person) => {
      const viewer = await viewerOf(person);
      return read(person, (db) => getTeam(db, viewer, unit.id, today()));
    };
    const [seen, all] = [await teamOf(recused), await teamOf(colleague)];
    expect(all.closed).toEqual([]);
    expect(seen.closed).toEqual([{ unitId: unit.id, people: 1 }]);
    expect(measuresOf(seen.people, today(), 1).size).toBe(measuresOf(all.people, today()).size);
    // 副局长 is held by who is closed: no vacant post, for anybody
    expect([seen.vacancies, all.vacancies]).toEqual([[], []]);
    expect(JSON.stringify([seen, told])).not.toMatch(new RegExp(`${closed.id}|${closed.name}`));
  });
});
