import type { getTranslations } from "next-intl/server";
import type { Fault, Values } from "@/lib/roster/schema";

type Words = Awaited<ReturnType<typeof getTranslations<"roster">>>;

/** Column, value and rule in one sentence. */
export function faultText(t: Words, { field, rule, params }: Fault, typed: Values): string {
  // of a file that can't be read as a whole
  if (/^(document|photo)/.test(rule)) return t(`reason.rule.${rule}`);
  return faultSentence(t, {
    column: t(`field.roster.${field}`),
    value: typed[field] ?? "",
    said: t(`reason.rule.${rule}`, { ...params }),
    nearest: params?.nearest,
  });
}

export function faultSentence(
  t: Words,
  {
    column,
    value,
    said,
    nearest,
  }: { column: string; value: string; said: string; nearest: string | number | undefined },
): string {
  const sentence =
    value === ""
      ? t("hint.fault", { column, said })
      : t("hint.faultAt", { column, value: value.slice(0, 60), said });
  return nearest ? `${sentence}${t("hint.nearest", { nearest })}` : sentence;
}
