import type { getTranslations } from "next-intl/server";
import { faultSentence } from "@/components/roster/fault-text";
import type { GradeFault, GradeValues } from "@/lib/roster/grades/schema";

type Words<Domain extends "grades" | "roster"> = Awaited<ReturnType<typeof getTranslations<Domain>>>;

/** Column, value and rule in one sentence, as of a roster. */
export const gradeFault = (
  t: Words<"grades">,
  shared: Words<"roster">,
  { field, rule, params }: GradeFault,
  typed: GradeValues,
): string =>
  faultSentence(shared, {
    column: t(`field.grade.${field}`),
    value: typed[field] ?? "",
    said: t(`reason.rule.${rule}`, { ...params }),
    nearest: params?.nearest,
  });
