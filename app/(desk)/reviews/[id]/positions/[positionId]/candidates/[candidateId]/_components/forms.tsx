import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { giveOpinion, liftRecusal, recuseFromCandidate } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import type { CandidateRow } from "@/lib/reviews/queries";
import { LIMITS, MARKS, RECUSAL_KINDS } from "@/lib/reviews/schema";

export async function OpinionForm({ candidateId }: { candidateId: string }) {
  const t = await getTranslations("reviews");
  return (
    <Panel title={t("title.giveOpinion")} className="no-print">
      <CommandForm action={giveOpinion} messages={await formMessages("reviews")}>
        <input type="hidden" name="id" value={randomUUID()} />
        <input type="hidden" name="candidateId" value={candidateId} />
        <RadioGroup
          name="mark"
          label={t("field.mark")}
          required
          options={MARKS.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <TextArea
          name="reason"
          label={t("field.opinion")}
          hint={t("hint.opinion")}
          rows={3}
          limit={LIMITS.opinion}
        />
        <FormActions>
          <SubmitButton>{t("action.giveOpinion")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </Panel>
  );
}

type Props = {
  candidate: CandidateRow;
  viewer: Viewer;
  people: { id: string; name: string }[];
  batchId: string;
  positionId: string;
};
/** Oneself, or by a leader somebody else; what is declared of oneself leads away, since the file closes with it. */
export async function RecusalForms({ candidate, viewer, people, batchId, positionId }: Props) {
  const t = await getTranslations("reviews");
  const words = await formMessages("reviews");
  const kinds = RECUSAL_KINDS.map((value) => ({ value, label: t(`status.${value}`) }));
  const others = people.filter(
    ({ id }) => id !== viewer.id && !candidate.recusals.some(({ userId }) => userId === id),
  );
  const liftable = candidate.recusals.filter(({ kind, userId }) => kind !== "SELF" && userId !== viewer.id);
  return (
    <div className="no-print mt-2 flex flex-col gap-2">
      <details>
        <summary>{t("action.recuseSelf")}</summary>
        <p className="my-2 text-sm text-ink-soft">{t("hint.recuseSelf")}</p>
        <CommandForm
          action={recuseFromCandidate}
          messages={words}
          successHref={`/reviews/${batchId}/positions/${positionId}`}
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="candidateId" value={candidate.id} />
          <input type="hidden" name="userId" value={viewer.id} />
          <SelectField
            name="kind"
            label={t("field.recusalKind")}
            emptyLabel={t("empty.choose")}
            required
            options={kinds}
          />
          <TextField name="reason" label={t("field.recusalReason")} maxLength={LIMITS.reason} required />
          <FormActions>
            <SubmitButton>{t("action.recuseSelf")}</SubmitButton>
          </FormActions>
        </CommandForm>
      </details>
      {can(viewer, "reviews.decide") && others.length > 0 && (
        <details>
          <summary>{t("action.recuseOther")}</summary>
          <CommandForm
            action={recuseFromCandidate}
            messages={words}
            className="mt-2 flex flex-col gap-4"
            successHref={`/reviews/${batchId}/positions/${positionId}`}
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="candidateId" value={candidate.id} />
            <SelectField
              name="userId"
              label={t("field.who")}
              emptyLabel={t("empty.choose")}
              required
              options={others.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SelectField
              name="kind"
              label={t("field.recusalKind")}
              emptyLabel={t("empty.choose")}
              required
              options={kinds}
            />
            <TextField name="reason" label={t("field.recusalReason")} maxLength={LIMITS.reason} required />
            <FormActions>
              <SubmitButton>{t("action.recuseOther")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
      {can(viewer, "reviews.decide") &&
        liftable.map((one) => (
          <details key={one.id}>
            <summary>{t("action.liftOf", { name: one.name })}</summary>
            <CommandForm action={liftRecusal} messages={words} className="mt-2 flex flex-col gap-4">
              <input type="hidden" name="id" value={one.id} />
              <TextField name="reason" label={t("field.reason")} maxLength={LIMITS.reason} required />
              <FormActions>
                <SubmitButton variant="secondary">{t("action.liftOf", { name: one.name })}</SubmitButton>
              </FormActions>
            </CommandForm>
          </details>
        ))}
    </div>
  );
}
