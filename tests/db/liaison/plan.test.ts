import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  enterMeeting,
  enterProject,
  importPlan,
  withdrawMeeting,
  withdrawProject,
} from "@/lib/liaison/commands";
import { listMeetings, listProjects } from "@/lib/liaison/queries";
import { read } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const meeting = (over: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  title: "党政联席会",
  kind: "OFFICE",
  day: daysAgo(-7),
  time: "09:00",
  place: "三楼",
  isOpen: "on",
  ...over,
});
const project = (over: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  name: "临时堆场",
  kind: "KEY",
  startsOn: daysAgo(30),
  endsOn: "",
  lead: "副镇长",
  state: "UNDERWAY",
  ...over,
});
async function scene() {
  const unit = await createUnit();
  return { unit, liaison: await createPerson("LIAISON", { unitId: unit.id }) };
}
const meetings = (who: Person, unit: TestUnit) => read(who, (db) => listMeetings(db, unit.id, daysAgo(365)));
const projects = (who: Person, unit: TestUnit) => read(who, (db) => listProjects(db, unit.id));
const as = (person: Person, text: string, values: unknown[] = []) =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1)", [person.id]);
    return (await client.query(text, values)).rows;
  });

describe("the plan of a unit", () => {
  it("is entered and changed by its liaison, and every step is kept", async () => {
    const { unit, liaison } = await scene();
    const line = meeting();
    expect(await enterMeeting(liaison, line)).toEqual({ ok: true, value: { id: line.id } });
    // the form sent twice
    expect(await enterMeeting(liaison, line)).toEqual({ ok: true, value: { id: line.id } });
    expect(
      await enterMeeting(liaison, { ...line, rowVersion: 1, time: "14:30", isOpen: undefined }),
    ).toMatchObject({
      ok: true,
    });
    expect(await meetings(liaison, unit)).toMatchObject([
      {
        title: "党政联席会",
        isOpen: false,
        rowVersion: 2,
        startsAt: new Date(`${daysAgo(-7)}T14:30:00+08:00`),
      },
    ]);
    // somebody else changed it meanwhile
    expect(await enterMeeting(liaison, { ...line, rowVersion: 1 })).toEqual({ ok: false, kind: "stale" });
    expect(await withdrawMeeting(liaison, { id: line.id, rowVersion: 2 })).toMatchObject({ ok: true });
    expect(await meetings(liaison, unit)).toEqual([]);
    const { rows } = await owner().query(
      "select content ->> 'row_version' as version, actor_id from unit_plan_events where meeting_id = $1 order by at",
      [line.id],
    );
    expect(rows).toEqual(["1", "2", "3"].map((version) => ({ version, actor_id: liaison.id })));
    await expect(owner().query("delete from unit_meetings where id = $1", [line.id])).rejects.toThrow();
    await expect(owner().query("update unit_plan_events set content = '{}'")).rejects.toThrow();
  });

  it("holds a project likewise, once by its name", async () => {
    const { unit, liaison } = await scene();
    const line = project();
    expect(await enterProject(liaison, line)).toMatchObject({ ok: true });
    expect(await enterProject(liaison, project())).toMatchObject({
      kind: "refused",
      reason: "liaison.reason.projectThere",
    });
    expect(
      await enterProject(liaison, { ...line, rowVersion: 1, state: "DONE", endsOn: today() }),
    ).toMatchObject({
      ok: true,
    });
    expect(await projects(liaison, unit)).toMatchObject([{ state: "DONE", endsOn: today(), rowVersion: 2 }]);
    expect(await withdrawProject(liaison, { id: line.id, rowVersion: 2 })).toMatchObject({ ok: true });
    expect(await enterProject(liaison, project())).toMatchObject({ ok: true });
  });

  it("refuses the same meeting at the same time", async () => {
    const { liaison } = await scene();
    await enterMeeting(liaison, meeting());
    expect(await enterMeeting(liaison, meeting())).toMatchObject({ reason: "liaison.reason.meetingThere" });
  });

  it("is read by whoever observes the unit today and by the department, and by no other unit's people", async () => {
    const { unit, liaison } = await scene();
    await enterMeeting(liaison, meeting());
    await enterProject(liaison, project());
    const other = await createUnit();
    const readers = {
      observer: await createPerson("OBSERVER", { units: [unit] }),
      reviewer: await createPerson("REVIEWER"),
      leader: await createPerson("LEADER"),
      admin: await createPerson("ADMIN"),
    };
    for (const [name, who] of Object.entries(readers)) {
      expect(await meetings(who, unit), name).toHaveLength(1);
      expect(await projects(who, unit), name).toHaveLength(1);
    }
    const strangers = [
      await createPerson("OBSERVER", { units: [other] }),
      await createPerson("LIAISON", { unitId: other.id }),
      await createPerson("CADRE"),
      await createPerson("SYSADMIN"),
      await createPerson("SECADMIN"),
      await createPerson("AUDITOR"),
    ];
    for (const who of strangers) {
      expect(await meetings(who, unit)).toEqual([]);
      expect(await projects(who, unit)).toEqual([]);
      expect(await as(who, "select id from unit_plan_events where unit_id = $1", [unit.id])).toEqual([]);
    }
  });

  it("is nobody else's to enter or change, also by SQL", async () => {
    const { unit, liaison } = await scene();
    const line = meeting();
    await enterMeeting(liaison, line);
    for (const role of ROLES.filter((one) => one !== "LIAISON")) {
      const person = await createPerson(role, role === "OBSERVER" ? { units: [unit] } : {});
      expect(await enterMeeting(person, meeting())).toEqual({ ok: false, kind: "denied" });
      expect(await importPlan(person, { meetings: [], projects: [] })).toEqual({ ok: false, kind: "denied" });
      expect(
        await as(
          person,
          "update unit_meetings set title = '改一改', row_version = 2 where id = $1 returning id",
          [line.id],
        ),
      ).toEqual([]);
    }
    const other = await createPerson("LIAISON", { unitId: (await createUnit()).id });
    expect(await enterMeeting(other, { ...line, rowVersion: 1 })).toEqual({ ok: false, kind: "stale" });
    await expect(
      as(
        other,
        `insert into unit_meetings (id, unit_id, title, kind, starts_at, entered_by)
         values ($1, $2, '别的单位', 'OFFICE', now(), $3)`,
        [randomUUID(), unit.id, other.id],
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it("holds nothing observed, and a liaison reads nothing observed", async () => {
    const { liaison } = await scene();
    const [seen] = await read(liaison, (db) =>
      db.rows<{ n: number }>(sql`
        select (select count(*) from observations) + (select count(*) from observation_cadres) + (select count(*) from achievements)
             + (select count(*) from achievement_sources) + (select count(*) from observation_counts) as n`),
    );
    expect(Number(seen?.n)).toBe(0);
  });
});

describe("importPlan", () => {
  const line = ({ title, ...over }: { title: string; [key: string]: unknown }) => {
    const { id: _, ...rest } = meeting({ title, isOpen: true, ...over });
    return rest;
  };
  const works = (over: Record<string, unknown> = {}) => {
    const { id: _, ...rest } = project(over);
    return rest;
  };

  it("adds what is new, brings up to date what is there, and leaves the rest", async () => {
    const { unit, liaison } = await scene();
    const plan = { meetings: [line({ title: "例会" }), line({ title: "专题会" })], projects: [works()] };
    expect(await importPlan(liaison, plan)).toMatchObject({ value: { added: 3, changed: 0, same: 0 } });
    expect(await importPlan(liaison, plan)).toMatchObject({ value: { added: 0, changed: 0, same: 3 } });
    const again = {
      meetings: [line({ title: "例会", place: "五楼" })],
      projects: [works({ state: "DONE" }), works({ name: "新项目" })],
    };
    expect(await importPlan(liaison, again)).toMatchObject({ value: { added: 1, changed: 2, same: 0 } });
    expect((await meetings(liaison, unit)).map(({ title, place }) => [title, place]).sort()).toEqual(
      [
        ["例会", "五楼"],
        ["专题会", "三楼"],
      ].sort(),
    );
    const { rows } = await owner().query(
      "select action, after from audit_events where entity = 'unitPlan' and entity_id = $1 order by seq",
      [unit.id],
    );
    expect(rows.map(({ after }) => after)).toEqual(["3 0 0", "0 0 3", "1 2 0"]);
  });

  it("takes everything or nothing", async () => {
    const { unit, liaison } = await scene();
    const plan = { meetings: [line({ title: "例会" })], projects: [works({ state: "UNKNOWN" })] };
    expect(await importPlan(liaison, plan)).toMatchObject({ ok: false, kind: "invalid" });
    const twice = { meetings: [line({ title: "例会" }), line({ title: "例会" })], projects: [] };
    expect(await importPlan(liaison, twice)).toMatchObject({ reason: "liaison.reason.meetingThere" });
    expect(await importPlan(liaison, { meetings: [], projects: [] })).toMatchObject({
      reason: "liaison.reason.emptyBook",
    });
    expect(await meetings(liaison, unit)).toEqual([]);
    expect(await projects(liaison, unit)).toEqual([]);
  });

  it("of two at once adds each line once", async () => {
    const { unit, liaison } = await scene();
    const plan = { meetings: [line({ title: "例会" })], projects: [works()] };
    const outcomes = await Promise.all([importPlan(liaison, plan), importPlan(liaison, plan)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await meetings(liaison, unit)).toHaveLength(1);
    expect(await projects(liaison, unit)).toHaveLength(1);
  });
});
