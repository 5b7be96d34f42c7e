import { getTranslations } from "next-intl/server";
import { mergeAchievement } from "@/app/_actions/achievements";
import { formMessages } from "@/app/_shared/form-messages";
import { AchievementMark } from "@/components/achievement/marks";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { FormMessages } from "@/components/form/messages";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import type { MergeTarget, SimilarClaim } from "@/lib/achievements/lineage/queries";
import type { AchievementPage } from "@/lib/achievements/queries";

type Props = { claim: AchievementPage; similar: SimilarClaim[]; targets: MergeTarget[]; mayMerge: boolean };

/** Perhaps the same result twice: same cadre, overlapping time, similar words; and the way to make one of two. */
export async function SimilarClaims({ claim, similar, targets, mayMerge }: Props) {
  if (similar.length === 0 && !(mayMerge && targets.length > 0)) return null;
  const t = await getTranslations("achievements");
  const messages = await formMessages("achievements");
  const others = targets.filter((target) => !similar.some((one) => one.id === target.id));
  return (
    <Panel title={t("title.similar")} note={similar.length > 0 && t("hint.similar")}>
      {similar.length > 0 && (
        <ul className="flex flex-col gap-2.5">
          {similar.map((one) => (
            <li key={one.id}>
              <a href={`/achievements/${one.id}`} className="text-accent hover:underline">
                {one.claim}
              </a>{" "}
              <AchievementMark state={one.state} />
              {mayMerge && targets.some((target) => target.id === one.id) && (
                <Merge claim={claim} into={one.id} messages={messages} />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayMerge && others.length > 0 && (
        <details className="no-print mt-2 first:mt-0">
          <summary className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11">
            {t("action.mergeInto")}
          </summary>
          <MergeForm claim={claim} messages={messages}>
            <SelectField
              name="intoId"
              label={t("field.mergeInto")}
              emptyLabel={t("empty.mergeInto")}
              options={others.map((one) => ({ value: one.id, label: `${one.endsOn} ${one.claim}` }))}
              required
            />
          </MergeForm>
        </details>
      )}
    </Panel>
  );
}

async function Merge({
  claim,
  into,
  messages,
}: {
  claim: AchievementPage;
  into: string;
  messages: FormMessages;
}) {
  const t = await getTranslations("achievements");
  return (
    <details className="no-print">
      <summary className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11">
        {t("action.mergeIntoThis")}
      </summary>
      <MergeForm claim={claim} messages={messages}>
        <input type="hidden" name="intoId" value={into} />
      </MergeForm>
    </details>
  );
}

async function MergeForm({
  claim,
  messages,
  children,
}: {
  claim: AchievementPage;
  messages: FormMessages;
  children: React.ReactNode;
}) {
  const t = await getTranslations("achievements");
  return (
    <CommandForm action={mergeAchievement} messages={messages} className="mt-1 flex flex-col gap-2">
      <input type="hidden" name="id" value={claim.id} />
      <input type="hidden" name="revisionNo" value={claim.revisionNo} />
      {children}
      <TextField name="reason" label={t("field.mergeReason")} hint={t("hint.merge")} required />
      <div>
        <SubmitButton variant="secondary">{t("action.merge")}</SubmitButton>
      </div>
    </CommandForm>
  );
}
