import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { noticeNews } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import {
  addToleranceEvidence,
  applyTolerance,
  exportTolerance,
  recordApproval,
} from "@/lib/tolerance/commands";
import { countTolerance, listTolerance, listToleranceCandidates } from "@/lib/tolerance/queries";
import { TOLERANCE_VIEWS } from "@/lib/tolerance/schema";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  today,
} from "@/tests/support/builders";
import { applyInputOf, carryOn, createTolerance, watched, weighAll } from "@/tests/support/tolerance";
import { auditLinesOf } from "../accounts/credentials";
import { ok, page } from "./tolerance-steps";

const sees = (person: Person, id: string): Promise<boolean> =>
  page(person, id).then(
    () => true,
    () => false,
  );

describe("who sees a tolerance case", () => {
  it("are the department, the unit's liaison, its observers and the witness; never who is named, nor anybody else", async () => {
    const made = await createTolerance();
    for (const person of [made.liaison, made.witness, made.leader, ...made.reviewers])
      expect(await sees(person, made.id)).toBe(true);
    const self = await createPerson(["LEADER"], { clearance: 3, cadreId: made.cadre.id });
    expect(await sees(self, made.id)).toBe(false);
    for (const role of ROLES.filter((one) => one !== "REVIEWER" && one !== "LEADER")) {
      const other = await createPerson(
        role as Role,
        role === "LIAISON" ? { unitId: (await createUnit()).id } : {},
      );
      expect(await sees(other, made.id), role).toBe(false);
    }
  });

  it("shows what was weighed to the department alone, and the unit its own words and the decision", async () => {
    const made = await createTolerance("POST");
    await carryOn(made.reviewers[0], made.id, "ACCEPT");
    await weighAll(made.reviewers[0], made.id);
    await addToleranceEvidence(made.reviewers[0], {
      id: randomUUID(),
      toleranceId: made.id,
      title: "财务凭证",
    });
    expect((await page(made.leader, made.id)).findings).toHaveLength(6);
    for (const person of [made.liaison, made.witness])
      expect(await page(person, made.id)).toMatchObject({
        findings: [],
        factors: [],
        evidence: [],
        excluded: [],
        cadres: [{ name: made.cadre.name }],
      });
  });

  it("names only the unit's own cadres, and nobody applies for another unit", async () => {
    const made = await createTolerance();
    const foreign = await createCadre(await createUnit());
    const seenBy = { witnessId: made.witness.id };
    expect(await applyTolerance(made.liaison, applyInputOf("PRE", made.unit, foreign, seenBy))).toMatchObject(
      {
        reason: "tolerance.reason.notOwnCadre",
      },
    );
    expect(
      await applyTolerance(made.liaison, applyInputOf("PRE", await createUnit(), made.cadre, seenBy)),
    ).toMatchObject({ reason: "tolerance.reason.notYours" });
    expect(
      await applyTolerance(made.witness, applyInputOf("PRE", made.unit, made.cadre, seenBy)),
    ).toMatchObject({
      kind: "denied",
    });
  });

  it("writes an approval down once, beside the case", async () => {
    const made = await watched();
    const [procedure] = (await page(made.liaison, made.id)).procedures;
    expect(
      await recordApproval(made.liaison, { id: procedure?.id, number: "演示〔2026〕18号", on: today() }),
    ).toMatchObject(ok);
    expect(
      await recordApproval(made.liaison, { id: procedure?.id, number: "另一号", on: today() }),
    ).toMatchObject({ kind: "notFound" });
  });
});

describe("the opinion as a paper", () => {
  it("leaves a line with its number in the audit, and is there once it is decided, for who sees the case", async () => {
    const trace = "0a1b2c3d4e5f";
    const made = await watched();
    expect(await exportTolerance(made.liaison, { id: made.id, trace })).toMatchObject(ok);
    expect(await auditLinesOf(made.id)).toContainEqual({
      action: "exportTolerance",
      actorId: made.liaison.id,
      before: "",
      after: trace,
    });
    const early = await createTolerance();
    for (const [person, id] of [
      [early.liaison, early.id],
      [early.liaison, made.id],
    ] as const)
      expect(await exportTolerance(person, { id, trace })).toMatchObject({ kind: "notFound" });
  });

  it("rests on records about its cadres, which are offered until they are taken", async () => {
    const made = await watched();
    const record = await createObservation(made.witness, made.unit, { cadres: [made.cadre] });
    await createObservation(made.witness, made.unit, { cadres: [await createCadre(made.unit)] });
    const offered = async () =>
      (await read(made.reviewers[0], (db) => listToleranceCandidates(db, made.id))).map(({ id }) => id);
    expect(await offered()).toEqual([record.id]);
    await addToleranceEvidence(made.reviewers[0], {
      id: randomUUID(),
      toleranceId: made.id,
      observationId: record.id,
    });
    expect(await offered()).toEqual([]);
  });
});

describe("the register", () => {
  it("shows numbers that equal what their links list", async () => {
    const made = await watched();
    const second = await createTolerance("POST");
    await carryOn(second.reviewers[0], second.id, "ACCEPT");
    await weighAll(second.reviewers[0], second.id);
    await read(made.reviewers[0], async (db) => {
      const counts = await countTolerance(db, {}, today());
      for (const view of TOLERANCE_VIEWS)
        expect(await listTolerance(db, { view }, today(), 10_000), view).toHaveLength(counts[view]);
      for (const [outcome, count] of Object.entries(counts.outcomes))
        expect(await listTolerance(db, { outcome: outcome as "RECORDED" }, today(), 10_000)).toHaveLength(
          count,
        );
      for (const { factor, finding, count } of counts.factors)
        expect(await listTolerance(db, { factor, finding }, today(), 10_000)).toHaveLength(count);
    });
    const news = await read(made.liaison, (db) => noticeNews(db, made.liaison.id));
    expect(news.unread).toBeGreaterThan(0);
  });
});
