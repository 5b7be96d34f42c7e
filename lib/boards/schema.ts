/** 看板: what its address may say. What does not parse falls back to the default view, so that an old link still opens. */
import { z } from "zod";
import { addressMonth } from "@/lib/platform/address";
import { UNIT_TYPES } from "@/lib/units/schema";

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Months that the records are counted over. */
export const SPANS = ["3", "6", "12"] as const;

/** Central tasks on a page; the rest opens beside them. */
export const TASKS_SHOWN = 12;

export const boardFilter = z.object({
  /** last month counted */
  month: optional(addressMonth()),
  span: z.enum(SPANS).catch("12").default("12"),
  /** 单位类型 */
  type: optional(z.enum(UNIT_TYPES)),
  /** 中心工作 */
  task: optional(z.uuid()),
  /** every central task of these months */
  tasks: optional(z.literal("all")),
});
export type BoardFilter = z.output<typeof boardFilter>;

/** Parts of the boards that can be taken along as a workbook. */
export const SHEETS = ["records", "open", "tasks", "assignments", "promotions"] as const;
export type SheetName = (typeof SHEETS)[number];

/** `trace` is the number printed in the workbook and written to the audit. */
export const exportInput = z.object({
  sheet: z.enum(SHEETS),
  trace: z.string().regex(/^[0-9a-f]{12}$/),
});
