import { getTranslations } from "next-intl/server";

export const NUMBERS = [
  "least",
  "most",
  "observersPerUnit",
  "rotationMonths",
  "rotationWarningMonths",
  "rotationAhead",
] as const;
export const WEIGHTS = ["balance", "types", "soon", "nativeTown", "wish"] as const;
export const PAIR_LISTS = ["fixedPairs", "forbiddenPairs", "wishes"] as const;

type Named = (typeof NUMBERS)[number] | (typeof WEIGHTS)[number] | (typeof PAIR_LISTS)[number] | "absent";

export type RulesWords = {
  field: Record<Named, string>;
  weightsTitle: string;
  weightsHint: string;
  pairsTitle: string;
  add: string;
  remove: string;
  observer: string;
  unit: string;
  submit: string;
  needsTitle: string;
  needsHint: string;
  limitsTitle: string;
  limitsHint: string;
  numbers: { observers: string; least: string; most: string };
};

export async function rulesWords(): Promise<RulesWords> {
  const t = await getTranslations("plans");
  const named: Named[] = [...NUMBERS, ...WEIGHTS, ...PAIR_LISTS, "absent"];
  return {
    field: Object.fromEntries(named.map((name) => [name, t(`field.${name}`)])) as Record<Named, string>,
    weightsTitle: t("title.weights"),
    weightsHint: t("hint.weights"),
    pairsTitle: t("title.pairs"),
    add: t("action.add"),
    remove: t("action.remove"),
    observer: t("field.observer"),
    unit: t("field.unit"),
    submit: t("action.settle"),
    needsTitle: t("title.needs"),
    needsHint: t("hint.needs"),
    limitsTitle: t("title.limits"),
    limitsHint: t("hint.limits"),
    numbers: { observers: t("field.observers"), least: t("field.leastOf"), most: t("field.mostOf") },
  };
}
