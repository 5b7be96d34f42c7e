import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { decideCandidate } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { marks } from "@/components/punctuation/marks";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import type { Day } from "@/lib/platform/clock";
import type { DecisionPage, PositionPage } from "@/lib/reviews/queries";
import { DECISIONS, LIMITS } from "@/lib/reviews/schema";

type Props = { candidateId: string; digest: string; today: Day; position: PositionPage; isReady: boolean };

/** The digest stands for the evidence beside it: has it changed meanwhile, nothing is decided. */
export async function DecisionForm({ candidateId, digest, today, position, isReady }: Props) {
  const t = await getTranslations("reviews");
  const isFull = position.appointed >= position.places;
  return (
    <Panel title={t("title.decide")} className="no-print">
      <p className="mb-2 text-sm text-ink-soft">{t("hint.decide")}</p>
      {!isReady && (
        <p className="mb-2 text-caution">
          {t("hint.notReady")} <a href={`/reviews/${position.batchId}`}>{t("title.attendees")}</a>
        </p>
      )}
      <CommandForm action={decideCandidate} messages={await formMessages("reviews")}>
        <input type="hidden" name="id" value={randomUUID()} />
        <input type="hidden" name="candidateId" value={candidateId} />
        <input type="hidden" name="digest" value={digest} />
        <RadioGroup
          name="decision"
          label={t("field.decision")}
          required
          options={DECISIONS.map((value) => ({
            value,
            label: t(`status.${value}`),
            disabled: isFull && value === "APPOINT",
          }))}
        />
        <DateField
          name="decidedOn"
          label={t("field.decidedOn")}
          defaultValue={position.meetingOn && position.meetingOn < today ? position.meetingOn : today}
          max={today}
          required
        />
        <TextArea name="reason" label={t("field.reason")} rows={3} limit={LIMITS.opinion} required />
        <FormActions>
          <SubmitButton disabled={!isReady}>{t("action.decide")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </Panel>
  );
}

/** What was decided, who was there, and who had left the room. */
export async function DecisionFacts({ decision }: { decision: DecisionPage }) {
  const t = await getTranslations("reviews");
  const m = await marks();
  const away = new Set(decision.recusals.map(({ userId }) => userId));
  return (
    <Panel title={t("title.decision")}>
      <DescriptionList
        items={[
          { term: t("field.decision"), value: t(`status.${decision.decision}`) },
          { term: t("field.decidedOn"), value: `${decision.decidedOn} ${decision.deciderName ?? ""}` },
          { term: t("field.reason"), value: decision.reason },
          {
            term: t("title.attendees"),
            value: decision.attendees
              .map(
                ({ name, part, userId }) =>
                  `${name}${m.open}${t(`status.${part}`)}${userId && away.has(userId) ? t("hint.leftRoom") : ""}${m.close}`,
              )
              .join(m.list),
          },
          {
            term: t("title.recusals"),
            value:
              decision.recusals.length === 0
                ? t("empty.recusals")
                : decision.recusals
                    .map(({ name, kind }) => `${name}${m.open}${t(`status.${kind}`)}${m.close}`)
                    .join(m.list),
          },
          {
            term: t("field.digest"),
            value: <code className="text-sm break-all">{decision.digest?.slice(0, 16) ?? "—"}</code>,
          },
        ]}
      />
    </Panel>
  );
}
