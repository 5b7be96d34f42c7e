/** 事项 of the demo: step 3 of the story, raised and closed long ago, and others in every tier and state. */
import type { ClientBase } from "pg";
import { syllablesOf } from "../../../lib/units/register/rules";
import { addDays, momentOf, nextWorkingDay } from "../support/days";
import { idOf } from "../support/random";
import { cadreId } from "./people";
import { STORY_CADRES, storyIds } from "./story";
import type { CasePlan } from "./texts/case-plan";
import { CLOSED_CASES } from "./texts/closed-cases";
import { OPEN_CASES } from "./texts/open-cases";
import { userId } from "./users";
import type { World } from "./world";

export const STORY_CASE = idOf("story:case");
const unitId = (code: string): string => idOf(`unit:${code}`);

const STORY: CasePlan = {
  key: "story",
  title: "整车企业成品车临时停放场地",
  demand:
    "厂区停车场已接近停满，两周后下线的车无处停放。请就东侧约 38 亩待供地块能否作临时堆场，提出用地手续和场地平整的办法。",
  lead: "ZJ14",
  parties: ["ZF12", "ZF11"],
  tier: "UNIT_LED",
  ago: 146,
  by: "observer",
  steps: [
    { do: "ACT", ago: 144, by: "liaison", text: "三家到场丈量地块，列出临时用地审批、排水、平整三项待办。" },
    {
      do: "RAISE",
      ago: 142,
      tier: "JOINT_MEETING",
      reason: "审批下来前能否先平整，三家说法不一，要当面定下；手续要办一段时间，时限定到堆场启用",
      until: -72,
    },
    { do: "ACT", ago: 134, by: "liaison3", text: "临时用地申请已受理，一次告知所需材料。" },
    { do: "ACT", ago: 111, by: "liaison2", text: "排水沟挖通约 300 米，雨后改为分段施工。" },
    { do: "ACT", ago: 83, by: "liaison", text: "堆场启用，三家到场逐条核对四项条件。" },
    {
      do: "SETTLE",
      ago: 79,
      by: "liaison",
      outcome: "临时堆场启用，清点停放 860 辆，厂区通道恢复。临时用地批准在前、启用在后，四项条件逐条相符。",
    },
    { do: "CHECK", ago: 75, words: "核对批准文件和现场清点，程序完整，条件相符。" },
    { do: "CONFIRM", ago: 74 },
  ],
};
const STORY_ROLES = [
  [
    STORY_CADRES.townDeputy,
    "牵头协调",
    "企业提出后三天内到场，带队丈量地块",
    "提出审批与平整并行的方案和四项条件",
  ],
  [STORY_CADRES.construction, "场地平整", "雨后带技术员到场，改为分段施工", "先排水后平整"],
  [STORY_CADRES.landUse, "用地手续", "一次告知材料，跟到批准", "供地前以临时用地办理，期限两年"],
  [STORY_CADRES.townSecretary, "政策处理", "承担政策处理和青苗补偿", ""],
] as const;

export async function loadCases(client: ClientBase, world: World): Promise<void> {
  // in the order in which they were raised: so their numbers run
  for (const plan of [STORY, ...CLOSED_CASES, ...OPEN_CASES].sort((a, b) => b.ago - a.ago))
    await load(client, world, plan);
  await loadStory(client, world);
}

/** A working day, unless that is not over yet. */
function dayOf({ today }: World, ago: number): string {
  const day = nextWorkingDay(addDays(today, -ago));
  return day < today ? day : addDays(today, -ago);
}

async function load(client: ClientBase, world: World, plan: CasePlan): Promise<void> {
  const id = idOf(plan.key === "story" ? "story:case" : `case:${plan.key}`);
  const day = dayOf(world, plan.ago);
  const person = (by: string | undefined, on: string): string =>
    by ? userId(by) : (world.observerOn(plan.lead, on) ?? userId("reviewer"));
  const raiser = person(plan.by, day);
  const raisedAt = momentOf(day, 16 * 60 + 20);
  await client.query(
    `insert into cases (id, title, demand, unit_id, tier, raised_by, raised_at, moved_at) values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [id, plan.title, plan.demand, unitId(plan.lead), plan.tier, raiser, raisedAt],
  );
  await client.query("insert into case_spellings (case_id, syllables) values ($1, $2)", [
    id,
    syllablesOf(plan.title).join(" "),
  ]);
  for (const code of plan.parties) {
    await client.query(
      `insert into case_parties (case_id, unit_id, added_by, added_at) values ($1, $2, $3, $4)`,
      [id, unitId(code), raiser, raisedAt],
    );
  }
  for (const [at, step] of plan.steps.entries()) {
    const on = dayOf(world, step.ago);
    // a step on the day that it was raised comes after
    const moment = momentOf(on, (on === day ? 17 : 9) * 60 + 10 + at * 12);
    await take(
      client,
      world,
      { id, raiser, moment, on, by: "by" in step ? person(step.by, on) : raiser },
      step,
    );
  }
  for (const { key, role, initiative = "", decision = "" } of plan.cadres ?? []) {
    await nameCadre(client, id, [cadreId(key), role, initiative, decision], raisedAt);
  }
  for (const [at, asked] of (plan.followUps ?? []).entries()) {
    await client.query(
      `insert into follow_ups (id, case_id, unit_id, owner_id, title, due_on, asked_by, created_at, done_at, outcome)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        idOf(`${id}:follow-up:${at}`),
        id,
        unitId(asked.unit),
        userId(asked.owner),
        asked.title,
        addDays(world.today, asked.due),
        userId("reviewer"),
        momentOf(dayOf(world, asked.ago), 11 * 60),
        asked.done === undefined ? null : momentOf(dayOf(world, asked.done), 15 * 60),
        asked.outcome ?? "",
      ],
    );
  }
  await linkRecord(client, id, plan, raiser, raisedAt);
}

type Taken = { id: string; raiser: string; moment: string; on: string; by: string };

async function take(
  client: ClientBase,
  world: World,
  { id, raiser, moment, on, by }: Taken,
  step: CasePlan["steps"][number],
): Promise<void> {
  const change = (set: string, values: unknown[]) =>
    client.query(`update cases set ${set}, moved_at = $2, row_version = row_version + 1 where id = $1`, [
      id,
      moment,
      ...values,
    ]);
  switch (step.do) {
    case "RAISE":
      // without a day the deadline is the tier's, by trigger
      await change("tier = $3, tier_since = $4, state_reason = $5, due_on = coalesce($6::date, due_on)", [
        step.tier,
        on,
        step.reason,
        step.until === undefined ? null : addDays(world.today, step.until),
      ]);
      break;
    case "EXTEND":
      await change("due_on = $3, state_reason = $4", [addDays(world.today, step.until), step.reason]);
      break;
    case "ACT":
      await client.query(
        `insert into case_events (case_id, at, actor_id, unit_id, kind, text)
         select $1, $2, p.id, p.unit_id, 'ACT', $4 from users p where p.id = $3`,
        [id, moment, by, step.text],
      );
      break;
    case "SETTLE":
      await change("state = 'SETTLED', outcome = $3, settled_by = $4, settled_at = $2, state_reason = ''", [
        step.outcome,
        by,
      ]);
      break;
    case "CHECK":
      await change("checked_by = $3, checked_at = $2, state_reason = $4", [
        userId(step.by ?? "reviewer"),
        step.words,
      ]);
      break;
    case "CONFIRM":
      // an observer who settled what they had raised has said so
      await client.query(
        `update cases set confirmed_by = $3, confirmed_at = $2, moved_at = $2, row_version = row_version + 1
         where id = $1 and confirmed_by is null`,
        [id, moment, raiser],
      );
      break;
    case "REOPEN":
      await change("state = 'OPEN', state_reason = $3, tier_since = $4", [step.reason, on]);
      break;
    case "SEND_BACK":
    case "WITHDRAW":
      await change("state = $3, state_reason = $4", [
        step.do === "WITHDRAW" ? "WITHDRAWN" : "OPEN",
        step.reason,
      ]);
  }
}

type Named = [cadre: string, role: string, initiative: string, decision: string];
const nameCadre = (client: ClientBase, caseId: string, named: Named, at: string) =>
  client.query(
    `insert into case_cadres (id, case_id, cadre_id, role, initiative, decision, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [idOf(`${caseId}:${named[0]}`), caseId, ...named, userId("reviewer"), at],
  );

/** What an observer raised came of a record of theirs there, where they have one. */
const linkRecord = (client: ClientBase, caseId: string, plan: CasePlan, raiser: string, at: string) =>
  client.query(
    `insert into case_records (case_id, observation_id, added_by, added_at)
     select $1, o.id, o.observer_id, $5 from observations o
     where $4 <> 'story' and o.unit_id = $2 and o.observer_id = $3 and o.state in ('ACCEPTED', 'ARCHIVED') and o.started_at < $5::timestamptz
     order by o.started_at desc, o.id limit 1`,
    [caseId, unitId(plan.lead), raiser, plan.key, at],
  );

/** What bears on the story's case: the first two records it came from, the others as they were made. */
async function loadStory(client: ClientBase, world: World): Promise<void> {
  await client.query(
    `insert into case_records (case_id, observation_id, added_by, added_at)
     select c.id, o.id, o.observer_id, greatest(c.raised_at, o.ended_at)
     from cases c join observations o on o.id = any ($2::uuid[]) where c.id = $1 order by o.started_at`,
    [STORY_CASE, Object.values(storyIds)],
  );
  for (const [at, named] of STORY_ROLES.entries()) {
    await nameCadre(client, STORY_CASE, [...named], momentOf(dayOf(world, 79), 17 * 60 + at));
  }
  const reviewedOn = nextWorkingDay(addDays(world.today, -76));
  const papers = [
    ["整车企业临时堆场协调会纪要", "赤协〔2026〕3号", dayOf(world, 138), 136, "liaison", "四项条件逐条列明"],
    ["临时用地批准文件", "演示〔2026〕18号", addDays(reviewedOn, -20), 90, "liaison3", "38 亩，期限两年"],
  ] as const;
  for (const [title, number, on, addedAgo, by, note] of papers) {
    await client.query(
      `insert into case_documents (id, case_id, title, number, document_on, note, added_by, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        idOf(`story:case:${number}`),
        STORY_CASE,
        title,
        number,
        on,
        note,
        userId(by),
        momentOf(dayOf(world, addedAgo), 10 * 60 + 30),
      ],
    );
  }
}
