/** Answers to each method's own fields; the invariant program checks them against the stored field lists. */
import type { Answers, TableRow } from "../../../lib/methods/answers/schema";
import type { MethodCode } from "../../../lib/methods/schema";
import { addDays } from "../support/days";
import type { Random } from "../support/random";
import { contacts } from "./texts/phrases";
import type { Theme } from "./texts/themes";
import { userId } from "./users";

export type Situation = {
  day: string;
  theme: Theme;
  fill: (text: string) => string;
  cadreIds: string[];
  taskId: string | null;
  taskName: string;
  isAttention: boolean;
};

const chiefs = ["reviewer", "reviewer2", "reviewer3"].map(userId);
const grades = ["主要负责", "重要参与", "一般参与"] as const;

const answers: Record<MethodCode, (random: Random, at: Situation) => Answers> = {
  regular_talk: (random, { fill, theme }) => ({
    ...(random.chance(0.5)
      ? { talkee: { role: random.pick(["班子成员", "中层干部", "一般干部", "村（社）书记"]) } }
      : {}),
    relation: random.weighted([
      ["本人", 4],
      ["同级", 3],
      ["下级", 3],
      ["上级", 2],
      ["服务对象", 1],
    ]),
    topics: random
      .shuffle(["工作进展", "困难诉求", "思想状态", "班子团结", "个人意愿"])
      .slice(0, random.int(1, 3)),
    ...(random.chance(0.3)
      ? { requests: fill(`希望对“${random.pick(theme.difficulties)}”给予协调，已告知将转达，未作承诺。`) }
      : {}),
  }),
  sit_in: (random, { theme, fill }) => ({
    meetingType: random.weighted([
      ["专题会", 5],
      ["协调会", 3],
      ["党委（党组）会", 3],
      ["专班调度会", 2],
      ["述职述廉会", 1],
      ["民主生活会", 1],
    ]),
    meetingTitle: `${theme.project}${random.pick(["推进会", "专题会", "协调会", "调度会"])}`,
    agenda: fill(random.pick(theme.difficulties)),
    ...(random.chance(0.6) ? { decision: "明确牵头人和完成日期，下次会议报结果。" } : {}),
    ...(random.chance(0.2)
      ? { dispute: "对责任划分有不同意见，经讨论由分管负责人牵头，分歧意见记入纪要。" }
      : {}),
    witness: random.chance(0.06),
  }),
  field_survey: (random, { theme, fill, isAttention }) => ({
    project: { text: theme.project },
    ...(random.chance(0.6) ? { progress: random.int(10, isAttention ? 60 : 100) } : {}),
    ...(random.chance(0.4) ? { milestone: `${random.int(1, 12)}月底前完成阶段目标` } : {}),
    ...(random.chance(0.3) ? { gap: fill(random.pick(theme.difficulties)) } : {}),
    interviewees: random
      .shuffle(["企业", "群众", "施工方", "村社干部", "窗口人员"])
      .slice(0, random.int(1, 2)),
  }),
  multi_verify: (random, { theme, fill }) => ({
    claim: { text: theme.project },
    claimText: fill(random.pick(theme.results)),
    sources: [
      { kind: "书面台账", source: `${theme.project}台账`, independent: "独立", supports: "支持" },
      {
        kind: "服务对象评价",
        source: random.pick(random.pick(contacts)[1]),
        independent: "独立",
        supports: random.pick(["支持", "支持", "无法判断"]),
      },
    ],
    independence: "台账由经办科室提供，服务对象为随机抽取，两者互不知情。",
    contribution: random.pick(grades),
    result: random.weighted([
      ["属实", 6],
      ["基本属实", 3],
      ["部分属实", 1],
    ]),
    confidence: random.weighted([
      ["高", 5],
      ["中", 4],
      ["低", 1],
    ]),
    verifiedBy: random.pick(chiefs),
  }),
  critical_task: (random, { theme, fill, taskId, taskName }) => ({
    ...(taskId ? { taskForce: { text: taskName, id: taskId } } : {}),
    taskStage: random.weighted([
      ["攻坚", 6],
      ["启动", 2],
      ["收尾", 2],
    ]),
    keyNode: random.pick(["首批签约", "进场施工", "交叉作业", "转移安置", "节点验收"]),
    difficulty: fill(random.pick(theme.difficulties)),
    ...(random.chance(0.4)
      ? { result: [{ indicator: "完成率（%）", target: 100, actual: random.int(20, 100) }] }
      : {}),
  }),
  stakeholder_visit: (random, { theme, isAttention }) => {
    const [visiteeType, labels] = random.weighted(contacts.map((each) => [each, each[2]] as const));
    return {
      visiteeType,
      visiteeLabel: random.pick(labels),
      selection: random.weighted([
        ["随机抽取", 4],
        ["项目相关", 4],
        ["信访/热线抽取", 1],
        ["单位推荐", 1.5],
      ]),
      matter: theme.project,
      satisfaction: isAttention
        ? "一般"
        : random.weighted([
            ["满意", 6],
            ["基本满意", 3],
            ["一般", 1],
          ]),
    };
  },
  unannounced_check: (random) => ({
    approvedBy: random.pick(chiefs),
    scenario: random.pick(["窗口服务", "在岗情况", "项目工地", "村社服务", "热线回应"]),
    unitInformed: random.chance(0.5),
  }),
  democratic_assessment: (random, { cadreIds }) => {
    const issued = random.int(40, 120);
    const returned = issued - random.int(0, 4);
    const valid = returned - random.int(0, 3);
    const row = (subject: string | null, dimension: string): TableRow => {
      const competent = random.int(3, 12);
      const basic = random.int(0, 3);
      return {
        ...(subject ? { subject } : {}),
        dimension,
        excellent: valid - competent - basic,
        competent,
        basic,
      };
    };
    return {
      scopeDesc: `应到${issued}人，实到${returned}人`,
      issued,
      returned,
      valid,
      form: random.pick(["扫码无记名", "纸质"]),
      items: [row(null, "综合"), ...cadreIds.map((id) => row(id, "综合"))],
      supervisor: random.pick(chiefs),
    };
  },
  record_review: (random, { day, theme }) => ({
    docType: random.weighted([
      ["工作台账", 5],
      ["会议记录", 4],
      ["督查通报", 2],
      ["考核数据", 2],
      ["信访热线", 1],
    ]),
    docTitle: `${theme.project}${random.pick(["工作台账", "会议记录", "督查通报", "季度报表"])}`,
    docDate: addDays(day, -random.int(3, 60)),
    ...(random.chance(0.6)
      ? {
          facts: [
            {
              indicator: "完成率",
              value: `${random.int(55, 100)}%`,
              basis: "按季度累计",
              location: `第${random.int(1, 20)}页`,
            },
          ],
        }
      : {}),
    copyKept: random.chance(0.4),
  }),
  achievement_review: (random, { theme }) => {
    const target = random.int(10, 80);
    const [indicator, unitOfMeasure] = random.pick([
      ["完成户数", "户"],
      ["办结件数", "件"],
      ["腾出面积", "亩"],
      ["落地项目数", "个"],
    ] as const);
    return {
      dutyItem: `负责${theme.project}`,
      indicator,
      baseline: random.int(5, target),
      target,
      actual: target + random.int(-6, 12),
      unitOfMeasure,
      peerRank: `${random.int(1, 6)}/14（同类单位）`,
      contribution: random.pick(grades),
      dataSource: "年度目标责任书与季度报表",
    };
  },
};

export const detailsOf = (method: MethodCode, random: Random, at: Situation): Answers =>
  answers[method](random, at);

const roles: Partial<Record<MethodCode, string>> = {
  regular_talk: "谈及",
  stakeholder_visit: "提及",
  unannounced_check: "在场",
  record_review: "经办",
};

/** The line of one cadre: what the method asks of each, and the role in a word. */
export function lineOf(
  method: MethodCode,
  random: Random,
  action: string,
): { roleInEvent: string; details: TableRow } {
  if (method === "sit_in") {
    const role = random.weighted([
      ["汇报", 4],
      ["发言", 4],
      ["主持", 2],
      ["表态", 1],
      ["列席", 1],
    ]);
    return { roleInEvent: role, details: { role, remark: `提出${action}` } };
  }
  if (method === "field_survey") {
    const duty = random.pick(["现场负责", "政策解释", "协调各方", "技术把关", "陪同查看"]);
    return { roleInEvent: duty, details: { duty, conduct: action } };
  }
  if (method === "critical_task") {
    const post = random.pick(["政策处理", "工程推进", "群众工作", "要素保障", "值守调度"]);
    return { roleInEvent: post, details: { post, days: random.int(2, 40), task: action } };
  }
  return { roleInEvent: roles[method] ?? "", details: {} };
}
