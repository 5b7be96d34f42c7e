/**
 * Of whom a report tells (rules 8, 10): everybody who stands in what it cites, also where no sentence names them; and what it
 * no longer tells (rule 5), in whatever section it was written.
 */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { withdrawConcernSource } from "@/lib/concerns/commands";
import { read } from "@/lib/platform/db";
import { addParagraph, exportReport, finaliseReport, writeParagraph } from "@/lib/reports/commands";
import { paperContent } from "@/lib/reports/paper/rules";
import { listReports, type ReportPage } from "@/lib/reports/queries";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
} from "@/tests/support/builders";
import { verify } from "@/tests/support/comparison";
import { createConcern, decide } from "@/tests/support/concerns";
import { asAppRole, owner } from "@/tests/support/owner";
import { createMaker, makeReport, pageOf } from "@/tests/support/reports";
import { createReview } from "@/tests/support/reviews";
import { storeMeeting } from "@/tests/support/stored-meeting";
import { storeTolerance } from "@/tests/support/tolerance";

const labelOf = ({ citations }: ReportPage, id: string): string =>
  citations.find(({ entityId }) => entityId === id)?.label ?? "没有";

describe("somebody whom no sentence of a report names", () => {
  /** beside the cadre in a record that is a source; beside them in a 容错 of the same case */
  async function scene() {
    const unit = await createUnit();
    const [cadre, inRecord, inTolerance] = [
      await createCadre(unit),
      await createCadre(unit),
      await createCadre(unit),
    ];
    const observers = [
      await createPerson("OBSERVER", { units: [unit] }),
      await createPerson("OBSERVER", { units: [unit] }),
    ] as const;
    const survey = await createObservation(observers[0], unit, { cadres: [cadre], state: "ACCEPTED" });
    const visit = await createObservation(observers[1], unit, {
      cadres: [cadre, inRecord],
      state: "ACCEPTED",
      method: "stakeholder_visit",
    });
    await verify(await createAchievement(observers[0], unit, cadre, [survey, visit]));
    const { caseId } = await storeMeeting(unit, observers[0]);
    await owner().query("insert into case_records (case_id, observation_id, added_by) values ($1, $2, $3)", [
      caseId,
      visit.id,
      observers[0].id,
    ]);
    const { id: toleranceId } = await storeTolerance(unit, inTolerance, observers[0], { caseId });
    const maker = await createMaker();
    return { unit, visit, inRecord, inTolerance, toleranceId, id: await makeReport(maker) };
  }
  let world: Awaited<ReturnType<typeof scene>>;
  beforeAll(async () => {
    world = await scene();
  }, 60_000);

  const isOpen = async (person: Person) => {
    const listed = (await read(person, (db) => listReports(db, {}))).some(({ id }) => id === world.id);
    const page = await pageOf(person, world.id).then(
      () => true,
      () => false,
    );
    const taken = (await exportReport(person, { id: world.id, form: "docx" })).ok;
    expect([page, taken]).toEqual([listed, listed]);
    return listed;
  };

  it("is cited by the record and by the 容错, which a colleague reads", async () => {
    const page = await pageOf(await createMaker(), world.id);
    for (const cited of [world.visit.id, world.toleranceId])
      expect(page.citations.map(({ entityId }) => entityId)).toContain(cited);
    expect(JSON.stringify([page.snapshot, page.paragraphs])).not.toContain(world.inRecord.name);
  });

  it.each(["inRecord", "inTolerance"] as const)(
    "%s: the report is closed to them, and to who is recused from them",
    async (which) => {
      const cadre: TestCadre = world[which];
      const [self, recused, colleague] = [
        await createPerson("REVIEWER", { clearance: 3, cadreId: cadre.id }),
        await createMaker(),
        await createMaker(),
      ];
      expect(await isOpen(recused)).toBe(true);
      const review = await createReview({ unit: world.unit, cadres: [cadre, await createCadre(world.unit)] });
      const set = await recuseFromCandidate(review.leader, {
        id: randomUUID(),
        candidateId: review.candidateIds[0],
        userId: recused.id,
        kind: "COLLEAGUE",
        reason: "曾在同一科室共事",
      });
      expect(set).toMatchObject({ ok: true });
      expect(await isOpen(self)).toBe(false);
      expect(await isOpen(recused)).toBe(false);
      expect(await isOpen(colleague)).toBe(true);
      const heads = (person: Person) =>
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select id from enter($1::uuid)", [person.id]);
          return (await client.query("select 1 from report_heads($1)", [world.id])).rowCount;
        });
      expect(await heads(recused)).toBe(0);
      expect(await heads(colleague)).toBeGreaterThan(0);
      // who is recused may make one; what is closed to them is not in it
      const own = await pageOf(recused, await makeReport(recused));
      expect(own.citations.map(({ entityId }) => entityId)).not.toContain(
        which === "inRecord" ? world.visit.id : world.toleranceId,
      );
    },
  );
});

describe("a concern that fell, written of in another section", () => {
  it("is withheld from a leader and from every paper; what was written beside it stays", async () => {
    const concern = await createConcern();
    expect(await decide(concern.decider, concern.id, "REMIND")).toMatchObject({ ok: true });
    const maker = await createMaker();
    const id = await makeReport(maker);
    const draft = await pageOf(maker, id);
    const [byConcern, byRecord] = [labelOf(draft, concern.id), labelOf(draft, concern.records[0])];
    const words = { section: "teams", id };
    for (const text of [
      `班子另有一事【${byConcern}】。`,
      `记录中提到一事【${byRecord}】。`,
      "班子情况见表【表1】。",
    ])
      expect(await addParagraph(maker, { ...words, text })).toMatchObject({ ok: true });
    // an older wording that cites nothing fallen must not take the place of the withheld one
    const added = (await pageOf(maker, id)).paragraphs.find(({ text }) => text.startsWith("班子情况"));
    const rewritten = {
      id,
      position: added?.position,
      version: 1,
      text: `班子情况【表1】另见【${byConcern}】。`,
      reason: "",
    };
    expect(await writeParagraph(maker, rewritten)).toMatchObject({ ok: true });
    expect(await addParagraph(maker, { ...words, text: "其余各项见表【表1】。" })).toMatchObject({
      ok: true,
    });
    expect(await finaliseReport(maker, { id, rowVersion: 2 })).toMatchObject({ ok: true });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const told = /班子另有一事|记录中提到一事|班子情况|其余各项/;
    const teams = async (person: Person) =>
      (await pageOf(person, id)).paragraphs
        .filter(({ text }) => told.test(text))
        .map(({ text }) => text.slice(0, 4));
    const paper = async (person: Person) => {
      const page = await pageOf(person, id);
      if (!page.snapshot) throw new Error("not frozen");
      return JSON.stringify(paperContent(page, page.snapshot).paragraphs);
    };
    const whole = ["班子另有", "记录中提", "班子情况", "其余各项"];
    expect(await teams(leader)).toEqual(whole);
    expect(await paper(leader)).toContain(concern.cadre.name);
    const { rows } = await owner().query(
      "select id from concern_sources where concern_id = $1 order by id limit 1",
      [concern.id],
    );
    expect(await withdrawConcernSource(concern.opener, { id: rows[0].id, reason: "说法有误" })).toMatchObject(
      { ok: true },
    );
    expect(await teams(leader)).toEqual(["其余各项"]);
    expect(await teams(maker)).toEqual(whole);
    for (const person of [leader, maker]) {
      expect(await paper(person)).toContain("其余各项");
      expect(await paper(person)).not.toMatch(new RegExp(`${concern.cadre.name}|另有一事|提到一事|班子情况`));
    }
    const seen = await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select id from enter($1::uuid)", [leader.id]);
      const texts = await client.query("select text from report_paragraphs where report_id = $1", [id]);
      const marks = await client.query(
        "select label from report_citations where report_id = $1 and label = any ($2)",
        [id, [byConcern, byRecord]],
      );
      return { texts: texts.rows.map(({ text }) => text).join(""), marks: marks.rowCount };
    });
    expect(seen.texts).not.toMatch(new RegExp(`${byConcern}|${byRecord}`));
    expect(seen.marks).toBe(0);
  });
});
