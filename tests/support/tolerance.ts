/** Tolerance cases with their people, for tests. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { applyTolerance, carryTolerance, weighFactor } from "@/lib/tolerance/commands";
import type { applyInput, stepInput, ToleranceKind } from "@/lib/tolerance/schema";
import { FACTORS } from "@/lib/tolerance/schema";
import {
  createCadre,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
  type TestUnit,
} from "./builders";
import { owner } from "./owner";

export type ApplyInput = z.input<typeof applyInput>;
export function applyInputOf(
  kind: ToleranceKind,
  unit: TestUnit,
  cadre: TestCadre,
  over: object = {},
): ApplyInput {
  const shared = {
    id: randomUUID(),
    title: "临时堆场审批与平整并行",
    account: "成品车无处停放，拟先清表排水，审批同步办理。",
    unitId: unit.id,
    cadreIds: [cadre.id],
    procedures: "临时用地审批",
  };
  if (kind === "POST") return { ...shared, kind, ...over };
  return {
    ...shared,
    kind,
    ruleGap: "临时堆场先行平整没有明确规定",
    publicPurpose: "保障企业连续生产",
    isWithoutGain: true,
    collectiveDecision: "镇党委会 5 月 8 日研究决定",
    witnessId: "",
    risks: "雨季积水\n审批未通过",
    stops: "硬化地面\n改变土地用途",
    ...over,
  };
}

export type TestTolerance = {
  id: string;
  unit: TestUnit;
  cadre: TestCadre;
  liaison: Person;
  witness: Person;
  /** two of each, because one's own work is another's to judge */
  reviewers: [Person, Person];
  leader: Person;
};

export async function createTolerance(kind: ToleranceKind = "PRE"): Promise<TestTolerance> {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const liaison = await createPerson("LIAISON", { unitId: unit.id });
  const witness = await createPerson("OBSERVER", { units: [unit] });
  const input = applyInputOf(kind, unit, cadre, kind === "PRE" ? { witnessId: witness.id } : {});
  const outcome = await applyTolerance(liaison, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  const reviewers: [Person, Person] = [
    await createPerson("REVIEWER", { clearance: 3 }),
    await createPerson("REVIEWER", { clearance: 3 }),
  ];
  const leader = await createPerson("LEADER", { clearance: 3 });
  return { id: input.id, unit, cadre, liaison, witness, reviewers, leader };
}

type Step = z.input<typeof stepInput>["step"];
const WORDS: Record<Step, object> = {
  ACCEPT: {},
  VERIFY: { words: "查阅会议记录，情况属实。" },
  DETERMINE: { words: "符合条件。", outcome: "RECORDED" },
  FEED_BACK: { words: "已书面反馈单位。" },
  APPEAL: { words: "后果认定有出入。" },
  CLOSE: { words: "如期完成。", isWithoutLoss: true },
  RETURN: { reason: "请补充会议记录" },
  REFUSE: { reason: "不属受理范围" },
  WITHDRAW: { reason: "不再需要" },
  SEND_BACK: { reason: "核实不充分" },
  CONVERT: { reason: "产生费用，转事后认定" },
  RESUBMIT: {
    account: "补充：会议记录已附。",
    ruleGap: "没有明确规定",
    publicPurpose: "保障生产",
    collectiveDecision: "镇党委会研究决定",
  },
};
/** Takes a step from the version in force, or the one given. */
export async function carryOn(person: Person, id: string, step: Step, over: Record<string, unknown> = {}) {
  const { rows } = await owner().query("select row_version from tolerance_cases where id = $1", [id]);
  return carryTolerance(person, { id, rowVersion: rows[0].row_version, step, ...WORDS[step], ...over });
}

export async function weighAll(person: Person, toleranceId: string): Promise<void> {
  for (const factor of FACTORS) {
    const outcome = await weighFactor(person, { toleranceId, factor, finding: "FOR", text: "情况属实" });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  }
}

/** Carried to 已备案 and fed back: its stop conditions are watched. */
export async function watched(): Promise<TestTolerance> {
  const made = await createTolerance("PRE");
  for (const [person, step] of [
    [made.reviewers[0], "ACCEPT"],
    [made.reviewers[0], "VERIFY"],
    [made.leader, "DETERMINE"],
    [made.reviewers[0], "FEED_BACK"],
  ] as const) {
    const outcome = await carryOn(person, made.id, step);
    if (!outcome.ok) throw new Error(`${step}: ${JSON.stringify(outcome)}`);
  }
  return made;
}

/** One that is recorded, fed back and watched, stored as an import would: for tests that only look at it. */
export async function storeTolerance(
  unit: TestUnit,
  cadre: TestCadre,
  applicant: { id: string },
  over: { account?: string; weighed?: string; caseId?: string } = {},
): Promise<{ id: string }> {
  const id = randomUUID();
  const [verifier, decider] = [await createPerson("REVIEWER"), await createPerson("LEADER")];
  const witness = await createPerson("OBSERVER");
  await owner().query(
    `insert into tolerance_cases (id, kind, title, unit_id, account, rule_gap, public_purpose, is_without_gain, collective_decision, applied_by,
       case_id, witness_id)
     values ($1, 'PRE', '临时堆场审批与平整并行', $2, $4, '没有明确规定', '保障生产', true, '党委会研究决定', $3, $5, $6)`,
    [
      id,
      unit.id,
      applicant.id,
      over.account ?? "先清表排水，审批同步办理。",
      over.caseId ?? null,
      witness.id,
    ],
  );
  await owner().query("insert into tolerance_cadres (tolerance_id, cadre_id) values ($1, $2)", [
    id,
    cadre.id,
  ]);
  await owner().query(
    "insert into tolerance_risks (tolerance_id, kind, position, text) values ($1, 'RISK', 1, '雨季积水'), ($1, 'STOP', 1, '硬化地面')",
    [id],
  );
  await owner().query(
    "insert into tolerance_procedures (tolerance_id, name, added_by) values ($1, '临时用地审批', $2)",
    [id, applicant.id],
  );
  const step = (set: string) =>
    owner().query(`update tolerance_cases set ${set}, row_version = row_version + 1 where id = $1`, [id]);
  await step("state = 'ACCEPTED'");
  if (over.weighed) {
    const weighed =
      "insert into tolerance_factors (tolerance_id, factor, finding, text, set_by) values ($1, 'MOTIVE', 'FOR', $2, $3)";
    await owner().query(weighed, [id, over.weighed, verifier.id]);
    const paper =
      "insert into tolerance_evidence (id, tolerance_id, document_title, added_by) values (gen_random_uuid(), $1, $2, $3)";
    await owner().query(paper, [id, over.weighed, verifier.id]);
  }
  for (const set of [
    `state = 'VERIFIED', verification = '属实', verified_by = '${verifier.id}'`,
    `state = 'DETERMINED', outcome = 'RECORDED', decision = '同意备案', decided_by = '${decider.id}'`,
    "state = 'FED_BACK', feedback = '已反馈'",
  ])
    await step(set);
  return { id };
}
