/** What is said and decided at the demo's coordination meetings. Positions fit the lead, then the other units in turn. */
export type Party = { code?: string; attendees: string; position: string };
export type MeetingPlan = {
  key: string;
  state: "REQUESTED" | "DECLINED" | "CONVENED" | "CANCELLED" | "HELD" | "SIGNING" | "SIGNED";
  /** days from the world's today; a weekend moves to the Monday after */
  in: number;
  /** minutes since midnight */
  at: [from: number, until: number];
  title?: string;
  place: string;
  agenda: string[];
  chair: string;
  parties: Party[];
  /** `owner`: which of the units; `within`: days after the meeting */
  decisions: { text: string; conditions?: string[]; owner: number; by?: string; within?: number }[];
  witnessed: string;
  /** a request, and why */
  asked?: string;
  reason?: string;
};

const MORNING: [number, number] = [9 * 60 + 30, 11 * 60];
const AFTERNOON: [number, number] = [14 * 60 + 30, 16 * 60];
const NOTHING = { chair: "", parties: [], decisions: [], witnessed: "" };

export const STORY_MEETING: MeetingPlan = {
  key: "story",
  state: "SIGNED",
  in: -138,
  at: [9 * 60 + 30, 11 * 60 + 30],
  title: "整车企业临时堆场协调会",
  place: "赤岸镇三楼会议室",
  agenda: ["临时堆场选址", "审批与平整并行的条件", "各方分工和时限"],
  chair: "",
  parties: [
    {
      code: "ZJ14",
      attendees: "",
      position:
        "企业下线车辆两周后无处停放，厂区东侧约 38 亩待供地块可临时使用。镇里承担政策处理和青苗补偿，企业书面承诺到期腾退。",
    },
    {
      code: "ZF12",
      attendees: "",
      position: "可以先做排水再平整，限于清表和排水，不硬化。派技术员到场指导。",
    },
    {
      code: "ZF11",
      attendees: "",
      position:
        "供地前可以办理临时用地，须走审批程序，期限不超过两年。批准前不得改变土地用途，同意清表和排水先行。",
    },
  ],
  decisions: [
    {
      text: "该地块作为临时堆场，审批与平整并行",
      conditions: ["不硬化", "不建固定设施", "企业承诺到期腾退", "每周报进度"],
      owner: 0,
      by: "副镇长",
      within: 60,
    },
    { text: "先排水后平整，批准前限于清表和排水", owner: 1, by: "副局长", within: 30 },
    { text: "受理并办理临时用地审批，一次告知所需材料", owner: 2, by: "科长", within: 45 },
  ],
  witnessed:
    "三家单位当面说明程序和期限，无人提出不同意见。四项条件逐条念过、逐条确认。审批没有绕开，平整限定在清表和排水。",
};

export const MEETING_PLANS: MeetingPlan[] = [
  {
    key: "coming",
    state: "CONVENED",
    in: 5,
    at: MORNING,
    place: "市政务服务中心五楼会议室",
    agenda: ["现状和卡点", "各单位能做什么", "时限和责任"],
    ...NOTHING,
  },
  {
    key: "signing",
    state: "SIGNING",
    in: -4,
    at: AFTERNOON,
    place: "建设指挥部二楼会议室",
    agenda: ["管线迁改方案", "临时交通组织"],
    chair: "分管副主任",
    parties: [
      { attendees: "分管副主任、业务科长", position: "牵头排出迁改次序，每天汇总进展。" },
      { attendees: "业务科长", position: "图纸三天内给到，配合现场交底。" },
      { attendees: "副局长", position: "同意分段封道，须提前五天公告。" },
    ],
    decisions: [
      {
        text: "管线迁改分两段实施，先东后西",
        conditions: ["每段封道不超过十天", "提前五天公告"],
        owner: 0,
        within: 30,
      },
      { text: "提供完整管线图并现场交底", owner: 1, within: 7 },
    ],
    witnessed: "各方对次序有过争论，最后按影响面大小定下。分工和时限当场写清。",
  },
  {
    key: "held",
    state: "HELD",
    in: -1,
    at: MORNING,
    place: "街道办事处三楼会议室",
    agenda: ["安置房交付前的配套", "群众诉求答复口径"],
    chair: "街道主任",
    parties: [
      { attendees: "街道主任", position: "道路和路灯须在交房前完成，其余可分期。" },
      { attendees: "项目科科长", position: "路灯缺资金，建议先装主干道。" },
    ],
    decisions: [{ text: "主干道路灯在交房前装好，其余列入明年计划", owner: 1, within: 40 }],
    witnessed: "资金来源没有说定，约定一周内书面答复。",
  },
  {
    key: "asked",
    state: "REQUESTED",
    in: 0,
    at: MORNING,
    place: "",
    agenda: [],
    asked: "两家单位对验收标准说法不一，工期已经停了一周，请求召集当面定下。",
    ...NOTHING,
  },
  {
    key: "declined",
    state: "DECLINED",
    in: 0,
    at: MORNING,
    place: "",
    agenda: [],
    asked: "请求就同一事项再开一次会，催促进度。",
    reason: "上次会议议定事项还在期限内，先按跟进办理，到期未办再召集。",
    ...NOTHING,
  },
  {
    key: "cancelled",
    state: "CANCELLED",
    in: 3,
    at: AFTERNOON,
    place: "市行政中心附楼会议室",
    agenda: ["用电增容的路径", "临时用电安排"],
    reason: "两家单位会前已经协商一致，不再开会。",
    ...NOTHING,
  },
];
