import { getTranslations } from "next-intl/server";
import { withdrawRecord } from "@/app/_actions/achievements";
import { formMessages } from "@/app/_shared/form-messages";
import { AchievementMark } from "@/components/achievement/marks";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { LeaningClaim } from "@/lib/achievements/lineage/queries";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";

type Props = { observationId: string; claims: LeaningClaim[]; viewer: Viewer };

/** 依托它的实绩: which claims lean on the record, and which of them fell when it was corrected or withdrawn. */
export async function LeaningClaims({ observationId, claims, viewer }: Props) {
  if (claims.length === 0) return null;
  const t = await getTranslations("achievements");
  const fallen = claims.filter((one) => one.fellOn !== null);
  const live = claims.filter((one) => !one.isWithdrawn);
  return (
    <Panel title={t("title.leaning")} note={await counted("items", claims.length)} id="claims">
      {fallen.length > 0 && (
        <Notice kind="caution" className="mb-3" title={t("title.fellByThis", { count: fallen.length })}>
          {t("hint.fellByThis")}
        </Notice>
      )}
      <ul className="flex flex-col gap-2.5">
        {claims.map((one) => (
          <li key={one.id}>
            <a href={`/achievements/${one.id}`} className="text-accent hover:underline">
              {one.claim}
            </a>{" "}
            <AchievementMark state={one.state} />{" "}
            <Badge tone={one.fellOn ? "caution" : "neutral"}>
              {one.fellOn
                ? t("hint.fellOn", { day: one.fellOn })
                : t(
                    one.isWithdrawn
                      ? "status.withdrawn"
                      : one.isOutdated
                        ? "status.outdated"
                        : one.supports
                          ? "status.supports"
                          : "status.contradicts",
                  )}
            </Badge>
          </li>
        ))}
      </ul>
      {can(viewer, "achievements.decide") && live.length > 0 && (
        <details className="no-print mt-2">
          <summary className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11">
            {t("action.withdrawRecord")}
          </summary>
          <CommandForm
            action={withdrawRecord}
            messages={await formMessages("achievements")}
            className="mt-1 flex flex-col gap-2"
          >
            <input type="hidden" name="observationId" value={observationId} />
            <TextField
              name="reason"
              label={t("field.withdrawReason")}
              hint={t("hint.withdrawRecord", { count: live.length })}
              required
            />
            <div>
              <SubmitButton variant="secondary">{t("action.withdrawRecord")}</SubmitButton>
            </div>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}
