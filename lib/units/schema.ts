import { z } from "zod";
import { addressText } from "@/lib/platform/address";

/** The eight types, in the order of the roster; the words are data and stand in the database like this. */
export const UNIT_TYPES = [
  "镇街",
  "党委部门",
  "人大政协监察法检",
  "政府部门",
  "群团",
  "国有企业",
  "平台指挥部",
  "学校医院",
] as const;
export type UnitType = (typeof UNIT_TYPES)[number];

/** The levels of the rosters, each before what it leads to. */
export const POST_LEVELS = [
  "二级科员",
  "一级科员",
  "股所级副职",
  "股所级正职",
  "乡科级副职",
  "乡科级正职",
  "企业一般管理人员",
  "企业中层正职",
  "市管副职",
  "市管正职",
] as const;

export const UNIT_SORTS = ["position", "silence"] as const;
export type UnitSort = (typeof UNIT_SORTS)[number];

/** The list's address; what does not parse is dropped, so that an old link still opens. */
export const unitFilter = z.object({
  type: z.enum(UNIT_TYPES).optional().catch(undefined),
  q: addressText(40).catch("").default(""),
  /** an observer's list opens with the own units; "all" asks for the whole roster */
  scope: z.enum(["own", "all"]).optional().catch(undefined),
  sort: z.enum(UNIT_SORTS).catch("position").default("position"),
});
export type UnitFilter = z.output<typeof unitFilter>;
