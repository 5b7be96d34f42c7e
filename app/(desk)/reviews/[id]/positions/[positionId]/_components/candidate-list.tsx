import { getTranslations } from "next-intl/server";
import { moveCandidate } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { reviewWords } from "@/app/_shared/review-words";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Judged, Missing } from "@/lib/reviews/pool/rules";
import type { PositionPage } from "@/lib/reviews/queries";
import { isDisputed, moveRefusal, STAGE_STEPS } from "@/lib/reviews/rules";
import { LIMITS, type Stage } from "@/lib/reviews/schema";
import { ReviewMark } from "../../../../_components/marks";

const titles = { SHORT: "title.shortList", LONG: "title.longList", DROPPED: "title.dropped" } as const;

/** People in the order in which they were named, each with who named them and why. */
export async function CandidateList({
  position,
  judged,
  stage,
  mayPrepare,
}: {
  position: PositionPage;
  judged: Judged[];
  stage: Stage;
  mayPrepare: boolean;
}) {
  const t = await getTranslations("reviews");
  const m = await marks();
  const people = position.candidates.filter((one) => one.stage === stage);
  if (people.length === 0 && stage === "DROPPED") return null;
  const { missing } = await reviewWords();
  const words = await formMessages("reviews");
  const now = new Map(judged.map(({ person, verdict }) => [person.id, verdict.missing]));
  const then = (stored: unknown) => (Array.isArray(stored) ? (stored as Missing[]) : []);
  // what is missing as the rule stands, where it is not what was missing when they were named
  const nowMissing = (one: PositionPage["candidates"][number]) =>
    (now.get(one.cadreId) ?? []).filter(({ code }) => !then(one.missing).some((old) => old.code === code));
  return (
    <Panel title={t(titles[stage])} note={await counted("people", people.length)}>
      {people.length === 0 && (
        <p className="text-ink-hint">{t(stage === "SHORT" ? "empty.shortList" : "empty.longList")}</p>
      )}
      <ul className="divide-y divide-line">
        {people.map((one) => (
          <li key={one.id} data-listed className="py-2.5 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-2">
              <a
                href={`/reviews/${position.batchId}/positions/${position.id}/candidates/${one.id}`}
                className="font-medium text-accent"
              >
                {one.name}
              </a>
              <span className="text-sm text-ink-soft">
                {one.unitName} {one.postTitle}
              </span>
              {one.decision && <ReviewMark of={one.decision.decision} />}
              {isDisputed(one.opinions) && (
                <Badge tone="caution" icon>
                  {t("status.disputed")}
                </Badge>
              )}
              {position.state === "PREPARING" && stage === "SHORT" && (
                <Badge tone={one.hasOwn ? "positive" : "neutral"} icon>
                  {t(one.hasOwn ? "status.ownIn" : "status.ownMissing")}
                </Badge>
              )}
            </p>
            <p className="text-sm text-ink-soft">
              {t("hint.namedBy", { name: one.adderName ?? "", day: one.addedOn })}
              {m.says}
              {one.namedReason ?? one.reason}
            </p>
            {one.namedReason !== null && one.reason !== one.namedReason && (
              <p className="text-sm text-ink-soft">
                {t(`status.${one.stage}`)}
                {m.says}
                {one.reason}
              </p>
            )}
            {then(one.missing).length > 0 && (
              <p className="text-sm text-caution">
                {t("hint.outsideRule")}
                {m.says}
                {then(one.missing).map(missing).join(m.parts)}
              </p>
            )}
            {position.state === "LISTING" && nowMissing(one).length > 0 && (
              <p className="text-sm text-caution">
                {t("hint.nowMissing")}
                {m.says}
                {nowMissing(one).map(missing).join(m.parts)}
              </p>
            )}
            {one.recusals.length > 0 && (
              <p className="text-sm text-ink-soft">
                {t("hint.recusedFrom")}
                {m.says}
                {one.recusals
                  .map(({ name, kind }) => `${name}${m.open}${t(`status.${kind}`)}${m.close}`)
                  .join(m.list)}
              </p>
            )}
            {mayPrepare && !moveRefusal(position, stage, STAGE_STEPS[stage][0]) && (
              <details className="no-print mt-1">
                <summary>{t("action.moveOf", { name: one.name })}</summary>
                <CommandForm
                  action={moveCandidate}
                  messages={words}
                  className="mt-2 flex flex-col gap-2"
                  aria-label={t("action.moveOf", { name: one.name })}
                >
                  <input type="hidden" name="id" value={one.id} />
                  <input type="hidden" name="rowVersion" value={one.rowVersion} />
                  <TextField name="reason" label={t("field.reason")} maxLength={LIMITS.reason} required />
                  <FormActions>
                    {STAGE_STEPS[stage].map((to) => (
                      <SubmitButton
                        key={to}
                        name="stage"
                        value={to}
                        variant={to === "SHORT" ? "primary" : "secondary"}
                      >
                        {t(`action.to${to}`)}
                      </SubmitButton>
                    ))}
                  </FormActions>
                </CommandForm>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
