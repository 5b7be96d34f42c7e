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
  /** `owner`: which of the units, by place or code; `within`: days after the meeting */
  decisions: { text: string; conditions?: string[]; owner: number | string; by?: string; within?: number }[];
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
      owner: "ZJ14",
      by: "副镇长",
      within: 60,
    },
    { text: "先排水后平整，批准前限于清表和排水", owner: "ZF12", by: "副局长", within: 30 },
    { text: "受理并办理临时用地审批，一次告知所需材料", owner: "ZF11", by: "科长", within: 45 },
  ],
  witnessed:
    "三家单位当面说明程序和期限，无人提出不同意见。四项条件逐条念过、逐条确认。审批没有绕开，平整限定在清表和排水。",
};

export const MEETING_PLANS: MeetingPlan[] = [
  {
    key: "signing",
    state: "SIGNING",
    in: -4,
    at: AFTERNOON,
    place: "市行政中心附楼二楼会议室",
    agenda: ["办理次序", "各单位要办的手续和时限"],
    chair: "牵头单位分管负责人",
    parties: [
      { attendees: "分管负责人、业务科长", position: "牵头排出办理次序，每天汇总进展。" },
      { attendees: "业务科长", position: "资料三天内给到，配合现场核对。" },
      { attendees: "分管负责人", position: "同意分两段办理，须提前五天告知。" },
    ],
    decisions: [
      {
        text: "分两段办理，先易后难，次序由牵头单位三天内排出",
        conditions: ["每段不超过十天", "每段开始前五天告知群众"],
        owner: 0,
        within: 30,
      },
      { text: "提供完整资料并到现场核对", owner: 1, within: 7 },
    ],
    witnessed: "各方对次序有过争论，最后按影响面大小定下。分工和时限当场写清。",
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
    key: "coming",
    state: "CONVENED",
    in: 5,
    at: MORNING,
    place: "市政务服务中心五楼会议室",
    agenda: ["现状和卡点", "各单位能做什么", "时限和责任"],
    ...NOTHING,
  },
  {
    key: "held",
    state: "HELD",
    in: -1,
    at: MORNING,
    place: "市政务服务中心三楼会议室",
    agenda: ["现状和卡点", "答复群众的口径"],
    chair: "牵头单位主要负责人",
    parties: [
      { attendees: "主要负责人", position: "急的先办，其余分期，口径由牵头单位统一。" },
      { attendees: "业务科长", position: "资金有缺口，建议先办影响面大的。" },
    ],
    decisions: [{ text: "影响面大的先办，其余列入明年计划", owner: 1, within: 40 }],
    witnessed: "资金来源没有说定，约定一周内书面答复。",
  },
  {
    key: "cancelled",
    state: "CANCELLED",
    in: 3,
    at: AFTERNOON,
    place: "市行政中心附楼会议室",
    agenda: ["办理路径", "过渡期的安排"],
    reason: "两家单位会前已经协商一致，不再开会。",
    ...NOTHING,
  },
];
