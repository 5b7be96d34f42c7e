import type { getTranslations } from "next-intl/server";
import type { Fault, Values } from "@/lib/roster/schema";

type Words = Awaited<ReturnType<typeof getTranslations<"roster">>>;

/** Column, value and rule in one sentence. */
export function faultText(t: Words, { field, rule, params }: Fault, typed: Values): string {
  // of a file that can't be read as a whole
  if (/^(document|photo)/.test(rule)) return t(`reason.rule.${rule}`);
  const column = t(`field.roster.${field}`);
  const value = typed[field] ?? "";
  const said = t(`reason.rule.${rule}`, { ...params });
  const sentence =
    value === ""
      ? t("hint.fault", { column, said })
      : t("hint.faultAt", { column, value: value.slice(0, 60), said });
  const nearest = params?.nearest;
  return nearest ? `${sentence}${t("hint.nearest", { nearest })}` : sentence;
}
