/** 需关注 of the demo: open with one source and with two, decided each way, ending soon, ended, renewed and fallen. */
import type { ClientBase } from "pg";
import { addDays } from "../support/days";
import { idOf } from "../support/random";
import { userId } from "./users";

type Decision = { state: "WATCHING" | "REMINDED" | "DISMISSED"; ago: number; reason: string; ahead?: number };
type DemoConcern = {
  key: string;
  /** days before the world's today */
  openedAgo: number;
  summary: string;
  situation: string;
  /** a second source beside the record; without it there is one */
  paper?: { title: string; number: string; kind: "document" | "data" | "survey" };
  decisions: Decision[];
  /** the paper is withdrawn again */
  fallsBy?: string;
};

const RULES = "《市直机关和镇街干部岗位职责规定》";
const CONCERNS: DemoConcern[] = [
  {
    key: "open-thin",
    openedAgo: 4,
    summary: "项目现场协调会两次由他人代为参加",
    situation: `${RULES}第七条：分管负责人应当到场`,
    decisions: [],
  },
  {
    key: "open",
    openedAgo: 6,
    summary: "群众诉求答复超过规定时限",
    situation: "《群众诉求办理办法》第十二条：十个工作日内答复",
    paper: { title: "诉求办理月度台账", number: "访台〔2026〕10号", kind: "data" },
    decisions: [],
  },
  {
    key: "dismissed",
    openedAgo: 40,
    summary: "被反映对企业上门办事态度生硬",
    situation: "《政务服务行为规范》第四条",
    decisions: [
      { state: "DISMISSED", ago: 33, reason: "只有一处反映，向在场的窗口人员核实，没有印证，不采信。" },
    ],
  },
  {
    key: "watching",
    openedAgo: 50,
    summary: "汛期值守两次离岗没有报备",
    situation: "《防汛值班值守制度》第三条：离岗须报备",
    paper: { title: "汛期值班抽查通报", number: "汛办〔2026〕18号", kind: "document" },
    decisions: [
      {
        state: "WATCHING",
        ago: 41,
        reason: "现场记录与抽查通报一致。汛期未过，继续观察后续值守。",
        ahead: 75,
      },
    ],
  },
  {
    key: "reminded",
    openedAgo: 70,
    summary: "征迁台账数字与现场不符",
    situation: "《征地拆迁工作纪律》第六条：台账如实、当日更新",
    paper: { title: "征迁台账核对表", number: "征核〔2026〕7号", kind: "data" },
    decisions: [
      {
        state: "REMINDED",
        ago: 60,
        reason: "现场查看与核对表都显示三户未更新，已由分管领导当面提醒，限期更正。",
        ahead: 120,
      },
    ],
  },
  {
    key: "expiring",
    openedAgo: 95,
    summary: "牵头事项三次延期没有说明原因",
    situation: "《重点工作督查办法》第九条：延期须书面说明",
    paper: { title: "重点工作督查通报", number: "督〔2026〕21号", kind: "document" },
    decisions: [
      { state: "WATCHING", ago: 80, reason: "督查通报和走访所说一致，看下一季度是否按期。", ahead: 12 },
    ],
  },
  {
    key: "expired",
    openedAgo: 200,
    summary: "村级项目公示晚了一个月",
    situation: "《村级小型工程管理办法》第十五条：开工前公示",
    paper: { title: "村务公开检查记录", number: "农检〔2026〕4号", kind: "document" },
    decisions: [{ state: "REMINDED", ago: 190, reason: "检查记录和现场公示栏一致，提醒一次。", ahead: -10 }],
  },
  {
    key: "renewed",
    openedAgo: 130,
    summary: "服务企业承诺事项推进慢",
    situation: "《助企服务承诺制实施办法》第八条",
    paper: { title: "企业服务满意度调查", number: "企调〔2026〕2号", kind: "survey" },
    decisions: [
      { state: "WATCHING", ago: 120, reason: "走访和满意度调查都提到，先看一个季度。", ahead: -5 },
      { state: "WATCHING", ago: 20, reason: "两项承诺办结一项，另一项仍未动，延长观察。", ahead: 70 },
    ],
  },
  {
    key: "fallen",
    openedAgo: 60,
    summary: "安全隐患整改回复与实际不一致",
    situation: "《安全生产隐患排查治理规定》第十条",
    paper: { title: "隐患整改复查单", number: "安复〔2026〕33号", kind: "document" },
    decisions: [{ state: "REMINDED", ago: 45, reason: "复查单和现场情况一致，当面提醒。", ahead: 90 }],
    fallsBy: "复查单开错了单位，已由应急部门更正",
  },
];

type Remark = { cadre_id: string; id: string };

/** Of accepted, internal remarks that name nobody else; each about another cadre as far as there are some. */
export async function loadConcerns(client: ClientBase, today: string): Promise<void> {
  const { rows } = await client.query<Remark>(
    `select distinct on (l.cadre_id) l.cadre_id, o.id
     from observations o join observation_cadres l on l.observation_id = o.id and l.revision_no = o.revision_no
     join method_versions v on v.id = o.method_version_id
     where o.polarity = 'ATTENTION' and o.state in ('ACCEPTED', 'ARCHIVED') and o.confidentiality = 1
       and v.source_class in ('direct_observation', 'testimony')
       and not exists (select 1 from users u where u.cadre_id = l.cadre_id)
       and (select count(*) from observation_cadres x where x.observation_id = o.id and x.revision_no = o.revision_no) = 1
     order by l.cadre_id, o.started_at desc, o.id`,
  );
  for (const [at, one] of CONCERNS.entries()) {
    // a small world has fewer such cadres than concerns
    const remark = rows[at % rows.length];
    if (remark) await load(client, today, one, remark);
  }
}

async function load(client: ClientBase, today: string, one: DemoConcern, remark: Remark): Promise<void> {
  const id = idOf(`concern:${one.key}`);
  const opener = userId("reviewer");
  const at = (ago: number, clock: string): string => `${addDays(today, -ago)}T${clock}:00+08:00`;
  await client.query(
    `insert into concerns (id, cadre_id, summary, situation, opened_by, opened_at) values ($1, $2, $3, $4, $5, $6)`,
    [id, remark.cadre_id, one.summary, one.situation, opener, at(one.openedAgo, "09:40")],
  );
  await client.query(
    `insert into concern_sources (id, concern_id, kind, observation_id, added_by, added_at) values ($1, $2, 'document', $3, $4, $5)`,
    [idOf(`concern:${one.key}:record`), id, remark.id, opener, at(one.openedAgo, "09:40")],
  );
  const paper = idOf(`concern:${one.key}:paper`);
  if (one.paper) {
    await client.query(
      `insert into concern_sources (id, concern_id, kind, document_title, document_number, document_on, added_by, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        paper,
        id,
        one.paper.kind,
        one.paper.title,
        one.paper.number,
        addDays(today, -one.openedAgo - 2),
        opener,
        at(one.openedAgo, "09:45"),
      ],
    );
  }
  for (const { state, ago, reason, ahead } of one.decisions) {
    await client.query(
      `update concerns set state = $2, state_reason = $3, expires_on = $4, decided_by = $5, decided_at = $6,
         row_version = row_version + 1 where id = $1`,
      [
        id,
        state,
        reason,
        ahead === undefined ? null : addDays(today, ahead),
        userId("reviewer2"),
        at(ago, "16:10"),
      ],
    );
  }
  if (one.fallsBy) {
    await client.query(
      "update concern_sources set withdrawn_at = $2, withdrawn_by = $3, withdraw_reason = $4 where id = $1",
      [paper, at(3, "10:05"), opener, one.fallsBy],
    );
  }
  // what the server's sweep does with what has ended
  await client.query("select lapse_concerns()");
}
