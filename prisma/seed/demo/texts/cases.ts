/** What the demo's cases ask for and what came of them, in words for the units that take part. Units by code, people by account. */
type Tier = "IMMEDIATE" | "UNIT_LED" | "JOINT_MEETING" | "ESCALATED";
/** `ago`: days before the world's today. `by`: an account, or who observed the lead on that day. */
type Step = { ago: number } & (
  | { do: "RAISE"; tier: Tier; reason: string; until?: number }
  | { do: "EXTEND"; reason: string; until: number }
  | { do: "ACT"; text: string; by?: string }
  | { do: "SETTLE"; outcome: string; by?: string }
  | { do: "CHECK"; words: string; by?: string }
  | { do: "CONFIRM" }
  | { do: "SEND_BACK" | "REOPEN" | "WITHDRAW"; reason: string }
);
export type CasePlan = {
  key: string;
  title: string;
  demand: string;
  lead: string;
  parties: string[];
  tier: "IMMEDIATE" | "UNIT_LED";
  ago: number;
  by?: string;
  steps: Step[];
  /** of the cadre's key, for the file */
  cadres?: { key: string; role: string; initiative?: string; decision?: string }[];
  /** `due`: days from the world's today; `done`: days ago */
  followUps?: {
    unit: string;
    owner: string;
    title: string;
    ago: number;
    due: number;
    done?: number;
    outcome?: string;
  }[];
};

export const CASE_PLANS: CasePlan[] = [
  {
    key: "yard-market",
    title: "产业园企业集体宿舍接入市政供水",
    demand: "新建宿舍已完工三个月，因配套管线归属不清一直未通水。请明确建设主体和接入时间。",
    lead: "PT01",
    parties: ["GQ08", "ZF12", "ZF09"],
    tier: "UNIT_LED",
    ago: 240,
    by: "reviewer",
    steps: [
      { do: "ACT", ago: 232, text: "现场核对红线内外管线，红线外约 400 米没有建设主体。" },
      {
        do: "RAISE",
        ago: 224,
        tier: "JOINT_MEETING",
        reason: "涉及三家单位的建设和资金分担，单位间协商没有结果",
      },
      { do: "RAISE", ago: 196, tier: "ESCALATED", reason: "资金渠道超出协调会权限，请市里定" },
      {
        do: "SETTLE",
        ago: 150,
        outcome: "市政段由水务集团建设，资金列入年度计划，宿舍已通水，312 名职工入住。",
      },
      { do: "CHECK", ago: 146, by: "reviewer2", words: "到宿舍抽看三层，水压正常，入住登记与数字相符。" },
      { do: "CONFIRM", ago: 144 },
    ],
    cadres: [{ key: "PT01:4", role: "牵头协调", initiative: "主动对接三家单位，提出分段建设的办法" }],
  },
  {
    key: "school-route",
    title: "新校区公交线路延伸",
    demand: "新校区开学后最近公交站相距 1.8 公里，请研究延伸线路或增加定制班车。",
    lead: "ZJ04",
    parties: ["ZF13", "ZF04", "GQ10"],
    tier: "UNIT_LED",
    ago: 168,
    steps: [
      { do: "RAISE", ago: 155, tier: "JOINT_MEETING", reason: "线路调整和首末站用地要三家一起定" },
      { do: "ACT", ago: 141, text: "首末站选在校区北门停车场，已画线。" },
      { do: "SETTLE", ago: 128, outcome: "线路延伸两站，早晚高峰十五分钟一班，首末站启用。" },
      { do: "CHECK", ago: 124, words: "早高峰跟车一趟，发车间隔与答复一致。" },
      { do: "CONFIRM", ago: 123 },
    ],
    cadres: [{ key: "ZJ04:5", role: "具体承办", decision: "建议先开定制班车过渡，再调整线路" }],
  },
  {
    key: "food-permit",
    title: "商场改造后小餐饮许可变更积压",
    demand: "商场分区改造后 46 户门牌变更，许可逐户变更耗时长，请研究批量办理。",
    lead: "ZF23",
    parties: ["ZF28"],
    tier: "UNIT_LED",
    ago: 135,
    steps: [
      { do: "SETTLE", ago: 122, by: "reviewer", outcome: "改为一次受理、批量变更，46 户已办 46 户。" },
      { do: "CHECK", ago: 119, by: "reviewer2", words: "抽查 8 户，许可证上地址已更新。" },
      { do: "CONFIRM", ago: 118 },
      { do: "REOPEN", ago: 96, reason: "二期改造又有 21 户同样情况，原办法没有延续" },
      { do: "SETTLE", ago: 84, by: "reviewer", outcome: "批量变更写入办事指南，二期 21 户全部办结。" },
      { do: "CHECK", ago: 80, by: "reviewer2", words: "查看办事指南和台账，办法已固定下来。" },
      { do: "CONFIRM", ago: 79 },
    ],
  },
  {
    key: "market-exit",
    title: "专业市场南门消防通道被占",
    demand: "夜间卸货车辆占用南门消防通道，请划定卸货区并明确管理人。",
    lead: "ZJ02",
    parties: ["GQ02", "ZF06"],
    tier: "IMMEDIATE",
    ago: 110,
    steps: [
      {
        do: "SETTLE",
        ago: 108,
        by: "reviewer",
        outcome: "通道划网格线，卸货区移到东侧空地，夜间有专人值守。",
      },
      { do: "CHECK", ago: 103, by: "reviewer2", words: "晚上九点到现场，通道畅通。" },
      { do: "CONFIRM", ago: 102 },
    ],
  },
  {
    key: "flood-titles",
    title: "村级标准厂房产权登记历史遗留",
    demand: "七家企业租用的村级厂房未办登记，无法办理抵押和环评，请分类提出处理办法。",
    lead: "ZJ08",
    parties: ["ZF11", "ZF12", "ZF08"],
    tier: "UNIT_LED",
    ago: 98,
    by: "reviewer2",
    steps: [
      { do: "ACT", ago: 92, text: "七家厂房逐户建档，分清有审批、部分审批、无审批三类。" },
      { do: "RAISE", ago: 80, tier: "JOINT_MEETING", reason: "各部门对补办条件说法不一" },
      { do: "ACT", ago: 66, by: "liaison3", text: "有审批手续的三户可以补办登记，材料清单已发街道。" },
      { do: "RAISE", ago: 48, tier: "ESCALATED", reason: "部分审批的四户没有现成政策，须市里专题研究" },
    ],
    followUps: [
      {
        unit: "ZF11",
        owner: "liaison3",
        title: "三户补办登记的受理情况",
        ago: 48,
        due: -20,
        done: 24,
        outcome: "三户均已受理，两户发证。",
      },
      { unit: "ZF12", owner: "liaison2", title: "四户房屋安全鉴定意见", ago: 48, due: -12 },
    ],
  },
  {
    key: "ditch-again",
    title: "村口排水沟雨天倒灌",
    demand: "村口排水沟与公路边沟接口偏高，雨天倒灌进三户人家，请现场定改造办法。",
    lead: "ZJ11",
    parties: ["ZF13"],
    tier: "IMMEDIATE",
    ago: 100,
    steps: [
      { do: "SETTLE", ago: 96, outcome: "接口降低 30 厘米，清淤 60 米。" },
      { do: "CHECK", ago: 91, words: "现场看过，沟底坡度顺接。" },
      { do: "CONFIRM", ago: 90 },
      { do: "REOPEN", ago: 6, reason: "本月大雨后又有一户进水，下游涵管偏小" },
      { do: "ACT", ago: 4, text: "量过下游涵管，直径 40 厘米，拟换 80 厘米。" },
    ],
  },
  {
    key: "river",
    title: "跨镇排涝河道淤积",
    demand: "河道跨两镇，清淤责任段未划清，去年汛期两岸农田受淹。请划分责任段并落实清淤资金。",
    lead: "ZF14",
    parties: ["ZJ10", "ZJ12", "ZF09"],
    tier: "UNIT_LED",
    ago: 72,
    by: "reviewer",
    steps: [
      { do: "RAISE", ago: 56, tier: "JOINT_MEETING", reason: "两镇对责任段有分歧" },
      { do: "ACT", ago: 40, text: "责任段按桥划分，两镇已书面确认。" },
      { do: "RAISE", ago: 14, tier: "ESCALATED", reason: "清淤资金缺口 180 万元，须市里统筹" },
    ],
  },
  {
    key: "handover-plot",
    title: "安置地块场地移交滞后",
    demand: "地块内两处管线未迁，影响安置房开工。请明确迁改顺序和移交时间。",
    lead: "PT07",
    parties: ["ZJ01", "ZF11", "GQ05"],
    tier: "UNIT_LED",
    ago: 62,
    steps: [
      { do: "ACT", ago: 55, text: "管线产权单位到场，确认一处可以先迁。" },
      { do: "RAISE", ago: 44, tier: "JOINT_MEETING", reason: "迁改费用由谁先垫没有谈拢" },
      { do: "ACT", ago: 30, text: "先行迁改的一处已完成，另一处等费用确认。" },
    ],
    followUps: [{ unit: "ZF11", owner: "liaison3", title: "出具第二处管线迁改的规划意见", ago: 30, due: -9 }],
  },
  {
    key: "veterans",
    title: "优待证集中办理等候时间长",
    demand: "集中办理期间最长等候一个半小时，请增加窗口或分批预约。",
    lead: "ZF20",
    parties: ["ZF28"],
    tier: "UNIT_LED",
    ago: 52,
    steps: [
      { do: "SETTLE", ago: 40, by: "reviewer", outcome: "增开一个窗口。" },
      { do: "SEND_BACK", ago: 37, reason: "周末仍排到大厅外，没有预约办法" },
      { do: "ACT", ago: 20, text: "电话预约分批，每半小时 12 人。" },
      { do: "SETTLE", ago: 3, by: "reviewer", outcome: "两个窗口加分批预约，抽查三天平均等候 18 分钟。" },
    ],
  },
  {
    key: "village-bus",
    title: "山区村班车停靠点取消",
    demand: "停靠点取消后老人要走两公里，请恢复或设招呼站。",
    lead: "ZJ12",
    parties: ["ZF13", "GQ10"],
    tier: "IMMEDIATE",
    ago: 48,
    steps: [
      { do: "SETTLE", ago: 44, outcome: "设招呼站，每天四班停靠，已告知村里。" },
      { do: "CHECK", ago: 41, words: "打电话问了两位老人，班车照停。" },
      { do: "CONFIRM", ago: 41 },
    ],
  },
  {
    key: "pool",
    title: "公共泳池夜间噪声",
    demand: "晚间设备噪声影响后排居民，请调整运行时间或加隔声。",
    lead: "ZF18",
    parties: ["ZF32"],
    tier: "IMMEDIATE",
    ago: 44,
    steps: [{ do: "WITHDRAW", ago: 42, reason: "经查已有同一事项在办，合并过去办理" }],
  },
  {
    key: "clinic",
    title: "村卫生室医保结算中断",
    demand: "三个村卫生室更换专线后医保结算时断时续，请排查线路和终端。",
    lead: "ZF19",
    parties: ["ZF25"],
    tier: "IMMEDIATE",
    ago: 58,
    steps: [
      { do: "RAISE", ago: 54, tier: "UNIT_LED", reason: "线路和终端分属两家，要一起排查" },
      { do: "SETTLE", ago: 46, by: "reviewer", outcome: "更换三处光猫，结算连续十天正常。" },
      { do: "CHECK", ago: 43, by: "reviewer2", words: "调看结算日志，没有中断记录。" },
      { do: "CONFIRM", ago: 42 },
    ],
    cadres: [{ key: "ZF19:6", role: "具体承办", initiative: "周末带技术员逐个卫生室测试" }],
  },
  {
    key: "signs",
    title: "国省道指路牌被行道树遮挡",
    demand: "三处路口指路牌被遮挡，外地货车走错路，请修剪并复核。",
    lead: "ZF13",
    parties: [],
    tier: "IMMEDIATE",
    ago: 36,
    by: "reviewer2",
    steps: [{ do: "WITHDRAW", ago: 35, reason: "路段已移交城区养护，另行提出" }],
  },
  {
    key: "roadworks",
    title: "道路施工与电力管线迁改交叉",
    demand: "主路第三标段电力管线未迁，路面无法合拢。请排出交叉施工次序，减少封道。",
    lead: "GQ06",
    parties: ["ZF12", "ZF13"],
    tier: "UNIT_LED",
    ago: 34,
    by: "liaison5",
    steps: [
      { do: "ACT", ago: 27, by: "liaison2", text: "排水先做，电力跟进，施工图已交底。" },
      { do: "RAISE", ago: 13, tier: "JOINT_MEETING", reason: "封道时间三家说法不一，要当面定" },
      { do: "ACT", ago: 5, by: "liaison5", text: "第三标段先放行一半断面，夜间施工。" },
    ],
    followUps: [
      {
        unit: "GQ06",
        owner: "liaison5",
        title: "报送分段施工次序",
        ago: 13,
        due: -6,
        done: 7,
        outcome: "次序已报，分三段。",
      },
      { unit: "ZF12", owner: "liaison2", title: "复核排水接口标高", ago: 13, due: -2 },
      { unit: "ZF12", owner: "liaison2", title: "分段验收的时间安排", ago: 5, due: 6 },
    ],
  },
  {
    key: "school-gate",
    title: "小学门口接送拥堵",
    demand: "放学时段道路堵四十分钟，请划定接送区并错峰放学。",
    lead: "ZJ06",
    parties: ["ZF04", "ZF06"],
    tier: "IMMEDIATE",
    ago: 31,
    steps: [
      { do: "RAISE", ago: 27, tier: "UNIT_LED", reason: "单靠街道划线解决不了" },
      { do: "RAISE", ago: 11, tier: "JOINT_MEETING", reason: "错峰放学和单行线要学校、交警一起定" },
    ],
  },
  {
    key: "tea-road",
    title: "茶山机耕路塌方",
    demand: "机耕路塌方一处，采茶季前要通，请确定修复主体。",
    lead: "ZJ09",
    parties: ["ZF15"],
    tier: "UNIT_LED",
    ago: 29,
    steps: [
      { do: "ACT", ago: 24, by: "liaison4", text: "已列入水毁修复，补助资金可以先用。" },
      { do: "SETTLE", ago: 8, by: "reviewer", outcome: "塌方段砌石护坡 26 米，农用车已通行。" },
      { do: "CHECK", ago: 5, by: "reviewer2", words: "现场走了一遍，护坡完工，路面平整。" },
    ],
  },
  {
    key: "trucks",
    title: "物流园门口货车占道候装",
    demand: "每天下午二十多辆货车在园区门口路边候装，占用非机动车道。请落实场内候装区。",
    lead: "ZJ10",
    parties: ["ZF06", "GQ04"],
    tier: "UNIT_LED",
    ago: 25,
    steps: [{ do: "ACT", ago: 18, text: "园区答应腾出北侧场地，图纸未定。" }],
  },
  {
    key: "land-window",
    title: "不动产窗口资料重复提交",
    demand: "同一材料在规划和登记窗口各交一次，请内部共享。",
    lead: "ZF11",
    parties: ["ZF28"],
    tier: "UNIT_LED",
    ago: 23,
    by: "liaison3",
    steps: [{ do: "SETTLE", ago: 4, by: "liaison3", outcome: "两个窗口共用一套影像，减少材料六份。" }],
  },
  {
    key: "lifts",
    title: "老旧小区加装电梯管线迁改",
    demand: "五个单元加装电梯，供水和燃气管线未迁。请统一迁改时间，避免反复开挖。",
    lead: "ZF12",
    parties: ["ZJ01", "GQ08"],
    tier: "UNIT_LED",
    ago: 21,
    by: "reviewer",
    steps: [
      { do: "ACT", ago: 14, by: "liaison2", text: "五个单元管线图齐了，供水先迁。" },
      { do: "EXTEND", ago: 8, reason: "燃气停供须提前公告，顺延两周", until: 12 },
    ],
    followUps: [{ unit: "ZF12", owner: "liaison2", title: "张贴燃气停供公告并报时间", ago: 8, due: 3 }],
  },
  {
    key: "queue-machine",
    title: "便民服务中心叫号机故障",
    demand: "叫号机停用两周，群众靠人工排队，请尽快修复。",
    lead: "ZJ14",
    parties: ["ZF28"],
    tier: "IMMEDIATE",
    ago: 12,
    by: "observer",
    steps: [
      { do: "ACT", ago: 9, by: "liaison", text: "已报修，配件三天到。" },
      { do: "SETTLE", ago: 7, by: "liaison", outcome: "更换主板，叫号恢复，人工排队取消。" },
    ],
  },
  {
    key: "pressure",
    title: "高层小区二次供水水压不足",
    demand: "晚高峰十层以上水压不足，物业和供水各说各的。请到场测压，分清责任。",
    lead: "ZJ03",
    parties: ["GQ08", "ZF14"],
    tier: "IMMEDIATE",
    ago: 10,
    steps: [],
  },
  {
    key: "sewers",
    title: "工业园雨污管网错接",
    demand: "园区东片两处雨污错接，雨天外溢。请排查源头并列出整改次序。",
    lead: "ZJ14",
    parties: ["ZF12", "ZF32"],
    tier: "UNIT_LED",
    ago: 9,
    by: "observer",
    steps: [
      { do: "ACT", ago: 7, by: "liaison", text: "排查到两处错接，一处在企业红线内。" },
      { do: "ACT", ago: 4, by: "liaison2", text: "技术员到场，红线外一处可以直接改接。" },
    ],
    cadres: [{ key: "ZJ14:5", role: "牵头协调", initiative: "当天带队排查，连夜画出错接点位图" }],
    followUps: [
      { unit: "ZJ14", owner: "liaison", title: "约红线内企业当面谈整改时间", ago: 4, due: 2 },
      { unit: "ZF12", owner: "liaison2", title: "红线外改接施工安排", ago: 4, due: 5 },
    ],
  },
  {
    key: "farmland",
    title: "高标准农田机耕路衔接不到位",
    demand: "两个片区机耕路在镇界处断开，农机绕行三公里。请衔接设计，一次做通。",
    lead: "ZF15",
    parties: ["ZJ14", "ZJ13"],
    tier: "UNIT_LED",
    ago: 6,
    by: "liaison4",
    steps: [{ do: "ACT", ago: 3, by: "liaison", text: "镇界处地块属集体，可以先用。" }],
  },
  {
    key: "railing",
    title: "村口便桥护栏松动",
    demand: "便桥护栏两处松动，上学的孩子每天经过。请先围挡，再修复。",
    lead: "ZJ14",
    parties: ["ZF13"],
    tier: "IMMEDIATE",
    ago: 2,
    by: "liaison",
    steps: [{ do: "ACT", ago: 1, by: "liaison", text: "已围挡，设提示牌，施工队明天到。" }],
  },
  {
    key: "lamps",
    title: "沿江路段路灯成片不亮",
    demand: "约 600 米路灯不亮一周，请查清管护单位，先恢复照明。",
    lead: "ZJ09",
    parties: ["ZF26"],
    tier: "IMMEDIATE",
    ago: 1,
    steps: [],
  },
];
