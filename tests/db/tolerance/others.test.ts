/** Four eyes over the whole history, the days of an appeal, and what an application beforehand names (ADR 0047). */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { applyTolerance, weighFactor } from "@/lib/tolerance/commands";
import type { Outcome } from "@/lib/tolerance/schema";
import { createCadre, createPerson, type Person } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import {
  applyInputOf,
  carryOn,
  createTolerance,
  type TestTolerance,
  watched,
  weighAll,
} from "@/tests/support/tolerance";
import { ok } from "./tolerance-steps";

const refusal = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `tolerance.reason.${reason}`,
});
const as = (person: Person, ...statements: [string, unknown[]][]): Promise<number | null> =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select enter($1)", [person.id]);
    let count: number | null = null;
    for (const [text, values] of statements) count = (await client.query(text, values)).rowCount;
    await client.query("commit");
    return count;
  });
const move = (set: string, made: TestTolerance, by: Person): [string, unknown[]] => [
  `update tolerance_cases set ${set}, row_version = row_version + 1 where id = $1 and $2::uuid is not null`,
  [made.id, by.id],
];
const VERIFIED = "state = 'VERIFIED', verification = '情况属实', verified_by = $2";
const DECIDED = "state = 'DETERMINED', outcome = 'RECORDED', decision = '同意备案', decided_by = $2";
/** In one transaction, whose lock keeps every other test out. */
async function withoutTriggers(text: string, values: unknown[]): Promise<void> {
  const client = await owner().connect();
  try {
    await client.query("begin");
    await client.query("alter table tolerance_cases disable trigger user");
    await client.query(text, values);
    await client.query("alter table tolerance_cases enable trigger user");
    await client.query("commit");
  } finally {
    await client.query("rollback");
    client.release();
  }
}
/** Carries it on, one step after the other. */
async function steps(
  made: TestTolerance,
  ...list: [Person, Parameters<typeof carryOn>[2], Record<string, unknown>?][]
) {
  for (const [person, step, over] of list)
    expect(await carryOn(person, made.id, step, over), step).toMatchObject(ok);
}
/** Decided and fed back today. */
async function fedBack(outcome: Outcome): Promise<TestTolerance> {
  const made = await createTolerance(outcome.endsWith("RECORDED") ? "PRE" : "POST");
  const [reviewer] = made.reviewers;
  await steps(made, [reviewer, "ACCEPT"]);
  if (!outcome.endsWith("RECORDED")) await weighAll(reviewer, made.id);
  await steps(made, [reviewer, "VERIFY"], [made.leader, "DETERMINE", { outcome }], [reviewer, "FEED_BACK"]);
  return made;
}

describe("who spoke for the unit", () => {
  it("does not verify it, whether they completed the application or brought the appeal", async () => {
    const made = await createTolerance();
    const both = await createPerson(["LIAISON", "REVIEWER"], { clearance: 3, unitId: made.unit.id });
    await steps(made, [made.reviewers[0], "RETURN"], [both, "RESUBMIT"]);
    expect(await carryOn(both, made.id, "ACCEPT")).toMatchObject(refusal("ownWork"));
    await expect(as(both, move("state = 'ACCEPTED'", made, both))).rejects.toThrow(/tolerance_four_eyes/);
    await steps(made, [made.reviewers[0], "ACCEPT"]);
    expect(await carryOn(both, made.id, "VERIFY")).toMatchObject(refusal("ownWork"));
    await expect(as(both, move(VERIFIED, made, both))).rejects.toThrow(/tolerance_four_eyes/);
    await steps(made, [made.reviewers[0], "VERIFY"]);

    const appealed = await fedBack("NOT_TOLERATED");
    const speaker = await createPerson(["LIAISON", "REVIEWER"], { clearance: 3, unitId: appealed.unit.id });
    await steps(appealed, [speaker, "APPEAL"]);
    expect(await carryOn(speaker, appealed.id, "VERIFY")).toMatchObject(refusal("ownWork"));
    await expect(as(speaker, move(VERIFIED, appealed, speaker))).rejects.toThrow(/tolerance_four_eyes/);
    const factor = { toleranceId: appealed.id, factor: "REMEDY", finding: "FOR", text: "损失已挽回" };
    expect(await weighFactor(speaker, factor)).toMatchObject(refusal("ownWork"));
    await expect(
      as(speaker, [
        "update tolerance_factors set finding = 'FOR', set_by = $2 where tolerance_id = $1 returning factor",
        [appealed.id, speaker.id],
      ]),
    ).resolves.toBe(0);
    expect(await weighFactor(appealed.reviewers[1], factor)).toMatchObject(ok);
    await steps(appealed, [appealed.reviewers[1], "VERIFY"]);
  });
});

describe("who verified it once", () => {
  it("does not decide it, though another verified it again since", async () => {
    const made = await createTolerance();
    const both = await createPerson(["REVIEWER", "LEADER"], { clearance: 3 });
    await steps(
      made,
      [both, "ACCEPT"],
      [both, "VERIFY"],
      [made.leader, "SEND_BACK"],
      [made.reviewers[0], "VERIFY"],
    );
    expect(await carryOn(both, made.id, "DETERMINE")).toMatchObject(refusal("ownWork"));
    await expect(as(both, move(DECIDED, made, both))).rejects.toThrow(/tolerance_four_eyes/);
    await steps(made, [made.leader, "DETERMINE"]);
  });

  it("or weighed a part of it, does not decide it either", async () => {
    const made = await createTolerance("POST");
    const both = await createPerson(["REVIEWER", "LEADER"], { clearance: 3 });
    await steps(made, [made.reviewers[0], "ACCEPT"]);
    await weighAll(made.reviewers[0], made.id);
    await weighFactor(both, { toleranceId: made.id, factor: "MOTIVE", finding: "FOR", text: "情况属实" });
    await steps(made, [made.reviewers[0], "VERIFY"]);
    expect(await carryOn(both, made.id, "DETERMINE", { outcome: "TOLERATED" })).toMatchObject(
      refusal("ownWork"),
    );
    await expect(as(both, move(DECIDED.replace("RECORDED", "TOLERATED"), made, both))).rejects.toThrow(
      /tolerance_four_eyes/,
    );
    await steps(made, [made.leader, "DETERMINE", { outcome: "TOLERATED" }]);
  });

  it("does not hear the appeal, though it was verified by another in between", async () => {
    const made = await createTolerance();
    const third = await createPerson("REVIEWER", { clearance: 3 });
    await steps(
      made,
      [made.reviewers[0], "ACCEPT"],
      [made.reviewers[0], "VERIFY"],
      [made.leader, "SEND_BACK"],
      [made.reviewers[1], "VERIFY"],
      [made.leader, "DETERMINE", { outcome: "NOT_RECORDED" }],
      [made.reviewers[1], "FEED_BACK"],
      [made.liaison, "APPEAL"],
    );
    for (const reviewer of made.reviewers) {
      expect(await carryOn(reviewer, made.id, "VERIFY")).toMatchObject(refusal("ownWork"));
      await expect(as(reviewer, move(VERIFIED, made, reviewer))).rejects.toThrow(/tolerance_four_eyes/);
    }
    await steps(made, [third, "VERIFY"]);
  });
});

describe("what may still be appealed", () => {
  const CLOSED = "state = 'CLOSED', closing = '已告知单位', is_without_loss = true";

  it("is not closed before the days of an appeal are over, unless it went the unit's way", async () => {
    for (const outcome of ["PARTLY", "NOT_TOLERATED", "NOT_RECORDED"] as const) {
      const made = await fedBack(outcome);
      for (const person of [made.reviewers[1], made.leader]) {
        expect(await carryOn(person, made.id, "CLOSE"), outcome).toMatchObject(refusal("appealOpen"));
        await expect(as(person, move(CLOSED, made, person)), outcome).rejects.toThrow(
          /tolerance_appeal_open/,
        );
      }
      await steps(made, [made.liaison, "APPEAL"]);
    }
    for (const outcome of ["RECORDED", "TOLERATED"] as const) {
      const made = await fedBack(outcome);
      await steps(made, [made.reviewers[1], "CLOSE"]);
    }
  });

  it("is closed when the one appeal has been heard, or its days are over", async () => {
    const heard = await fedBack("PARTLY");
    await steps(
      heard,
      [heard.liaison, "APPEAL"],
      [heard.reviewers[1], "VERIFY"],
      [heard.leader, "DETERMINE", { outcome: "PARTLY" }],
      [heard.reviewers[1], "FEED_BACK"],
      [heard.reviewers[1], "CLOSE"],
    );
    const over = await fedBack("NOT_TOLERATED");
    await withoutTriggers("update tolerance_cases set due_on = city_today() - 1 where id = $1", [over.id]);
    expect(await carryOn(over.liaison, over.id, "APPEAL")).toMatchObject(refusal("tooLate"));
    await steps(over, [over.reviewers[1], "CLOSE"]);
  });
});

describe("an application beforehand", () => {
  const insert = (made: TestTolerance, id: string, witnessId: string | null): [string, unknown[]] => [
    `insert into tolerance_cases (id, kind, title, unit_id, account, rule_gap, public_purpose, is_without_gain, collective_decision, witness_id, applied_by)
     values ($1, 'PRE', '临时堆场先行平整', $2, '先清表排水，审批同步办理。', '没有规定', '保障生产', true, '党委会决定', $3, $4)`,
    [id, made.unit.id, witnessId, made.liaison.id],
  ];
  const line = (id: string, kind: string): [string, unknown[]] => [
    "insert into tolerance_risks (id, tolerance_id, kind, position, text) values ($1, $2, $3, 1, '雨季积水')",
    [randomUUID(), id, kind],
  ];

  it("names a witness, risks and stop conditions, whoever stores it", async () => {
    const made = await createTolerance();
    const cadre = await createCadre(made.unit);
    expect(await applyTolerance(made.liaison, applyInputOf("PRE", made.unit, cadre))).toMatchObject({
      ok: false,
      kind: "invalid",
    });
    const id = randomUUID();
    await expect(
      as(made.liaison, insert(made, id, null), line(id, "RISK"), line(id, "STOP")),
    ).rejects.toThrow(/tolerance_pre_witness/);
    await expect(owner().query(...insert(made, id, null))).rejects.toThrow(/tolerance_pre_witness/);
    for (const kind of ["RISK", "STOP"])
      await expect(as(made.liaison, insert(made, id, made.witness.id), line(id, kind)), kind).rejects.toThrow(
        /tolerance_pre_lines/,
      );
    const whole = [insert(made, id, made.witness.id), line(id, "RISK"), line(id, "STOP")] as const;
    expect(await as(made.liaison, ...whole)).toBe(1);
    // of a 事后认定 nothing of it is asked
    expect(await applyTolerance(made.liaison, applyInputOf("POST", made.unit, cadre))).toMatchObject(ok);
  });

  it("that was told before this was asked for goes on as it is", async () => {
    const made = await createTolerance();
    const old = { ...made, id: randomUUID() };
    await withoutTriggers(
      `insert into tolerance_cases (id, number, kind, title, unit_id, account, rule_gap, public_purpose, is_without_gain, collective_decision,
         state_since, applied_by)
       values ($1, $2, 'PRE', '早先的报备', $3, '先清表排水，审批同步办理。', '没有规定', '保障生产', true, '党委会决定', city_today(), $4)`,
      [old.id, `RC-1999-${old.id.slice(0, 8)}`, made.unit.id, made.liaison.id],
    );
    await steps(
      old,
      [made.reviewers[0], "ACCEPT"],
      [made.reviewers[0], "VERIFY"],
      [made.leader, "DETERMINE"],
    );
  });
});

it("a watched case is closed without waiting, for its outcome was the one applied for", async () => {
  const made = await watched();
  await steps(made, [made.reviewers[1], "CLOSE"]);
});
