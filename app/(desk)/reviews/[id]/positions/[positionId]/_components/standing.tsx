import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import type { PositionPage } from "@/lib/reviews/queries";
import type { LevelStanding } from "@/lib/units/establishment/queries";
import { gapOf, heldBy } from "@/lib/units/establishment/rules";

type Props = { position: PositionPage; standing: LevelStanding | undefined };

/** How many posts of the level the unit has, and whether as many are free as are to be filled. */
export async function StandingPanel({ position, standing }: Props) {
  const t = await getTranslations("reviews");
  const gap = standing ? gapOf(standing) : ({ kind: "unset" } as const);
  const free = gap.kind === "vacant" ? gap.count : 0;
  const over = gap.kind === "over" ? gap.count : 0;
  const isOpen = position.state === "LISTING" || position.state === "PREPARING";
  return (
    <Panel title={t("title.standing")}>
      <p>
        {gap.kind === "unset"
          ? t("empty.standing", { level: position.level })
          : t("hint.standing", {
              level: position.level,
              posts: standing?.posts ?? 0,
              held: standing ? heldBy(standing) : 0,
              free,
              over,
            })}
        <a href={`/units/${position.unitId}/team`} className="ml-3 inline-block text-accent underline">
          {t("action.openTeam")}
        </a>
      </p>
      {isOpen && gap.kind !== "unset" && position.places > free && (
        <p className="text-caution">{t("hint.moreThanFree", { places: position.places, free })}</p>
      )}
    </Panel>
  );
}
