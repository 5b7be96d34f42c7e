import { getTranslations } from "next-intl/server";
import { Stat, StatRow } from "@/components/ui/stat";
import type { Promoted } from "@/lib/boards/promotions/queries";
import { isPart, medianOf, shareOf } from "@/lib/boards/promotions/rules";
import type { PromotionFilter } from "@/lib/boards/promotions/schema";
import { promotionsHref } from "./address";

export async function PromotionStats({ people, filter }: { people: Promoted[]; filter: PromotionFilter }) {
  const t = await getTranslations("boards");
  const share = shareOf(people);
  const timed = people.filter((one) => isPart(one, "timed"));
  const median = medianOf(timed.flatMap(({ daysSinceFirst }) => daysSinceFirst ?? []));
  const count = (part: "battlefield" | "elsewhere") => people.filter((one) => isPart(one, part)).length;
  return (
    <StatRow>
      <Stat
        label={t("field.promoted")}
        value={people.length}
        unit={t("field.personUnit", { count: people.length })}
        href={promotionsHref(filter, { part: undefined })}
      />
      <Stat
        label={t("field.ofBattlefield")}
        value={count("battlefield")}
        unit={t("field.personUnit", { count: count("battlefield") })}
        href={promotionsHref(filter, { part: "battlefield" })}
        note={share === null ? undefined : t("hint.share", { share })}
      />
      <Stat
        label={t("field.ofElsewhere")}
        value={count("elsewhere")}
        unit={t("field.personUnit", { count: count("elsewhere") })}
        href={promotionsHref(filter, { part: "elsewhere" })}
      />
      {median !== null && (
        <Stat
          label={t("field.median")}
          value={median}
          unit={t("field.dayUnit", { count: median })}
          href={promotionsHref(filter, { part: "timed" })}
          figure={timed.length}
          note={t("hint.paceOf", { count: timed.length })}
        />
      )}
    </StatRow>
  );
}
