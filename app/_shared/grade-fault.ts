import type { getTranslations } from "next-intl/server";
import { faultSentence } from "@/components/roster/fault-text";
import type { GradeFault, GradeField, GradeValues } from "@/lib/roster/grades/schema";

type Words<Domain extends "grades" | "roster"> = Awaited<ReturnType<typeof getTranslations<Domain>>>;

const OF_ITS_COLUMN: readonly GradeField[] = ["period", "year", "grade"];

/** Column, value and rule in one sentence, as of a roster. */
export function gradeFault(
  t: Words<"grades">,
  shared: Words<"roster">,
  { field, rule, params }: GradeFault,
  { typed, columnNo }: { typed: GradeValues; columnNo: number },
  header: readonly string[],
): string {
  // of a table with one period a column it is that column's cell
  const own = OF_ITS_COLUMN.includes(field) ? header[columnNo - 1] : undefined;
  return faultSentence(shared, {
    column: own ?? t(`field.grade.${field}`),
    value: (own === undefined ? typed[field] : typed.grade) ?? "",
    said: t(`reason.rule.${rule}`, { ...params }),
    nearest: params?.nearest,
  });
}
