/** What the demo's results are, in words and numbers. */
import type { Random } from "../../support/random";

export type Words = {
  claim: string;
  indicator: string;
  unit: string;
  baseline: number;
  target: number;
  actual: number;
};

export const templates: ((r: Random) => Words)[] = [
  (r) => {
    const target = r.int(6, 40) * 10;
    const actual = target + r.int(-2, 4) * 5;
    return {
      claim: `牵头完成征迁签约 ${actual} 户，原定 ${target} 户`,
      indicator: "签约户数",
      unit: "户",
      baseline: 0,
      target,
      actual,
    };
  },
  (r) => {
    const [baseline, target] = [r.int(18, 30), r.int(8, 12)];
    const actual = target - r.int(0, 2);
    return {
      claim: `把办件平均时长从 ${baseline} 天压到 ${actual} 天`,
      indicator: "平均办件时长",
      unit: "天",
      baseline,
      target,
      actual,
    };
  },
  (r) => {
    const target = r.int(3, 12);
    return {
      claim: `推动 ${target} 个停工项目复工并按月公布进度`,
      indicator: "复工项目",
      unit: "个",
      baseline: 0,
      target,
      actual: target,
    };
  },
  (r) => {
    const target = r.int(80, 400);
    const actual = target + r.int(0, 30);
    return {
      claim: `帮助企业解决用工 ${actual} 人，逐家回访留有记录`,
      indicator: "解决用工",
      unit: "人",
      baseline: 0,
      target,
      actual,
    };
  },
  (r) => {
    const target = r.int(20, 90);
    return {
      claim: `化解信访积案 ${target} 件，三个月内无反复`,
      indicator: "化解积案",
      unit: "件",
      baseline: 0,
      target,
      actual: target,
    };
  },
  (r) => {
    const [baseline, target] = [r.int(60, 75), r.int(85, 92)];
    const actual = target + r.int(0, 5);
    return {
      claim: `群众对窗口服务的满意率由 ${baseline}% 升到 ${actual}%`,
      indicator: "满意率",
      unit: "%",
      baseline,
      target,
      actual,
    };
  },
  (r) => {
    const target = r.int(5, 30);
    return {
      claim: `组织改造老旧管网 ${target} 公里，汛期前全部投用`,
      indicator: "改造里程",
      unit: "公里",
      baseline: 0,
      target,
      actual: target,
    };
  },
];
