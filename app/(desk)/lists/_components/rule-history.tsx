import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import type { RuleSetting } from "@/lib/lists/queries";
import { RULE_NUMBERS, type RuleNumber } from "@/lib/lists/schema";

/** Every rule that was set: from when, its numbers, who and why. */
export async function RuleHistory({ settings }: { settings: RuleSetting[] }) {
  const m = await marks();
  const t = await getTranslations("lists");
  return (
    <details className="mt-2">
      <summary className="cursor-pointer text-sm text-accent">{t("title.history")}</summary>
      <ul className="mt-1 divide-y divide-line text-sm">
        {settings.map((one) => (
          <li key={one.id} className="py-1.5">
            <p className="font-medium">{t("hint.since", { day: one.effectiveOn })}</p>
            <p className="text-ink-soft">
              {(Object.keys(RULE_NUMBERS) as RuleNumber[])
                .map((name) => `${t(`field.${name}`)} ${one[name]}`)
                .join(m.gap)}
            </p>
            <p className="text-ink-soft">
              {one.setterName
                ? t("hint.setBy", { name: one.setterName, reason: one.reason })
                : t("hint.default")}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
