import { getTranslations } from "next-intl/server";
import { markStop } from "@/app/_actions/tolerance";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { TolerancePage } from "@/lib/tolerance/queries";
import { isWatched } from "@/lib/tolerance/rules";
import { LIMITS } from "@/lib/tolerance/schema";

/** Risks and stop conditions; whoever watches marks a condition as met. */
export async function Risks({ one }: { one: TolerancePage }) {
  const t = await getTranslations("tolerance");
  const m = await marks();
  const messages = await formMessages("tolerance");
  const isLive = isWatched(one) || one.state === "STOPPED";
  return (
    <Panel title={t("title.risks")}>
      <ul className="flex flex-col divide-y divide-line">
        {one.risks.map((risk) => (
          <li key={risk.id} className="py-2 first:pt-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Badge tone={risk.metOn ? "attention" : "neutral"} icon={risk.metOn ? "error" : undefined}>
                {t(`status.${risk.kind}`)}
              </Badge>
              <span className="break-words">{risk.text}</span>
            </p>
            {risk.metOn && (
              <p className="text-attention">
                {t("hint.met", { day: risk.metOn, how: risk.how })}
                <span className="text-sm text-ink-soft">
                  {m.gap}
                  {t("hint.markedBy", { name: risk.markerName ?? t("hint.office") })}
                </span>
              </p>
            )}
            {isLive && risk.kind === "STOP" && !risk.metOn && (
              <details className="no-print">
                <summary
                  aria-label={`${t("action.stop")}${m.says}${risk.text}`}
                  className="inline-flex min-h-7 cursor-pointer items-center text-sm text-accent pointer-coarse:min-h-11"
                >
                  {t("action.stop")}
                </summary>
                <CommandForm action={markStop} messages={messages} className="mt-1 flex flex-col gap-2">
                  <input type="hidden" name="id" value={risk.id} />
                  <TextArea name="how" label={t("field.how")} limit={LIMITS.reason} rows={2} required />
                  <FormActions>
                    <SubmitButton variant="danger">{t("action.stop")}</SubmitButton>
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
