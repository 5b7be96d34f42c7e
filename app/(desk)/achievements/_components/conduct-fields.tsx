import { getLocale, getTranslations } from "next-intl/server";
import { CheckboxGroup } from "@/components/form/choice-fields";
import type { ConductItem } from "@/lib/conduct/queries";

/** 双十条 that the result bears out, folded; what was chosen and has ended since stays chosen. */
export async function ConductFields({ items, chosen }: { items: ConductItem[]; chosen: readonly string[] }) {
  const t = await getTranslations("achievements");
  const isEnglish = (await getLocale()) === "en";
  const ended = chosen.filter((id) => !items.some((item) => item.id === id));
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">
        {t("field.conduct")}
        {chosen.length > 0 && (
          <span className="ml-2 text-sm font-normal text-ink-soft">
            {t("hint.conductChosen", { count: chosen.length })}
          </span>
        )}
      </summary>
      {ended.map((id) => (
        <input key={id} type="hidden" name="conductItemIds[]" value={id} />
      ))}
      {(["POSITIVE", "NEGATIVE"] as const).map((list) => (
        <CheckboxGroup
          key={list}
          name="conductItemIds[]"
          label={t(list === "POSITIVE" ? "field.positiveList" : "field.negativeList")}
          className="mt-2"
          defaultValue={chosen}
          options={items
            .filter((item) => item.list === list)
            .map((item) => ({
              value: item.id,
              label: `${item.position} ${isEnglish ? item.textEn : item.text}`,
            }))}
        />
      ))}
    </details>
  );
}
