import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { type Satisfaction, VISITS_LISTED } from "@/lib/teams/queries";
import { RECOMMENDED, SATISFACTION } from "@/lib/teams/schema";
import type { Shown } from "./shown";

/** What those served answered, as a number of visits each of which is listed; whom the unit recommended stands apart. */
export async function SatisfactionPanel({
  satisfaction,
  filter,
  href,
}: Pick<Shown, "filter" | "href"> & { satisfaction: Satisfaction }) {
  const m = await marks();
  const t = await getTranslations("teams");
  const { counts, recommended, visits } = satisfaction;
  const total = counts.reduce((sum, one) => sum + one.visits, 0);
  const known = Object.keys(SATISFACTION);
  const word = (answer: string) => {
    const key = SATISFACTION[answer as keyof typeof SATISFACTION];
    return key ? t(`status.satisfaction.${key}`) : answer;
  };
  // in the order of the form; an answer of an older form stands at the end
  const answers = [
    ...known,
    ...counts.map(({ answer }) => answer).filter((answer) => !known.includes(answer)),
  ];
  const tab = (key: string | undefined, label: string, count: number) => ({
    href: `${href({ visits: key })}#satisfaction`,
    label,
    count,
    isCurrent: filter.visits === key,
  });
  return (
    <Panel flush id="satisfaction" title={t("title.satisfaction")} note={t("hint.times", { count: total })}>
      {total === 0 ? (
        <p className="px-4 py-3 text-ink-hint">{t("empty.satisfaction")}</p>
      ) : (
        <>
          <div className="px-4 pt-2">
            <TabLinks
              label={t("nav.satisfaction")}
              items={[
                tab(undefined, t("action.all"), total),
                ...answers.map((answer) =>
                  tab(answer, word(answer), counts.find((one) => one.answer === answer)?.visits ?? 0),
                ),
                tab(RECOMMENDED, t("hint.recommended"), recommended),
              ]}
            />
          </div>
          <ul className="divide-y divide-line">
            {visits.map((one) => (
              <li key={one.id} data-listed className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
                <a href={`/observations/${one.id}`} className="text-accent underline">
                  {one.day}
                </a>
                <span>{word(one.answer)}</span>
                <span className="text-sm text-ink-soft">
                  {[one.visitee, one.matter].filter(Boolean).join(m.gap)}
                </span>
                {one.selection === RECOMMENDED && <Badge tone="caution">{t("hint.recommended")}</Badge>}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="border-t border-line px-4 py-2 text-sm text-ink-hint">
        {t("hint.satisfaction", { count: VISITS_LISTED })}
      </p>
    </Panel>
  );
}
