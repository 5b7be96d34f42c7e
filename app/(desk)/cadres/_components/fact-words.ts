import { getMessages, getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { FIELDS } from "@/lib/roster/schema";
import type { FactWords } from "./facts-form";

/** The import's own words for what a cell breaks, so that a rule reads the same in a file and in a form. */
export async function factWords(): Promise<FactWords> {
  const t = await getTranslations("roster");
  const { reason, hint } = (await getMessages()).roster;
  const rules = Object.entries(reason.rule).flatMap(([rule, said]) => [
    [rule, said],
    [`${rule}Near`, `${said}${hint.nearest}`],
  ]);
  return {
    messages: await formMessages("roster"),
    rules: Object.fromEntries(rules),
    columns: {
      ...Object.fromEntries(FIELDS.map((field) => [field, t(`field.roster.${field}`)])),
      reason: t("field.bulkReason"),
    },
    sentence: hint.fault,
  };
}
