/** The matters of task forces; they decide the text, whatever type the leading unit has. */
import type { Task } from "../tasks";
import type { Theme } from "./themes";

export const taskThemes: Record<Task["kind"], Theme[]> = {
  LAND_CLEARANCE: [
    {
      project: "征迁签约",
      places: ["征迁现场指挥部", "村文化礼堂", "农户家中", "测绘点"],
      difficulties: ["最后{n}户对附属物补偿有异议", "{n}户签约后迟迟不腾房", "祖坟迁移涉及{n}个家族"],
      actions: [
        "连续{m}晚上门，带着测绘图逐条对",
        "帮{n}户找过渡房并联系搬家车",
        "请族中长辈坐到一起定迁移日期",
      ],
      results: ["当日签约{n}户，累计签约率{p}%", "腾房{n}户，交地{p}亩", "迁移完成，未发生争执"],
    },
    {
      project: "安置政策解释",
      places: ["安置政策咨询点", "村口公告栏", "临时接待室"],
      difficulties: ["同一条政策有{n}种说法，群众担心先签吃亏", "安置房面积误差引发{n}户集中来访"],
      actions: ["把政策印成一页问答，挨户送到并当面讲", "请测绘单位当场复测{n}户并张榜"],
      results: ["来访由每天{p}人次降到{n}人次", "复测结果无人提出异议，{n}户当周签约"],
    },
  ],
  KEY_PROJECT: [
    {
      project: "重点项目攻坚",
      places: ["项目指挥部", "施工现场", "桩基作业面", "管线迁改点"],
      difficulties: [
        "管线迁改与桩基施工交叉，停工{n}天",
        "设备进场道路未通，{n}台设备滞留",
        "雨季土方外运受限，缺口{p}车",
      ],
      actions: ["每晚七点碰头，把工序排到半天", "三天内协调出一条临时便道", "联系邻近工地消纳土方，逐车登记"],
      results: ["追回工期{n}天，形象进度到{p}%", "{n}台设备全部进场", "外运恢复，日均{p}车"],
    },
    {
      project: "要素保障会商",
      places: ["联合会商室", "现场踏勘点", "审批专区"],
      difficulties: ["{n}项前置手续互为条件，无人先动", "用电容量缺口{n}兆伏安"],
      actions: ["牵头把{n}项手续排成并联流程，当场认领", "约供电和设计单位到现场定临时方案"],
      results: ["{n}项手续已办结{m}项", "临时供电{n}日内接通，未影响施工"],
    },
  ],
  RESCUE: [
    {
      project: "防汛防台抢险",
      places: ["城防堤段", "低洼安置点", "山塘水库", "应急指挥中心"],
      difficulties: [
        "凌晨水位一小时上涨{n}0厘米",
        "{p}名群众需要转移，其中{n}名行动不便",
        "一处山体出现裂缝，道路中断",
      ],
      actions: [
        "带队巡堤{n}公里，每半小时报一次水位",
        "挨户敲门清点人数，背出{m}名老人",
        "封路设岗，组织机械连夜清理塌方",
      ],
      results: ["险情两小时内控制，无人伤亡", "{p}人全部安置，登记造册", "次日{n}时恢复单向通行"],
    },
  ],
  OTHER: [
    {
      project: "助企纾困",
      places: ["企业车间", "市场经营区", "专班办公室"],
      difficulties: ["{n}家企业订单下降，担心续贷", "商户对政策兑现时间不清楚，咨询{p}件"],
      actions: ["逐家核对流水，带银行上门面谈", "把兑现进度贴到市场门口，每周更新"],
      results: ["{n}家企业续贷{m}家", "兑现{p}万元，咨询明显减少"],
    },
  ],
};

/** Where a method takes place when it is not the site itself. */
export const methodPlaces: Record<string, readonly string[]> = {
  regular_talk: ["单位谈心室", "机关小会议室", "对方办公室", "村便民服务中心", "职工活动室"],
  sit_in: ["三楼会议室", "机关会议室", "项目部会议室", "视频会议室"],
  record_review: ["档案室", "办公室资料柜前", "综合科"],
  multi_verify: ["档案室", "小会议室"],
  achievement_review: ["小会议室", "综合科"],
  democratic_assessment: ["机关大会议室"],
};
