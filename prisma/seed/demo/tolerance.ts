/** 容错 of the demo: step 5 and 10 of the story, and one in every other state. */
import type { ClientBase } from "pg";
import { addDays, momentOf, nextWorkingDay } from "../support/days";
import { idOf } from "../support/random";
import { STORY_CASE } from "./cases";
import { cadreId } from "./people";
import { STORY_CADRES, storyIds } from "./story";
import { TOLERANCE_PLANS, type ToleranceMove, type TolerancePlan } from "./texts/tolerance";
import { userId } from "./users";
import type { World } from "./world";

const STORY_TOLERANCE = idOf("story:tolerance");

/** Who applies for a unit with a liaison in the demo; for another one a reviewer does. */
const LIAISONS: Record<string, string> = { ZJ14: "liaison", ZF12: "liaison2", ZF11: "liaison3" };

const STORY: TolerancePlan = {
  key: "story",
  kind: "PRE",
  unit: "ZJ14",
  cadres: [],
  title: "整车企业临时堆场审批与平整并行",
  account:
    "企业成品车无处停放。协调会决定设临时堆场，审批与平整并行：不硬化、不建固定设施、企业到期腾退、每周报进度。平整先做清表和排水，土地用途不变。",
  appliedDaysAgo: 136,
  procedures: ["临时用地审批"],
  pre: {
    ruleGap: "审批下达前能否先行清表和排水，没有明确规定。",
    publicPurpose: "保障企业连续生产，避免成品车占用消防通道。",
    collectiveDecision: "协调会四方一致同意，镇党委会研究，组织到场见证。",
    risks: ["雨季积水影响周边农田", "审批未通过须恢复原状"],
    stops: ["硬化地面或建设固定设施", "审批未通过仍继续使用"],
  },
  moves: [
    { to: "ACCEPTED", daysAgo: 134, words: "" },
    { to: "VERIFIED", daysAgo: 130, words: "查阅协调会纪要和党委会记录，到现场核对地块，情况属实。" },
    {
      to: "DETERMINED",
      daysAgo: 126,
      words: "规定不明确、目的正当、集体决策、没有个人利益，同意备案；临时用地审批照常办理。",
      outcome: "RECORDED",
    },
    { to: "FED_BACK", daysAgo: 124, words: "已书面反馈镇党委，抄送见证观察员。" },
    {
      to: "CLOSED",
      daysAgo: 70,
      words: "堆场启用，四项条件逐条核对，审批先于启用，没有造成损失，不转事后认定。",
      isWithoutLoss: true,
    },
  ],
};

export async function loadTolerance(client: ClientBase, world: World): Promise<void> {
  await load(client, world, STORY, STORY_TOLERANCE);
  for (const plan of TOLERANCE_PLANS) await load(client, world, plan, idOf(`tolerance:${plan.key}`));
}

const VERIFIERS = ["reviewer2", "reviewer"] as const;

async function load(client: ClientBase, world: World, plan: TolerancePlan, id: string): Promise<void> {
  const isStory = id === STORY_TOLERANCE;
  const applicant = userId(LIAISONS[plan.unit] ?? "reviewer");
  const appliedOn = nextWorkingDay(addDays(world.today, -plan.appliedDaysAgo));
  await client.query(
    `insert into tolerance_cases (id, kind, title, unit_id, account, rule_gap, public_purpose, is_without_gain, collective_decision,
       witness_id, case_id, applied_by, applied_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (select id from cases where id = $11), $12, $13)`,
    [
      id,
      plan.kind,
      plan.title,
      idOf(`unit:${plan.unit}`),
      plan.account,
      plan.pre?.ruleGap ?? "",
      plan.pre?.publicPurpose ?? "",
      plan.pre !== undefined,
      plan.pre?.collectiveDecision ?? "",
      isStory
        ? userId("observer")
        : plan.pre
          ? (world.observerOn(plan.unit, appliedOn) ?? userId("observer"))
          : null,
      isStory ? STORY_CASE : null,
      applicant,
      momentOf(appliedOn, 9 * 60 + 30),
    ],
  );
  const cadres = isStory
    ? [STORY_CADRES.townDeputy, STORY_CADRES.townSecretary]
    : plan.cadres.map((place) => cadreId(`${plan.unit}:${place}`));
  for (const cadre of cadres)
    await client.query("insert into tolerance_cadres (tolerance_id, cadre_id) values ($1, $2)", [id, cadre]);
  for (const [kind, texts] of [
    ["RISK", plan.pre?.risks ?? []],
    ["STOP", plan.pre?.stops ?? []],
  ] as const)
    for (const [at, text] of texts.entries())
      await client.query(
        "insert into tolerance_risks (id, tolerance_id, kind, position, text) values ($1, $2, $3, $4, $5)",
        [idOf(`tolerance:${plan.key}:${kind}:${at}`), id, kind, at + 1, text],
      );
  for (const name of plan.procedures ?? []) {
    const approved = isStory ? addDays(nextWorkingDay(addDays(world.today, -76)), -20) : null;
    await client.query(
      `insert into tolerance_procedures (id, tolerance_id, name, approval_number, approved_on, added_by)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        idOf(`tolerance:${plan.key}:${name}`),
        id,
        name,
        approved ? "演示〔2026〕18号" : "",
        approved,
        applicant,
      ],
    );
  }
  let last = appliedOn;
  for (const move of plan.moves) {
    const day = nextWorkingDay(addDays(world.today, -move.daysAgo));
    // a weekend may bring two steps to one day: each has its own
    last = day > last ? day : nextWorkingDay(addDays(last, 1));
    await take(client, plan, id, move, last);
  }
  if (isStory) await storyEvidence(client, id);
}

async function take(
  client: ClientBase,
  plan: TolerancePlan,
  id: string,
  move: ToleranceMove,
  day: string,
): Promise<void> {
  const verifier = userId(VERIFIERS[LIAISONS[plan.unit] ? 1 : 0]);
  if (move.to === "STOPPED") {
    await client.query(
      `update tolerance_risks set met_at = $2, met_by = $3, how = $4
       where tolerance_id = $1 and kind = 'STOP' and position = 1`,
      [id, momentOf(day, 15 * 60), userId("reviewer2"), move.words],
    );
    return;
  }
  const { rows } = await client.query<{ state: string }>("select state from tolerance_cases where id = $1", [
    id,
  ]);
  const converts = move.to === "ACCEPTED" && rows[0]?.state === "FED_BACK";
  const words = {
    VERIFIED: "verification = $4, verified_by = $5",
    DETERMINED: "decision = $4, outcome = $6, decided_by = $7",
    FED_BACK: "feedback = $4",
    APPEALED: "appeal = $4",
    CLOSED: "closing = $4, is_without_loss = $8::boolean",
  } as const;
  const set = move.to in words ? words[move.to as keyof typeof words] : "state_reason = $4";
  if (move.to === "VERIFIED" && plan.kind === "POST") await weigh(client, plan, id, verifier);
  await client.query(
    `update tolerance_cases set state = $2, state_since = $3, ${set}, ${converts ? "kind = 'POST', is_converted = true," : ""}
       row_version = row_version + 1
     where id = $1 and $4::text is not null and $5::uuid is not null and coalesce($6::text, '') is not null and $7::uuid is not null
       and coalesce($8::boolean, true) is not null`,
    [
      id,
      move.to,
      day,
      move.words,
      verifier,
      move.outcome ?? null,
      userId("leader"),
      move.isWithoutLoss ?? null,
    ],
  );
  if (move === plan.moves.at(-1) && move.to === "ACCEPTED") await weigh(client, plan, id, verifier);
}

async function weigh(client: ClientBase, plan: TolerancePlan, id: string, by: string): Promise<void> {
  for (const [factor, finding, text] of plan.factors ?? [])
    await client.query(
      "insert into tolerance_factors (tolerance_id, factor, finding, text, set_by) values ($1, $2, $3, $4, $5)",
      [id, factor, finding, text, by],
    );
  if (plan.exclusion)
    await client.query(
      "insert into tolerance_exclusions (tolerance_id, exclusion, text, set_by) values ($1, $2, $3, $4)",
      [id, ...plan.exclusion, by],
    );
}

async function storyEvidence(client: ClientBase, id: string): Promise<void> {
  for (const observation of [
    storyIds.meeting,
    storyIds.siteHalfway,
    storyIds.siteDone,
    storyIds.documentReview,
  ])
    await client.query(
      "insert into tolerance_evidence (id, tolerance_id, observation_id, added_by) select $1, $2, $3, $4 where exists (select 1 from observations where id = $3)",
      [idOf(`tolerance:story:${observation}`), id, observation, userId("reviewer2")],
    );
}
