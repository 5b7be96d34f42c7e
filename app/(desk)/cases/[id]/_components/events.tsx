import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { noteAct } from "@/app/_actions/cases";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { dayText } from "@/components/observation/days";
import type { Tone } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import { Written } from "@/components/ui/written";
import type { CaseEvent, CasePage } from "@/lib/cases/page/queries";
import { LIMITS } from "@/lib/cases/schema";

const TONES: Partial<Record<CaseEvent["kind"], Tone>> = {
  OPENED: "info",
  RAISED: "caution",
  SETTLED: "caution",
  CLOSED: "positive",
  SENT_BACK: "attention",
  REOPENED: "attention",
};

/** The course of the case, newest first, and a line of what was done. */
export async function CaseEvents({ one, mayNote }: { one: CasePage; mayNote: boolean }) {
  const t = await getTranslations("cases");
  const told = ({ kind, tier, dueOn, text }: CaseEvent) =>
    t(`status.event.${kind}`, {
      tier: tier ? t(`status.${tier}`) : "",
      day: dueOn ?? "",
      text,
    });
  return (
    <Panel title={t("title.events")}>
      {mayNote && (
        <CommandForm
          action={noteAct}
          messages={await formMessages("cases")}
          resetOnSuccess
          className="no-print mb-4 flex flex-col gap-2"
        >
          <input type="hidden" name="id" value={randomUUID()} />
          <input type="hidden" name="caseId" value={one.id} />
          <TextArea name="text" label={t("field.act")} limit={LIMITS.act} rows={2} required />
          <FormActions>
            <SubmitButton variant="secondary">{t("action.addAct")}</SubmitButton>
          </FormActions>
        </CommandForm>
      )}
      <Timeline
        label={t("title.events")}
        items={one.events.map((event) => ({
          key: event.id,
          time: dayText(event.at),
          dateTime: event.at,
          title: told(event),
          tone: TONES[event.kind],
          meta: (
            <span className="text-sm text-ink-soft">
              {[event.unitName, event.actorName ?? (event.unitName ? null : t("hint.office"))]
                .filter(Boolean)
                .join(" ")}
            </span>
          ),
          children: event.kind === "PARTY" ? null : <Written>{event.text}</Written>,
        }))}
      />
    </Panel>
  );
}
