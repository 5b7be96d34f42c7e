import { getTranslations } from "next-intl/server";
import { addressOf } from "@/components/ui/address";
import { Panel } from "@/components/ui/panel";
import type { ToleranceCounts } from "@/lib/tolerance/queries";
import { FACTORS, FINDINGS, OUTCOMES } from "@/lib/tolerance/schema";

type Props = { counts: ToleranceCounts; kept: Record<string, string | undefined> };

/** By outcome, and for the department by factor; each number opens its cases. */
export async function ToleranceStats({ counts, kept }: Props) {
  const t = await getTranslations("tolerance");
  const of = (factor: string, finding: string) =>
    counts.factors.find((one) => one.factor === factor && one.finding === finding)?.count ?? 0;
  const open = (more: Record<string, string>, count: number) =>
    count === 0 ? (
      <span className="text-ink-hint">0</span>
    ) : (
      <a href={addressOf("/tolerance", kept, more)}>{count}</a>
    );
  return (
    <Panel title={t("title.stats")} className="mt-4 max-w-3xl" flush>
      <div className="overflow-x-auto">
        <table className="w-full">
          <caption className="sr-only">{t("title.stats")}</caption>
          <tbody className="divide-y divide-line [&_a]:text-accent [&_td]:px-4 [&_td]:py-1.5 [&_td]:text-right [&_th]:px-4 [&_th]:py-1.5 [&_th]:text-left [&_th]:font-normal">
            {OUTCOMES.map((outcome) => (
              <tr key={outcome}>
                <th scope="row" colSpan={3}>
                  {t(`status.${outcome}`)}
                </th>
                <td>{open({ outcome }, counts.outcomes[outcome] ?? 0)}</td>
              </tr>
            ))}
            {counts.factors.length > 0 && (
              <>
                <tr>
                  <th scope="col">{t("field.factor")}</th>
                  {FINDINGS.map((finding) => (
                    <td key={finding} className="text-ink-soft">
                      {t(`status.${finding}`)}
                    </td>
                  ))}
                </tr>
                {FACTORS.map((factor) => (
                  <tr key={factor}>
                    <th scope="row">{t(`status.${factor}`)}</th>
                    {FINDINGS.map((finding) => (
                      <td key={finding}>{open({ factor, finding }, of(factor, finding))}</td>
                    ))}
                  </tr>
                ))}
              </>
            )}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
