/** The file as a paper: who may take it, what stays out of it, and the line that it leaves. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recordAppraisal } from "@/lib/appraisals/commands";
import { appraisalBlocks } from "@/lib/appraisals/paper/rules";
import { listAppraisals } from "@/lib/appraisals/queries";
import { exportCadreFile } from "@/lib/cadres/file/commands";
import { cadrePaper, type PaperWords } from "@/lib/cadres/file/paper/rules";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { listReadings } from "@/lib/cadres/file/read-log/queries";
import { dimensionWordsOn } from "@/lib/dimensions/rules";
import { read } from "@/lib/platform/db";
import { marksOf } from "@/lib/platform/marks";
import { ROLES } from "@/lib/platform/rights";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findConductItem,
  today,
} from "@/tests/support/builders";
import { createTask, createTaskMember } from "@/tests/support/tasks";
import { auditLinesOf } from "../accounts/credentials";

const trace = "0a1b2c3d4e5f";
/** The keys stand for the words: what is asked here is what a paper holds, not how it says it. */
const words: PaperWords = {
  file: (key, values) => `${key} ${Object.values(values ?? {}).join(" ")}`,
  observations: (key) => key,
  achievements: (key) => key,
  dimensions: dimensionWordsOn([], today(), false, (one) => one),
  marks: marksOf(false),
};

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const author = await createPerson("OBSERVER", { units: [unit] });
  const canary = `暗线${randomUUID()}`;
  await createObservation(author, unit, { cadres: [cadre], polarity: "ATTENTION", fact: canary });
  const plain = await createObservation(author, unit, {
    cadres: [cadre],
    on: daysAgo(3),
    fact: "到场协调。",
  });
  return { unit, cadre, author, canary, plain };
}

describe("exportCadreFile", () => {
  it("is for reviewers and leaders, and leaves a line with the number of the paper", async () => {
    const { unit, cadre } = await scene();
    for (const role of ROLES) {
      const person = await createPerson(role, {
        units: role === "OBSERVER" ? [unit] : [],
        unitId: role === "LIAISON" ? unit.id : undefined,
      });
      const outcome = await exportCadreFile(person, { id: cadre.id, trace });
      if (role === "REVIEWER" || role === "LEADER") {
        expect(outcome.ok, role).toBe(true);
        expect(await auditLinesOf(cadre.id)).toContainEqual({
          action: "exportCadreFile",
          actorId: person.id,
          before: "",
          after: trace,
        });
      } else {
        expect(outcome, role).toMatchObject({ ok: false, kind: "denied" });
      }
    }
  });

  it("gives nobody their own file", async () => {
    const { cadre } = await scene();
    const officer = await createPerson(["REVIEWER", "CADRE"], { cadreId: cadre.id });
    expect(await exportCadreFile(officer, { id: cadre.id, trace })).toMatchObject({ kind: "notFound" });
  });
});

describe("cadrePaper", () => {
  it("cites each record, and keeps a one-source negative remark out also for a reviewer", async () => {
    const { cadre, canary, plain } = await scene();
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const viewer = { id: reviewer.id, roles: ["REVIEWER" as const], cadreId: null };
    const paperFor = async (forOthers: boolean) => {
      const file = await read(reviewer, (db) =>
        getCadreFile(db, viewer, cadre.id, {}, today(), { forOthers }),
      );
      const by = { name: reviewer.name, on: today(), trace };
      return JSON.stringify(
        cadrePaper({ file, verified: [], sections: [], origin: "https://a.example", by }, words),
      );
    };

    const paper = await paperFor(true);

    expect(paper).toContain(`https://a.example/observations/${plain.id}`);
    expect(paper).toContain("到场协调。");
    expect(paper).toContain(trace);
    expect(paper).not.toContain(canary);
    // the page of a reviewer does show it: the paper leaves it out, not the policy
    expect(await paperFor(false)).toContain(canary);
  });
});

describe("the file as a paper", () => {
  it("holds the ten items with their records, the days on 主战场 and the grades, as the page does", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const task = await createTask(unit, { battlefield: [daysAgo(40), daysAgo(11)] });
    await createTaskMember(task, cadre, { startsOn: daysAgo(60) });
    const item = await findConductItem("positive_1");
    await createObservation(observer, unit, { cadres: [cadre], conductItemIds: [item.id] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const graded = { cadreId: cadre.id, period: "2025", grade: "优秀", source: "考核〔2025〕1号" };
    expect(await recordAppraisal(reviewer, graded)).toMatchObject({ ok: true });
    const viewer = { id: reviewer.id, roles: ["REVIEWER" as const], cadreId: null };
    const paperOf = async (id: string) =>
      read(reviewer, async (db) => {
        const file = await getCadreFile(db, viewer, id, {}, today(), { forOthers: true });
        const sections = appraisalBlocks(await listAppraisals(db, id, today()), (key) => key, marksOf(false));
        const by = { name: reviewer.name, on: today(), trace };
        const paper = cadrePaper({ file, verified: [], sections, origin: "https://a.example", by }, words);
        return JSON.stringify(paper.blocks);
      });
    const paper = await paperOf(cadre.id);
    for (const told of [
      item.text,
      `?item=${item.id}`,
      `${daysAgo(40)}—${daysAgo(11)}`,
      "优秀",
      "考核〔2025〕1号",
    ])
      expect(paper).toContain(told);
    const empty = await paperOf((await createCadre(unit)).id);
    for (const told of ["empty.items", "empty.panel"]) expect(empty).toContain(told);
  });
});

describe("listReadings", () => {
  it("tells leaders who opened a file, newest first, and nobody else", async () => {
    const { cadre } = await scene();
    const reviewer = await createPerson("REVIEWER");
    const leader = await createPerson("LEADER");
    for (const person of [reviewer, leader]) {
      const role = person === leader ? ("LEADER" as const) : ("REVIEWER" as const);
      await read(person, (db) =>
        getCadreFile(db, { id: person.id, roles: [role], cadreId: null }, cadre.id, {}, today()),
      );
    }
    const names = async (person: { id: string }) =>
      (await read(person, (db) => listReadings(db, cadre.id))).map((line) => line.readerName);
    expect(await names(leader)).toEqual([leader.name, reviewer.name]);
    for (const role of ROLES.filter((one) => one !== "LEADER"))
      expect(await names(await createPerson(role)), role).toEqual([]);
  });
});
