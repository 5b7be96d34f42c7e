/** 容错: by commands, by direct SQL and at the same moment; deadlines, stops, conversion, and who sees what. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loadCalendar } from "@/lib/calendar/queries";
import { addWorkingDays } from "@/lib/calendar/rules";
import { noticeNews } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import {
  addToleranceEvidence,
  applyTolerance,
  exportTolerance,
  liftExclusion,
  markStop,
  recordApproval,
  setExclusion,
  weighFactor,
} from "@/lib/tolerance/commands";
import {
  countTolerance,
  getTolerance,
  listTolerance,
  listToleranceCandidates,
} from "@/lib/tolerance/queries";
import { TRANSITIONS } from "@/lib/tolerance/rules";
import { TOLERANCE_STATES, TOLERANCE_VIEWS, type ToleranceState } from "@/lib/tolerance/schema";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import {
  applyInputOf,
  carryOn,
  createTolerance,
  type TestTolerance,
  watched,
  weighAll,
} from "@/tests/support/tolerance";
import { auditLinesOf } from "../accounts/credentials";

const page = (person: Person, id: string) => read(person, (db) => getTolerance(db, id));
const sees = (person: Person, id: string): Promise<boolean> =>
  page(person, id).then(
    () => true,
    () => false,
  );
const told = async (person: Person, id: string) => {
  const { rows } = await owner().query(
    "select kind from notifications where user_id = $1 and matter_id = $2 order by created_at, kind",
    [person.id, id],
  );
  return rows.map((row) => row.kind as string);
};
const ok = { ok: true };

describe("a 事前报备", () => {
  it("goes from the application to the record, each step with its working days and by another person", async () => {
    const made = await createTolerance();
    const calendar = await read(made.leader, loadCalendar);
    const due = async () => (await page(made.liaison, made.id)).dueOn;
    expect((await page(made.liaison, made.id)).number).toMatch(/^RC-\d{4}-\d{4}$/);
    expect(await due()).toBe(addWorkingDays(today(), 5, calendar));
    expect(await carryOn(made.liaison, made.id, "ACCEPT")).toMatchObject({
      reason: "tolerance.reason.notYours",
    });
    expect(await carryOn(made.reviewers[0], made.id, "ACCEPT")).toMatchObject(ok);
    expect(await due()).toBe(addWorkingDays(today(), 15, calendar));
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject(ok);
    expect(await due()).toBe(addWorkingDays(today(), 10, calendar));
    expect(await carryOn(made.reviewers[1], made.id, "DETERMINE")).toMatchObject({
      reason: "tolerance.reason.notYours",
    });
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "TOLERATED" })).toMatchObject({
      reason: "tolerance.reason.wrongOutcome",
    });
    expect(await carryOn(made.leader, made.id, "DETERMINE")).toMatchObject(ok);
    expect(await carryOn(made.reviewers[1], made.id, "FEED_BACK")).toMatchObject(ok);
    expect(await due()).toBe(addWorkingDays(today(), 10, calendar));
    expect(await carryOn(made.reviewers[1], made.id, "CLOSE")).toMatchObject(ok);
    expect(await page(made.liaison, made.id)).toMatchObject({
      state: "CLOSED",
      outcome: "RECORDED",
      isWithoutLoss: true,
      dueOn: null,
    });
  });

  it("is returned with a reason and completed by the unit, whose other words stay", async () => {
    const made = await createTolerance();
    expect(await carryOn(made.reviewers[0], made.id, "RETURN", { reason: " " })).toMatchObject({
      kind: "invalid",
    });
    expect(await carryOn(made.reviewers[0], made.id, "RETURN")).toMatchObject(ok);
    expect(await told(made.liaison, made.id)).toContain("TOLERANCE_RETURNED");
    expect(await carryOn(made.liaison, made.id, "RESUBMIT", { ruleGap: "" })).toMatchObject({
      reason: "tolerance.reason.formIncomplete",
    });
    expect(await carryOn(made.liaison, made.id, "RESUBMIT")).toMatchObject(ok);
    expect(await page(made.liaison, made.id)).toMatchObject({
      state: "APPLIED",
      account: "补充：会议记录已附。",
      title: "临时堆场审批与平整并行",
    });
  });

  it("is decided neither by who verified it nor by who applied, and nobody judges their own application", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const both = await createPerson(["REVIEWER", "LEADER"], { clearance: 3 });
    const input = applyInputOf("PRE", unit, cadre);
    await applyTolerance(both, input);
    expect(await carryOn(both, input.id, "ACCEPT")).toMatchObject({ reason: "tolerance.reason.ownWork" });
    const made = await createTolerance();
    await carryOn(both, made.id, "ACCEPT");
    await carryOn(both, made.id, "VERIFY");
    expect(await carryOn(both, made.id, "DETERMINE")).toMatchObject({ reason: "tolerance.reason.ownWork" });
    await expect(
      owner().query(
        "update tolerance_cases set state = 'DETERMINED', outcome = 'RECORDED', decision = '同意', decided_by = $2, row_version = row_version + 1 where id = $1",
        [made.id, both.id],
      ),
    ).rejects.toThrow(/four_eyes/);
  });

  it("stops at once when a condition is met, and all parties are told in the same transaction", async () => {
    const made = await watched();
    const { risks } = await page(made.witness, made.id);
    const [stop, other] = risks.filter(({ kind }) => kind === "STOP");
    const risk = risks.find(({ kind }) => kind === "RISK");
    expect(await markStop(made.witness, { id: risk?.id, how: "积水" })).toMatchObject({ kind: "notFound" });
    expect(await markStop(made.witness, { id: stop?.id, how: "现场已浇筑水泥" })).toMatchObject(ok);
    expect(await page(made.liaison, made.id)).toMatchObject({ state: "STOPPED" });
    for (const person of [made.liaison, made.reviewers[0], made.reviewers[1], made.leader])
      expect(await told(person, made.id), person.account).toContain("TOLERANCE_STOPPED");
    expect(await told(made.witness, made.id)).not.toContain("TOLERANCE_STOPPED");
    expect(await markStop(made.liaison, { id: stop?.id, how: "再次" })).toMatchObject({ kind: "stale" });
    expect(await markStop(made.liaison, { id: other?.id, how: "用途改变" })).toMatchObject(ok);
    await expect(
      owner().query("update tolerance_risks set how = '改过' where id = $1", [stop?.id]),
    ).rejects.toThrow();
  });

  it("watches nothing before it is recorded, nor after it is over", async () => {
    const made = await createTolerance();
    const [stop] = (await page(made.liaison, made.id)).risks.filter(({ kind }) => kind === "STOP");
    expect(await markStop(made.liaison, { id: stop?.id, how: "提前" })).toMatchObject({
      reason: "tolerance.reason.notWatched",
    });
  });

  it("becomes POST with its number, its evidence and its history, and is weighed anew", async () => {
    const made = await watched();
    const record = await createObservation(made.witness, made.unit, { cadres: [made.cadre] });
    expect(
      await addToleranceEvidence(made.reviewers[0], {
        id: randomUUID(),
        toleranceId: made.id,
        observationId: record.id,
        factor: "MOTIVE",
      }),
    ).toMatchObject(ok);
    expect(
      await addToleranceEvidence(made.reviewers[0], {
        id: randomUUID(),
        toleranceId: made.id,
        title: "会议纪要",
        number: "〔2026〕1号",
      }),
    ).toMatchObject(ok);
    const before = await page(made.reviewers[0], made.id);
    expect(await carryOn(made.liaison, made.id, "CONVERT")).toMatchObject({
      reason: "tolerance.reason.notYours",
    });
    expect(await carryOn(made.reviewers[1], made.id, "CONVERT")).toMatchObject(ok);
    const after = await page(made.reviewers[0], made.id);
    expect(after).toMatchObject({
      kind: "POST",
      state: "ACCEPTED",
      isConverted: true,
      number: before.number,
      evidence: before.evidence,
      ruleGap: before.ruleGap,
    });
    expect(after.risks).toEqual(before.risks);
    expect(after.events.slice(1)).toEqual(before.events);
    expect(await told(made.liaison, made.id)).toContain("TOLERANCE_CONVERTED");
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject({
      reason: "tolerance.reason.factorsMissing",
    });
    await weighAll(made.reviewers[0], made.id);
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject(ok);
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "TOLERATED" })).toMatchObject(ok);
  });
});

describe("a 事后认定", () => {
  async function accepted(): Promise<TestTolerance> {
    const made = await createTolerance("POST");
    await carryOn(made.reviewers[0], made.id, "ACCEPT");
    await weighAll(made.reviewers[0], made.id);
    return made;
  }

  it("is blocked by an exclusion with its reason, until it is lifted; also under direct SQL", async () => {
    const made = await accepted();
    expect(
      await setExclusion(made.reviewers[0], {
        toleranceId: made.id,
        exclusion: "GAIN",
        text: "有亲属参与施工",
      }),
    ).toMatchObject(ok);
    await carryOn(made.reviewers[0], made.id, "VERIFY");
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "TOLERATED" })).toMatchObject({
      reason: "tolerance.reason.excluded",
    });
    await expect(
      owner().query(
        "update tolerance_cases set state = 'DETERMINED', outcome = 'PARTLY', decision = '同意', decided_by = $2, row_version = row_version + 1 where id = $1",
        [made.id, made.leader.id],
      ),
    ).rejects.toThrow(/excluded|exclusion/);
    expect(await liftExclusion(made.reviewers[0], { toleranceId: made.id, exclusion: "GAIN" })).toMatchObject(
      { reason: "tolerance.reason.wrongState" },
    );
    expect(await carryOn(made.leader, made.id, "SEND_BACK")).toMatchObject(ok);
    expect(await liftExclusion(made.reviewers[0], { toleranceId: made.id, exclusion: "GAIN" })).toMatchObject(
      ok,
    );
    await carryOn(made.reviewers[0], made.id, "VERIFY");
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "PARTLY" })).toMatchObject(ok);
  });

  it("is appealed once, verified by another reviewer, and determined again", async () => {
    const made = await accepted();
    await carryOn(made.reviewers[0], made.id, "VERIFY");
    await carryOn(made.leader, made.id, "DETERMINE", { outcome: "NOT_TOLERATED" });
    await carryOn(made.reviewers[0], made.id, "FEED_BACK");
    expect(await carryOn(made.liaison, made.id, "APPEAL")).toMatchObject(ok);
    expect(await told(made.reviewers[1], made.id)).toContain("TOLERANCE_APPEALED");
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject({
      reason: "tolerance.reason.ownWork",
    });
    expect(
      await weighFactor(made.reviewers[1], {
        toleranceId: made.id,
        factor: "REMEDY",
        finding: "AGAINST",
        text: "损失未挽回",
      }),
    ).toMatchObject(ok);
    expect(await carryOn(made.reviewers[1], made.id, "VERIFY")).toMatchObject(ok);
    await carryOn(made.leader, made.id, "DETERMINE", { outcome: "PARTLY" });
    await carryOn(made.reviewers[1], made.id, "FEED_BACK");
    expect(await carryOn(made.liaison, made.id, "APPEAL")).toMatchObject({
      reason: "tolerance.reason.appealedOnce",
    });
    const { rows } = await owner().query(
      "select text from tolerance_events where tolerance_id = $1 and to_state = 'DETERMINED'",
      [made.id],
    );
    expect(rows).toHaveLength(2);
  });

  it("is too late to appeal after its days", async () => {
    const made = await createTolerance("POST");
    const id = randomUUID();
    await owner().query(
      `insert into tolerance_cases (id, kind, title, unit_id, account, applied_by, applied_at)
       values ($1, 'POST', '去年的补偿方案', $2, '补偿标准适用有误', $3, now() - interval '100 days')`,
      [id, made.unit.id, made.liaison.id],
    );
    const step = (set: string, daysBack: number) =>
      owner().query(
        `update tolerance_cases set ${set}, state_since = city_today() - $2::int, row_version = row_version + 1 where id = $1`,
        [id, daysBack],
      );
    await step("state = 'ACCEPTED'", 95);
    await weighAll(made.reviewers[0], id);
    await step(`state = 'VERIFIED', verification = '属实', verified_by = '${made.reviewers[0].id}'`, 90);
    await step(
      `state = 'DETERMINED', outcome = 'PARTLY', decision = '部分容错', decided_by = '${made.leader.id}'`,
      80,
    );
    await step("state = 'FED_BACK', feedback = '已反馈'", 70);
    expect(await carryOn(made.liaison, id, "APPEAL")).toMatchObject({ reason: "tolerance.reason.tooLate" });
  });

  it("moves for one of two people at once and tells the other", async () => {
    const made = await createTolerance("POST");
    const outcomes = await Promise.all([
      carryOn(made.reviewers[0], made.id, "ACCEPT", { rowVersion: 1 }),
      carryOn(made.reviewers[1], made.id, "RETURN", { rowVersion: 1 }),
    ]);
    expect(outcomes.filter(({ ok: went }) => went)).toHaveLength(1);
    const { rows } = await owner().query("select row_version from tolerance_cases where id = $1", [made.id]);
    expect(rows[0].row_version).toBe(2);
  });
});

describe("the state table under direct SQL", () => {
  /** A way from the application to each state, without a viewer. */
  const WAYS: Record<ToleranceState, ToleranceState[]> = {
    APPLIED: [],
    RETURNED: ["RETURNED"],
    REFUSED: ["REFUSED"],
    WITHDRAWN: ["WITHDRAWN"],
    ACCEPTED: ["ACCEPTED"],
    VERIFIED: ["ACCEPTED", "VERIFIED"],
    DETERMINED: ["ACCEPTED", "VERIFIED", "DETERMINED"],
    FED_BACK: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK"],
    APPEALED: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK", "APPEALED"],
    STOPPED: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK", "STOPPED"],
    CLOSED: ["ACCEPTED", "VERIFIED", "DETERMINED", "FED_BACK", "CLOSED"],
  };
  async function move(made: TestTolerance, to: ToleranceState): Promise<void> {
    if (to === "STOPPED") {
      const { rowCount } = await owner().query(
        "update tolerance_risks set met_at = now(), met_by = $2, how = '已硬化' where tolerance_id = $1 and kind = 'STOP' and met_at is null and position = 1",
        [made.id, made.witness.id],
      );
      if (!rowCount) throw new Error("met already");
      return;
    }
    const { rows } = await owner().query("select state, verified_by from tolerance_cases where id = $1", [
      made.id,
    ]);
    const [before] = rows;
    const converts = to === "ACCEPTED" && ["FED_BACK", "STOPPED"].includes(before.state);
    const verifier =
      before.verified_by === made.reviewers[0].id ? made.reviewers[1].id : made.reviewers[0].id;
    const set: Record<string, string> = {
      VERIFIED: "verification = '属实', verified_by = $3,",
      DETERMINED: "outcome = 'RECORDED', decision = '同意备案', decided_by = $2,",
      FED_BACK: "feedback = '已反馈',",
      APPEALED: "appeal = '有出入',",
      CLOSED: "closing = '完成', is_without_loss = true,",
    };
    await owner().query(
      `update tolerance_cases set ${set[to] ?? ""} ${converts ? "kind = 'POST', is_converted = true," : ""}
         state = '${to}', state_reason = '试一试', row_version = row_version + 1
       where id = $1 and $2::uuid is not null and $3::uuid is not null`,
      [made.id, made.leader.id, verifier],
    );
  }
  it.each(
    TOLERANCE_STATES.flatMap((from) =>
      TOLERANCE_STATES.filter((to) => to !== from).map((to) => [from, to] as const),
    ),
  )("from %s to %s goes as the rules say", async (from, to) => {
    const made = await createTolerance("PRE");
    for (const state of WAYS[from]) await move(made, state);
    const isAllowed = (TRANSITIONS[from] as readonly string[]).includes(to);
    if (isAllowed) await move(made, to);
    else await expect(move(made, to)).rejects.toThrow();
    const { rows } = await owner().query("select state from tolerance_cases where id = $1", [made.id]);
    expect(rows[0].state).toBe(isAllowed ? to : from);
  });

  it.each([
    [
      "its application",
      "update tolerance_cases set account = '改过的情况', row_version = row_version + 1 where id = $1",
    ],
    ["its number", "update tolerance_cases set number = 'RC-1', row_version = row_version + 1 where id = $1"],
    [
      "a decision without a step",
      "update tolerance_cases set decision = '改过', row_version = row_version + 1 where id = $1",
    ],
    [
      "its kind alone",
      "update tolerance_cases set kind = 'POST', is_converted = true, row_version = row_version + 1 where id = $1",
    ],
    ["who is named", "delete from tolerance_cadres where tolerance_id = $1"],
    ["its history", "update tolerance_events set text = '改过' where tolerance_id = $1"],
    ["itself away", "delete from tolerance_cases where id = $1"],
    ["its evidence away", "delete from tolerance_evidence where tolerance_id = $1"],
  ])("does not change %s", async (_, statement) => {
    const made = await watched();
    await addToleranceEvidence(made.reviewers[0], {
      id: randomUUID(),
      toleranceId: made.id,
      title: "会议纪要",
    });
    await expect(owner().query(statement, [made.id])).rejects.toThrow();
  });
});

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
    expect(await applyTolerance(made.liaison, applyInputOf("PRE", made.unit, foreign))).toMatchObject({
      reason: "tolerance.reason.notOwnCadre",
    });
    expect(
      await applyTolerance(made.liaison, applyInputOf("PRE", await createUnit(), made.cadre)),
    ).toMatchObject({ reason: "tolerance.reason.notYours" });
    expect(await applyTolerance(made.witness, applyInputOf("PRE", made.unit, made.cadre))).toMatchObject({
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
