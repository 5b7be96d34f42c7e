import { getTranslations } from "next-intl/server";
import { figuresText } from "@/components/achievement/figures";
import { ContributionMark } from "@/components/achievement/marks";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import type { TaskResult } from "@/lib/achievements/task/queries";

/** 已印证: what came of the task, with figures and everybody's part; each opens its sources. */
export async function ResultsPanel({ results }: { results: TaskResult[] }) {
  const t = await getTranslations("centralTasks");
  const words = await getTranslations("achievements.field");
  const m = await marks();
  return (
    <Panel title={t("title.results")} note={await counted("items", results.length)} id="results">
      {results.length === 0 ? (
        <p className="text-ink-hint">{t("empty.results")}</p>
      ) : (
        <SoftLinks>
          <ul className="divide-y divide-line">
            {results.map((result) => (
              <li key={result.id} className="keep-together py-2 first:pt-0 last:pb-0">
                <a href={`/achievements/${result.id}`} className="font-medium text-accent hover:underline">
                  {result.claim}
                </a>
                <p className="text-sm text-ink-soft">
                  {[
                    `${result.startsOn} – ${result.endsOn}`,
                    result.unitName,
                    figuresText(result, { target: words("target"), marks: m }),
                  ]
                    .filter(Boolean)
                    .join(m.gap)}
                </p>
                <ul className="mt-0.5 flex flex-wrap gap-x-4 gap-y-1">
                  {result.cadres.map((line) => (
                    <li key={line.cadreId} className="flex items-baseline gap-1.5">
                      <a href={`/cadres/${line.cadreId}`} className="hover:text-accent hover:underline">
                        {line.name}
                      </a>
                      <ContributionMark contribution={line.contribution} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </SoftLinks>
      )}
    </Panel>
  );
}
