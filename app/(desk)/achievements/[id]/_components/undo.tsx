import { getTranslations } from "next-intl/server";
import { undoLineage } from "@/app/_actions/achievements";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import { type UndoBlocker, undoRefusal } from "@/lib/achievements/lineage/rules";
import type { AchievementPage } from "@/lib/achievements/queries";
import { LIMITS } from "@/lib/achievements/schema";

type Props = {
  claim: AchievementPage;
  blocker: UndoBlocker | null;
  viewer: { isDrafter: boolean; isReviewer: boolean };
};

/** 撤销合并, 撤销拆分: with its reason, or what by now rests on it. */
export async function Undo({ claim, blocker, viewer }: Props) {
  const about = { state: claim.state, isDrafter: viewer.isDrafter };
  if (undoRefusal({ ...about, blocker: null }, viewer)) return null;
  const t = await getTranslations("achievements");
  const isMerge = claim.state === "MERGED";
  const refusal = undoRefusal({ ...about, blocker }, viewer);
  return (
    <Panel title={t(isMerge ? "title.undoMerge" : "title.undoSplit")} className="no-print">
      {refusal ? (
        <p className="text-ink-soft">{t(refusal.refused.replace("achievements.", ""))}</p>
      ) : (
        <CommandForm action={undoLineage} messages={await formMessages("achievements")}>
          <input type="hidden" name="id" value={claim.id} />
          <input type="hidden" name="revisionNo" value={claim.revisionNo} />
          <p className="text-sm text-ink-soft">{t(isMerge ? "hint.undoMerge" : "hint.undoSplit")}</p>
          <TextField name="reason" label={t("field.undoReason")} maxLength={LIMITS.reason} required />
          <SubmitButton variant="secondary" icon="swap">
            {t(isMerge ? "action.undoMerge" : "action.undoSplit")}
          </SubmitButton>
        </CommandForm>
      )}
    </Panel>
  );
}
