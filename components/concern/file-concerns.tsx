import { getLocale, getTranslations } from "next-intl/server";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { OFFICE_LANGUAGE } from "@/components/ui/written";
import type { FileConcern } from "@/lib/concerns/queries";
import type { Day } from "@/lib/platform/clock";
import { ConcernMark } from "./marks";
import { ConcernSourceLine } from "./source-line";

type Props = { cadreId: string; concerns: FileConcern[]; asOf: Day; mayOpen: boolean };

/** In the cadre's file, by right: what stands on its day, with decision, reason, end and sources. */
export async function FileConcerns({ cadreId, concerns, asOf, mayOpen }: Props) {
  const m = await marks();
  const t = await getTranslations("concerns");
  const isEnglish = (await getLocale()) === "en";
  return (
    <Panel
      title={t("title.file")}
      note={await counted("entries", concerns.length)}
      id="concerns"
      actions={
        mayOpen && (
          <ButtonLink size="sm" variant="quiet" icon="plus" href={`/concerns/new?cadre=${cadreId}`}>
            {t("action.open")}
          </ButtonLink>
        )
      }
    >
      <p className="mb-2 text-sm text-ink-soft">{t("hint.file")}</p>
      {concerns.length === 0 ? (
        <p className="text-ink-hint">{t("empty.file")}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {concerns.map((concern) => (
            <li key={concern.id} className="keep-together py-2 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <a
                  href={`/concerns/${concern.id}`}
                  lang={OFFICE_LANGUAGE}
                  className="font-medium text-accent"
                >
                  {concern.summary}
                </a>
                <ConcernMark concern={concern} today={asOf} />
                <span className="text-sm text-ink-soft">{t("hint.until", { day: concern.expiresOn })}</span>
              </p>
              <p className="text-sm text-ink-soft">
                <span lang={OFFICE_LANGUAGE}>{concern.situation}</span>
                {concern.conductItem && (
                  <>
                    {m.gap}
                    {isEnglish ? concern.conductItem.textEn : concern.conductItem.text}{" "}
                    {concern.conductItem.isSample && <Badge>{t("status.sample")}</Badge>}
                  </>
                )}
              </p>
              <p>
                <span lang={OFFICE_LANGUAGE}>{concern.reason}</span>
                <span className="text-sm text-ink-soft">
                  {m.gap}
                  {t("hint.decidedBy", { name: concern.deciderName ?? "", day: concern.decidedOn })}
                </span>
              </p>
              <ul className="mt-1 border-l-2 border-line pl-3">
                {concern.sources
                  .filter((source) => !source.isWithdrawn)
                  .map((source) => (
                    <li key={source.id}>
                      <ConcernSourceLine source={source} isBrief />
                    </li>
                  ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
