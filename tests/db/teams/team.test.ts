import { describe, expect, it } from "vitest";
import { countObservations } from "@/lib/observations/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { fourQuarters, getSatisfaction, getTeam, listTeamCases } from "@/lib/teams/queries";
import { caseKind } from "@/lib/teams/rules";
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
import { createCase } from "@/tests/support/cases";
import { viewerOf } from "@/tests/support/meetings";
import { createTask, createTaskMember } from "@/tests/support/tasks";

const teamOf = async (person: Person, unitId: string, on = today()) => {
  const viewer = await viewerOf(person);
  return read(person, (db) => getTeam(db, viewer, unitId, on));
};

describe("getTeam", () => {
  it("shows who held a team's post on the day, and which posts nobody holds since", async () => {
    const unit = await createUnit({ type: "群团" });
    const stayed = await createCadre(unit, { title: "主任", startsOn: daysAgo(900) });
    const left = await createCadre(unit, { title: "副主任", startsOn: daysAgo(900), endsOn: daysAgo(40) });
    await createCadre(unit, { title: "科长", tier: "MIDDLE" });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const now = await teamOf(reviewer, unit.id);
    expect(now.people.map((one) => one.cadreId)).toEqual([stayed.id]);
    expect(now.vacancies).toEqual([
      { title: "副主任", lastName: left.name, cadreId: left.id, endedOn: daysAgo(40) },
    ]);
    expect(now.peers.filter((one) => one.unitId === unit.id)).toHaveLength(1);
    const before = await teamOf(reviewer, unit.id, daysAgo(41));
    expect(before.people.map((one) => one.cadreId).sort()).toEqual([stayed.id, left.id].sort());
    expect(before.vacancies).toEqual([]);
    // somebody else took it up
    await createPost(await createCadre(unit, { title: "委员" }), unit, {
      title: "副主任",
      isPrimary: false,
      startsOn: daysAgo(3),
    });
    expect((await teamOf(reviewer, unit.id)).vacancies).toEqual([]);
  });

  it("compares with units of the type alone", async () => {
    const unit = await createUnit({ type: "学校医院" });
    const alike = await createUnit({ type: "学校医院" });
    const other = await createUnit({ type: "国有企业" });
    for (const one of [unit, alike, other]) await createCadre(one);
    const team = await teamOf(await createPerson("LEADER"), unit.id);
    const seen = new Set(team.peers.map((one) => one.unitId));
    expect([seen.has(unit.id), seen.has(alike.id), seen.has(other.id)]).toEqual([true, true, false]);
  });

  it("reads meetings and polls from the records, by right: the number is what its list opens", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const sat = await createObservation(observer, unit, {
      method: "sit_in",
      cadres: [cadre],
      on: daysAgo(2),
    });
    await createObservation(observer, unit, { method: "sit_in", polarity: "ATTENTION", on: daysAgo(3) });
    const poll = await createObservation(observer, unit, { method: "democratic_assessment", on: daysAgo(4) });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const forLeader = await teamOf(leader, unit.id);
    // the remark with one source is for its author and reviewers (rule 5)
    expect(forLeader.meetings.map((one) => one.id)).toEqual([sat.id]);
    expect(forLeader.polls.map((one) => one.id)).toEqual([poll.id]);
    const forReviewer = await teamOf(reviewer, unit.id);
    expect(forReviewer.meetings).toHaveLength(2);
    const { from } = fourQuarters(today());
    for (const [person, team] of [
      [leader, forLeader],
      [reviewer, forReviewer],
    ] as const) {
      const opened = await read(person, (db) =>
        countObservations(db, { unit: unit.id, method: team.sitInMethodId ?? "", state: "counted", from }),
      );
      expect(team.sitIns).toBe(opened);
      const counted = team.quarters
        .filter((one) => one.unitId === unit.id)
        .reduce((sum, one) => sum + one.records, 0);
      expect(counted).toBe(
        await read(person, (db) => countObservations(db, { unit: unit.id, state: "counted", from })),
      );
    }
  });

  it("lists tasks of the unit and of each member on the day", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const task = await createTask(unit);
    await createTaskMember(task, cadre);
    const team = await teamOf(await createPerson("REVIEWER"), unit.id);
    expect(team.tasks.map((one) => [one.id, one.isLead])).toEqual([[task.id, true]]);
    expect(team.people[0]?.tasks.map((one) => one.id)).toEqual([task.id]);
  });

  it("is for the department: others see neither posts nor records in it", async () => {
    const unit = await createUnit();
    await createCadre(unit);
    const liaison = await createPerson("LIAISON", { unitId: unit.id });
    expect(await teamOf(liaison, unit.id)).toMatchObject({ people: [], peers: [], meetings: [] });
    await expect(teamOf(await createPerson("AUDITOR"), unit.id)).rejects.toThrow();
  });
});

describe("listTeamCases", () => {
  it("holds what was open on the day or closed in the four quarters", async () => {
    const opened = await createCase();
    const rows = await read(opened.reviewer, (db) => listTeamCases(db, opened.party.id, today()));
    expect(rows.map((one) => [one.id, caseKind(one, today())])).toEqual([[opened.id, "open"]]);
    expect(
      await read(opened.reviewer, (db) => listTeamCases(db, opened.party.id, addDays(today(), -1))),
    ).toEqual([]);
    const stranger = await createPerson("OBSERVER", { units: [await createUnit()] });
    expect(await read(stranger, (db) => listTeamCases(db, opened.party.id, today()))).toEqual([]);
  });
});

describe("getSatisfaction", () => {
  it("counts the visits that asked, by answer and apart for whom the unit chose; each number is what it lists", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const visit = (on: string, details: Record<string, unknown>) =>
      createObservation(observer, unit, { method: "stakeholder_visit", on, details });
    await visit(daysAgo(3), { visiteeType: "企业", selection: "随机抽取", satisfaction: "满意" });
    await visit(daysAgo(4), { visiteeType: "企业", selection: "单位推荐", satisfaction: "满意" });
    await visit(daysAgo(5), { visiteeType: "群众", selection: "随机抽取", satisfaction: "不满意" });
    await visit(daysAgo(6), { visiteeType: "群众", selection: "随机抽取" });
    await visit(daysAgo(700), { visiteeType: "企业", selection: "随机抽取", satisfaction: "满意" });
    const asked = (only?: string) => read(reviewer, (db) => getSatisfaction(db, unit.id, today(), only));
    const all = await asked();
    expect(Object.fromEntries(all.counts.map(({ answer, visits }) => [answer, visits]))).toEqual({
      满意: 2,
      不满意: 1,
    });
    expect([all.recommended, all.visits.length]).toEqual([1, 3]);
    expect((await asked("满意")).visits).toHaveLength(2);
    expect((await asked("单位推荐")).visits.map(({ answer }) => answer)).toEqual(["满意"]);
    const stranger = await createPerson("OBSERVER", { units: [await createUnit()] });
    expect((await read(stranger, (db) => getSatisfaction(db, unit.id, today(), undefined))).counts).toEqual(
      [],
    );
  });
});
