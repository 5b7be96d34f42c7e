import { getTranslations } from "next-intl/server";
import { AchievementMark } from "@/components/achievement/marks";
import { dayText } from "@/components/observation/days";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import type { Relative } from "@/lib/achievements/lineage/queries";

/** 合并与拆分: where a claim went, what went into it, from what and into what it was split; readable on both sides. */
export async function Relatives({ relatives }: { relatives: Relative[] }) {
  const m = await marks();
  if (relatives.length === 0) return null;
  const t = await getTranslations("achievements");
  return (
    <Panel title={t("title.relatives")}>
      <ul className="flex flex-col gap-2.5">
        {relatives.map((one) => (
          <li key={`${one.relation}-${one.id}`}>
            <p>
              <span className="text-ink-soft">{t(`hint.${one.relation}`)}</span>{" "}
              <a href={`/achievements/${one.id}`} className="text-accent hover:underline">
                {one.claim}
              </a>{" "}
              <AchievementMark state={one.state} />
            </p>
            <p className="text-sm text-ink-soft">
              {[dayText(one.at.toISOString()), one.actorName, one.reason].filter(Boolean).join(m.gap)}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
