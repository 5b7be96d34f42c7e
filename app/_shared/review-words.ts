import { getTranslations } from "next-intl/server";
import { earliestBirthMonth, type Missing } from "@/lib/reviews/pool/rules";
import type { Requirements } from "@/lib/reviews/schema";
import { unitTypeKey } from "@/lib/units/rules";

/** The rule and what is missing of it, in words. */
export async function reviewWords() {
  const t = await getTranslations("reviews");
  const types = await getTranslations("units.status");
  const inMonths = (months: number) =>
    t("hint.yearsMonths", { years: Math.floor(months / 12), months: months % 12 });
  const missing = (one: Missing): string => {
    switch (one.code) {
      case "noPost":
        return t("reason.noPost");
      case "samePost":
        return t("reason.samePost");
      case "level":
        return t("reason.level", { have: one.have });
      case "age":
        return t("reason.age", { need: one.need, have: one.have, months: one.monthsOver });
      case "education":
        return t("reason.education", { need: t(`status.${one.need}`), have: one.have });
      case "workYears":
        return t("reason.workYears", { need: one.need, have: inMonths(one.haveMonths) });
      case "levelYears":
        return t("reason.levelYears", { need: one.need, have: inMonths(one.haveMonths) });
      case "battlefield":
        return t("reason.battlefield", { need: one.need, have: one.have });
      case "unitType":
        return t("reason.unitType", {
          type: types(unitTypeKey(one.unitType)),
          need: one.need,
          have: one.have,
        });
      case "tier":
        return t("reason.tier", { tier: t(`status.${one.tier as "TEAM"}`), need: one.need, have: one.have });
    }
  };
  const rule = (rule: Requirements): { key: string; text: string }[] => [
    { key: "levels", text: t("hint.ruleLevels", { levels: rule.levels.join(t("hint.or")) }) },
    ...(rule.maxAge === null
      ? []
      : [
          {
            key: "age",
            text: t("hint.ruleAge", {
              age: rule.maxAge,
              month: earliestBirthMonth(rule.maxAge, rule.countedOn).slice(0, 7),
            }),
          },
        ]),
    ...(rule.education === null
      ? []
      : [{ key: "education", text: t("hint.ruleEducation", { education: t(`status.${rule.education}`) }) }]),
    ...(rule.workYears === null
      ? []
      : [{ key: "work", text: t("hint.ruleWork", { years: rule.workYears }) }]),
    ...(rule.levelYears === null
      ? []
      : [{ key: "levelYears", text: t("hint.ruleLevelYears", { years: rule.levelYears }) }]),
    ...rule.experience.map((one) => ({
      key: one.kind,
      text:
        one.kind === "BATTLEFIELD"
          ? t("hint.ruleBattlefield", { months: one.months })
          : one.kind === "UNIT_TYPE"
            ? t("hint.ruleUnitType", { type: types(unitTypeKey(one.unitType)), months: one.months })
            : t("hint.ruleTier", { tier: t(`status.${one.tier}`), months: one.months }),
    })),
    { key: "on", text: t("hint.ruleOn", { day: rule.countedOn }) },
  ];
  return { missing, rule };
}
