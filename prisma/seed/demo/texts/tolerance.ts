/** 容错 of the demo, step by step; everything in it is invented. */
import type {
  Exclusion,
  Factor,
  Finding,
  Outcome,
  ToleranceKind,
  ToleranceState,
} from "../../../../lib/tolerance/schema";

export type ToleranceMove = {
  to: ToleranceState;
  daysAgo: number;
  words: string;
  outcome?: Outcome;
  isWithoutLoss?: boolean;
};
export type TolerancePlan = {
  key: string;
  kind: ToleranceKind;
  unit: string;
  /** place of the cadre among those of the unit */
  cadres: number[];
  title: string;
  account: string;
  appliedDaysAgo: number;
  procedures?: string[];
  pre?: {
    ruleGap: string;
    publicPurpose: string;
    collectiveDecision: string;
    risks: string[];
    stops: string[];
  };
  factors?: [Factor, Finding, string][];
  exclusion?: [Exclusion, string];
  moves: ToleranceMove[];
};

const all = (
  motive: string,
  conditions: string,
  procedure: string,
  nature: string,
  consequence: string,
  remedy: [Finding, string],
): [Factor, Finding, string][] => [
  ["MOTIVE", "FOR", motive],
  ["CONDITIONS", "FOR", conditions],
  ["PROCEDURE", "OPEN", procedure],
  ["NATURE", "FOR", nature],
  ["CONSEQUENCE", "OPEN", consequence],
  ["REMEDY", ...remedy],
];

export const TOLERANCE_PLANS: TolerancePlan[] = [
  {
    key: "market",
    kind: "PRE",
    unit: "ZF12",
    cadres: [4],
    title: "老市场夜间施工分段封路",
    account: "管网改造需要连续施工，拟夜间分段封路，白天恢复通行，交警现场疏导。",
    appliedDaysAgo: 2,
    procedures: ["占道施工许可"],
    pre: {
      ruleGap: "夜间临时封路的分段办法没有明确规定。",
      publicPurpose: "汛期前完成管网改造，减少白天拥堵。",
      collectiveDecision: "局党组会研究，记录在案。",
      risks: ["噪声扰民", "夜间照明不足"],
      stops: ["连续三天收到夜间噪声投诉", "未取得占道许可"],
    },
    moves: [],
  },
  {
    key: "housing",
    kind: "PRE",
    unit: "ZJ01",
    cadres: [4],
    title: "老旧小区加装电梯先行试点",
    account: "三栋楼居民意见一致，拟先行试点统一设计，再全面铺开。",
    appliedDaysAgo: 12,
    procedures: ["建设工程规划许可", "特种设备告知"],
    pre: {
      ruleGap: "统一设计、分户出资的程序没有先例。",
      publicPurpose: "解决高龄居民上下楼困难。",
      collectiveDecision: "街道党工委会议研究同意试点。",
      risks: ["低层住户反悔"],
      stops: ["超过三分之一住户书面反对"],
    },
    moves: [{ to: "RETURNED", daysAgo: 9, words: "请补充党工委会议的时间和分户出资协议样本。" }],
  },
  {
    key: "logistics",
    kind: "PRE",
    unit: "PT06",
    cadres: [3, 4],
    title: "物流通道临时共用",
    account: "两个园区的物流通道临时共用，分时放行，费用按实结算。",
    appliedDaysAgo: 40,
    procedures: ["道路共用协议备案"],
    pre: {
      ruleGap: "跨园区共用通道没有规定。",
      publicPurpose: "缩短货车等候时间。",
      collectiveDecision: "指挥部办公会研究。",
      risks: ["高峰拥堵"],
      stops: ["发生交通安全事故"],
    },
    moves: [
      { to: "ACCEPTED", daysAgo: 37, words: "" },
      { to: "VERIFIED", daysAgo: 24, words: "查阅办公会记录，走访两家企业，情况属实。" },
    ],
  },
  {
    key: "greenhouse",
    kind: "PRE",
    unit: "ZJ10",
    cadres: [4],
    title: "闲置大棚临时育苗",
    account: "闲置大棚拟临时用于水稻集中育苗，期满恢复。",
    appliedDaysAgo: 70,
    procedures: ["设施农用地备案"],
    pre: {
      ruleGap: "闲置设施临时转用没有细则。",
      publicPurpose: "赶农时，降低散户成本。",
      collectiveDecision: "镇长办公会研究。",
      risks: ["极端低温"],
      stops: ["改变用途用于经营", "超过约定期限"],
    },
    moves: [
      { to: "ACCEPTED", daysAgo: 67, words: "" },
      { to: "VERIFIED", daysAgo: 58, words: "现场查看，查阅会议记录和承诺书，情况属实。" },
      {
        to: "DETERMINED",
        daysAgo: 51,
        words: "情况清楚，集中决策，同意备案；设施农用地备案照常办理。",
        outcome: "RECORDED",
      },
      { to: "FED_BACK", daysAgo: 49, words: "已书面反馈镇党委。" },
    ],
  },
  {
    key: "fill",
    kind: "PRE",
    unit: "GQ04",
    cadres: [3],
    title: "弃土临时堆放周转",
    account: "地铁出土临时堆放在待建地块，覆网、排水，三个月内外运。",
    appliedDaysAgo: 95,
    procedures: ["建筑垃圾处置核准"],
    pre: {
      ruleGap: "临时周转点的设置标准不明确。",
      publicPurpose: "避免夜间远距离运输扰民。",
      collectiveDecision: "集团党委会研究。",
      risks: ["扬尘", "边坡失稳"],
      stops: ["堆高超过约定", "核准未通过"],
    },
    moves: [
      { to: "ACCEPTED", daysAgo: 92, words: "" },
      { to: "VERIFIED", daysAgo: 84, words: "查阅方案和会议记录，情况属实。" },
      { to: "DETERMINED", daysAgo: 78, words: "同意备案，处置核准照常办理。", outcome: "RECORDED" },
      { to: "FED_BACK", daysAgo: 76, words: "已书面反馈集团党委。" },
      { to: "STOPPED", daysAgo: 5, words: "巡查时堆高超过约定两米。" },
    ],
  },
  {
    key: "compensation",
    kind: "PRE",
    unit: "ZJ05",
    cadres: [3],
    title: "零星地块补偿先行垫付",
    account: "为保汛期排涝，零星地块青苗补偿先行垫付，后按标准结算。",
    appliedDaysAgo: 120,
    procedures: ["财政追加审批"],
    pre: {
      ruleGap: "先行垫付的额度没有规定。",
      publicPurpose: "汛期前打通排水通道。",
      collectiveDecision: "街道党工委会议研究。",
      risks: ["结算差额"],
      stops: ["超过会议确定额度"],
    },
    moves: [
      { to: "ACCEPTED", daysAgo: 117, words: "" },
      { to: "VERIFIED", daysAgo: 108, words: "查阅会议记录和垫付明细。" },
      { to: "DETERMINED", daysAgo: 101, words: "同意备案，财政审批照常办理。", outcome: "RECORDED" },
      { to: "FED_BACK", daysAgo: 99, words: "已书面反馈。" },
      { to: "ACCEPTED", daysAgo: 14, words: "结算时有差额，转事后认定。" },
    ],
    factors: [["MOTIVE", "FOR", "为汛期排涝，没有个人利益。"]],
  },
  {
    key: "bridge",
    kind: "POST",
    unit: "ZF14",
    cadres: [4],
    title: "便民桥工期延误",
    account: "便民桥因地质变化重新设计，工期延误四十天，产生租赁费用。",
    appliedDaysAgo: 160,
    procedures: ["设计变更审批"],
    factors: all(
      "多次到现场，主动提出变更，没有谋取利益。",
      "地质勘察深度不足以预见孔洞，属客观变化。",
      "变更经过会议研究，报批晚了十天。",
      "属一般性工作失误。",
      "延误四十天，群众绕行。",
      ["FOR", "搭设便桥，租赁费用由施工方承担一半。"],
    ),
    moves: [
      { to: "ACCEPTED", daysAgo: 157, words: "" },
      { to: "VERIFIED", daysAgo: 145, words: "查阅变更资料，走访群众，情况属实。" },
      {
        to: "DETERMINED",
        daysAgo: 138,
        words: "动机和客观条件清楚，主动挽回，予以容错；报批迟延另行提醒。",
        outcome: "TOLERATED",
      },
      { to: "FED_BACK", daysAgo: 136, words: "已向单位和本人反馈。" },
      { to: "CLOSED", daysAgo: 120, words: "申诉期满，未提出申诉，办结。" },
    ],
  },
  {
    key: "procurement",
    kind: "POST",
    unit: "ZF26",
    cadres: [4],
    title: "应急采购程序倒置",
    account: "应急物资先采购后补手续，单价高于同期均价。",
    appliedDaysAgo: 60,
    factors: all("为保应急供应。", "时间紧。", "先采购后补手续。", "程序倒置。", "单价偏高。", [
      "AGAINST",
      "差价未追回。",
    ]),
    exclusion: ["GAIN", "核实发现供货方与经办人有亲属关系，未回避。"],
    moves: [
      { to: "ACCEPTED", daysAgo: 57, words: "" },
      { to: "VERIFIED", daysAgo: 44, words: "核实供货关系和价格，存在应回避未回避。" },
      {
        to: "DETERMINED",
        daysAgo: 38,
        words: "有谋取私利的排除情形，不予容错，线索另行移送。",
        outcome: "NOT_TOLERATED",
      },
      { to: "FED_BACK", daysAgo: 36, words: "已向单位反馈。" },
    ],
  },
  {
    key: "relocation",
    kind: "POST",
    unit: "ZJ04",
    cadres: [3],
    title: "安置方案测算偏差",
    account: "安置方案测算时少计公共面积，三户差额较大，已重新协商。",
    appliedDaysAgo: 55,
    factors: all(
      "为赶节点，没有个人利益。",
      "测绘数据更新滞后。",
      "方案经过公示，复核不够。",
      "属工作疏漏。",
      "三户差额已补。",
      ["FOR", "重新测算并补差。"],
    ),
    moves: [
      { to: "ACCEPTED", daysAgo: 52, words: "" },
      { to: "VERIFIED", daysAgo: 40, words: "查阅测绘和公示资料，走访三户，情况属实。" },
      { to: "DETERMINED", daysAgo: 33, words: "部分容错，复核不严予以提醒。", outcome: "PARTLY" },
      { to: "FED_BACK", daysAgo: 31, words: "已向单位和本人反馈。" },
      { to: "APPEALED", daysAgo: 24, words: "差额已在公示期内补足，请重新考虑复核责任。" },
    ],
  },
  {
    key: "festival",
    kind: "POST",
    unit: "ZF27",
    cadres: [4],
    title: "文化活动人流管控不足",
    account: "活动当天人流超过预案，临时关闭入口，未造成伤害。",
    appliedDaysAgo: 10,
    moves: [{ to: "ACCEPTED", daysAgo: 8, words: "" }],
    factors: [["MOTIVE", "FOR", "丰富群众文化生活。"]],
  },
];
