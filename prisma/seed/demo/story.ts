/**
 * The first part of the story of product.md: the records of steps 1, 2, 4, 6 and 7, logged by the demo
 * observer. Cases, tolerance and the achievement follow with their domains and refer to these ids.
 */
import type { Answers } from "../../../lib/methods/answers/schema";
import type { MethodCode } from "../../../lib/methods/schema";
import { addDays, momentOf, nextWorkingDay } from "../support/days";
import { idOf } from "../support/random";
import { itemOn } from "./conduct";
import { cadreId } from "./people";
import type { DemoRecord, RecordCadre } from "./record";
import { STORY_TASK } from "./tasks";
import type { Dimension } from "./texts/phrases";
import { userId } from "./users";
import type { World } from "./world";

export const storyIds = {
  companyVisit: idOf("story:company-visit"),
  siteAtStart: idOf("story:site-0"),
  meeting: idOf("story:meeting"),
  siteHalfway: idOf("story:site-40"),
  siteDone: idOf("story:site-100"),
  documentReview: idOf("story:document"),
} as const;

/** Step 8: what the records add up to. */
export const STORY_ACHIEVEMENT = idOf("story:achievement");

/** 赤岸镇 deputy head and deputy secretary, a deputy director of 建设局, a section chief of 自然资源和规划局 */
export const STORY_CADRES = {
  townDeputy: cadreId("ZJ14:5"),
  townSecretary: cadreId("ZJ14:3"),
  construction: cadreId("ZF12:3"),
  landUse: cadreId("ZF11:7"),
} as const;

type Step = {
  id: string;
  daysAgo: number;
  at: [begins: number, ends: number];
  method: MethodCode;
  place: string;
  fact: string;
  judgement: string;
  dimensions: Dimension[];
  polarity?: "POSITIVE" | "NEUTRAL";
  details: Answers;
  cadres: [id: string, role: string, details: RecordCadre["details"]][];
  note?: string;
  /** 双十条 */
  items?: string[];
  /** the steps that it goes on from */
  after?: string[];
};

const project = { text: "整车企业临时堆场" };

const steps: Step[] = [
  {
    id: storyIds.companyVisit,
    daysAgo: 150,
    at: [9 * 60, 9 * 60 + 50],
    method: "stakeholder_visit",
    place: "整车企业厂区会议室",
    fact: "企业负责人说：“成品车场已经停满，再过两周下线的车没有地方放。”企业今年产量增加，原有停车场可停 1200 辆，走访当日已停 1180 辆。负责人提到，镇里副镇长{townDeputy}三天前来过，答应一周内给出办法。",
    judgement: "问题紧迫，企业诉求具体，可以核实。",
    dimensions: ["DILIGENCE"],
    polarity: "NEUTRAL",
    details: {
      visiteeType: "企业",
      visiteeLabel: "一家整车企业负责人",
      selection: "随机抽取",
      matter: "成品车停放场地",
      satisfaction: "基本满意",
    },
    cadres: [[STORY_CADRES.townDeputy, "提及", {}]],
  },
  {
    id: storyIds.siteAtStart,
    daysAgo: 147,
    at: [14 * 60, 15 * 60 + 40],
    method: "field_survey",
    place: "整车企业厂区与相邻待供地块",
    fact: "厂区内通道已临时停车，消防通道保持畅通。厂区东侧有一块约 38 亩的待供地块，杂草未清，未平整，进度为 0。{townDeputy}带队丈量，{landUse}核对地块性质，说明供地前可以临时使用，但须办理审批；{construction}提出先做排水再平整。",
    judgement: "几方到场齐，能当场说清各自要办的手续。",
    dimensions: ["ABILITY", "DILIGENCE"],
    details: {
      project,
      progress: 0,
      problems: "地块未平整，临时用地审批未办。",
      interviewees: ["企业", "施工方"],
    },
    cadres: [
      [STORY_CADRES.townDeputy, "牵头协调", { duty: "牵头协调", conduct: "带队丈量地块，列出三项待办" }],
      [STORY_CADRES.construction, "场地平整", { duty: "场地平整", conduct: "提出先排水后平整的工序" }],
      [STORY_CADRES.landUse, "用地手续", { duty: "用地手续", conduct: "说明临时用地的条件和期限" }],
    ],
    items: ["positive_2"],
    after: [storyIds.companyVisit],
    note: "已手绘地块示意，照片另存单位台账。",
  },
  {
    id: storyIds.meeting,
    daysAgo: 138,
    at: [9 * 60 + 30, 11 * 60 + 30],
    method: "sit_in",
    place: "赤岸镇三楼会议室",
    fact: "镇、建设局、自然资源和规划局和企业四方到会。争议在于审批未下来前能否先行平整。会议决定：该地块作临时堆场，审批与平整并行；条件是不硬化、不建固定设施、企业承诺到期腾退、每周报进度。{townDeputy}主持，{construction}、{landUse}分别说明程序和期限，无人提出不同意见。组织到场见证。",
    judgement: "决策公开，条件写得清楚，没有绕开审批程序。",
    dimensions: ["ABILITY", "INTEGRITY"],
    details: {
      meetingType: "协调会",
      meetingTitle: "整车企业临时堆场协调会",
      agenda: "临时堆场选址；审批与平整并行的条件；各方分工和时限",
      decision: "设临时堆场，审批与平整并行；不硬化、不建固定设施、到期腾退。",
      dispute: "审批下达前能否平整：经讨论限定为清表和排水，土地用途不变。",
      witness: true,
    },
    cadres: [
      [STORY_CADRES.townDeputy, "主持", { role: "主持", remark: "提出审批与平整并行的方案和四项条件" }],
      [STORY_CADRES.construction, "发言", { role: "发言", remark: "说明平整和排水的技术要求" }],
      [STORY_CADRES.landUse, "发言", { role: "发言", remark: "说明临时用地审批的程序和期限" }],
      [STORY_CADRES.townSecretary, "表态", { role: "表态", remark: "承担政策处理和青苗补偿" }],
    ],
    items: ["positive_4", "positive_8"],
    after: [storyIds.companyVisit, storyIds.siteAtStart],
  },
  {
    id: storyIds.siteHalfway,
    daysAgo: 112,
    at: [15 * 60, 16 * 60 + 20],
    method: "field_survey",
    place: "临时堆场地块",
    fact: "清表完成，排水沟挖通约 300 米，平整约四成。连续降雨使工期晚了三天，{townDeputy}与{construction}改为从高处向低处分段施工。现场未见硬化，未建固定设施，与会议条件相符。",
    judgement: "遇到天气变化能调整办法，没有突破约定条件。",
    dimensions: ["DILIGENCE", "PERFORMANCE"],
    details: {
      project,
      progress: 40,
      milestone: "月底前完成平整",
      gap: "连续降雨，晚三天。",
      interviewees: ["施工方"],
    },
    cadres: [
      [STORY_CADRES.townDeputy, "牵头协调", { duty: "牵头协调", conduct: "雨后当天到场调整分段顺序" }],
      [STORY_CADRES.construction, "场地平整", { duty: "场地平整", conduct: "带技术员复核排水坡度" }],
    ],
    note: "照片两张由单位台账留存，本次以文字说明。",
    after: [storyIds.siteAtStart, storyIds.meeting],
  },
  {
    id: storyIds.siteDone,
    daysAgo: 84,
    at: [9 * 60, 10 * 60 + 15],
    method: "field_survey",
    place: "临时堆场",
    fact: "堆场已启用，清点停放 860 辆，进出口有专人登记。平整完成，碎石压实，无硬化。企业现场负责人说，厂区通道已全部恢复。{townDeputy}、{construction}、{landUse}到场验看，逐条核对四项条件。",
    judgement: "从提出问题到启用两个多月，各人作用清楚，结果可以清点。",
    dimensions: ["PERFORMANCE"],
    details: { project, progress: 100, interviewees: ["企业"] },
    cadres: [
      [STORY_CADRES.townDeputy, "牵头协调", { duty: "牵头协调", conduct: "逐条核对会议条件" }],
      [STORY_CADRES.construction, "场地平整", { duty: "场地平整", conduct: "验看排水和压实" }],
      [STORY_CADRES.landUse, "用地手续", { duty: "用地手续", conduct: "出示临时用地批准文件" }],
    ],
    note: "厂区内按企业规定不拍摄车辆。",
    items: ["positive_4"],
    after: [storyIds.siteHalfway, storyIds.meeting],
  },
  {
    id: storyIds.documentReview,
    daysAgo: 76,
    at: [14 * 60, 15 * 60],
    method: "record_review",
    place: "赤岸镇党政办公室",
    fact: "查阅临时用地批准文件和协调会纪要。批准文件有文号和日期，批准日期早于堆场启用日期，期限两年。会议纪要所列四项条件与现场一致。经办人为{landUse}，镇里联系人为{townDeputy}。",
    judgement: "程序完整，时间先后清楚。",
    dimensions: ["INTEGRITY", "PERFORMANCE"],
    details: {
      docType: "会议记录",
      docTitle: "临时用地批准文件与协调会纪要",
      facts: [
        { indicator: "批准文号", value: "演示〔2026〕18号", location: "第1页" },
        { indicator: "批准面积", value: "38亩", basis: "临时用地，期限两年", location: "第2页" },
      ],
      copyKept: false,
    },
    cadres: [
      [STORY_CADRES.townDeputy, "经办", {}],
      [STORY_CADRES.landUse, "经办", {}],
    ],
    note: "只记文号和页码，未留复印件。",
    items: ["positive_8"],
    after: [storyIds.meeting, storyIds.siteDone],
  },
];

export function storyRecords(world: World): DemoRecord[] {
  const observerId = userId("observer");
  const unitId = idOf("unit:ZJ14");
  const nameOf = (id: string) => world.cadreById.get(id)?.name ?? "";
  const withNames = (text: string) =>
    Object.entries(STORY_CADRES).reduce((so, [key, id]) => so.replaceAll(`{${key}}`, nameOf(id)), text);
  return steps.map((step): DemoRecord => {
    const day = nextWorkingDay(addDays(world.today, -step.daysAgo));
    const companion = world.observerOn("ZF12", day) ?? null;
    return {
      id: step.id,
      unitId,
      observerId,
      // the bureau's own observer sat in the witnessed meeting too
      secondObserverId: step.id === storyIds.meeting ? companion : null,
      method: step.method,
      centralTaskId: STORY_TASK,
      visitId: null,
      startedAt: momentOf(day, step.at[0]),
      endedAt: momentOf(day, step.at[1]),
      place: step.place,
      fact: withNames(step.fact),
      judgement: step.judgement,
      dimensions: step.dimensions,
      polarity: step.polarity ?? "POSITIVE",
      confidentiality: step.method === "stakeholder_visit" ? 2 : 1,
      details:
        step.method === "record_review" ? { ...step.details, docDate: addDays(day, -20) } : step.details,
      evidenceNote: step.note ?? "",
      conductItemIds: (step.items ?? []).map((code) => itemOn(code, day, world.today)),
      links: step.after ?? [],
      state: "ACCEPTED",
      isCorroborated: false,
      cadres: step.cadres.map(([id, roleInEvent, details]) => ({
        cadreId: id,
        name: nameOf(id),
        roleInEvent,
        details,
      })),
      reviews: [
        {
          revisionNo: 1,
          reviewerId: userId("reviewer2"),
          decision: "ACCEPT",
          reason: "",
          decidedAt: momentOf(nextWorkingDay(addDays(day, 1)), 10 * 60),
        },
      ],
      followUps: [],
      firstSubmittedAt: momentOf(day, 18 * 60 + 10),
      amended: null,
    };
  });
}
