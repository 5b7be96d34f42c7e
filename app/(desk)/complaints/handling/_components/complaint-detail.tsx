import { getTranslations } from "next-intl/server";
import { answerComplaint } from "@/app/_actions/complaints";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { ComplaintMark } from "@/components/complaint/complaint-mark";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { marks } from "@/components/punctuation/marks";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import type { HandledComplaint } from "@/lib/complaints/queries";
import { LIMITS, OUTCOMES } from "@/lib/complaints/schema";
import type { Day } from "@/lib/platform/clock";

type Props = { complaint: HandledComplaint; isOwn: boolean; today: Day };

export async function ComplaintDetail({ complaint, isOwn, today }: Props) {
  const m = await marks();
  const t = await getTranslations("complaints");
  const dates = await cityDates();
  const { senderName, senderDepartment, aboutName, aboutUnitName } = complaint;
  const about = aboutName ?? (aboutUnitName && t("field.aboutUnit", { unit: aboutUnitName }));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel
        title={t(`status.${complaint.kind}`)}
        actions={<ComplaintMark complaint={complaint} today={today} />}
      >
        <DescriptionList
          items={[
            {
              key: "sender",
              term: t("field.sender"),
              value: senderName ? `${senderName}${m.gap}${senderDepartment ?? ""}` : t("status.WITHHELD"),
            },
            ...(about ? [{ key: "about", term: t("field.about"), value: about }] : []),
            { key: "filedOn", term: t("field.filedOn"), value: dates.day(complaint.filedOn) },
            { key: "dueOn", term: t("field.dueOn"), value: dates.day(complaint.dueOn) },
          ]}
        />
        <Written className="mt-3 border-t border-line pt-3">{complaint.body}</Written>
      </Panel>
      {complaint.state === "ANSWERED" ? (
        <Panel title={t("title.answer")}>
          <p className="text-sm text-ink-soft">
            {t("hint.answeredBy", {
              name: complaint.answererName ?? "",
              outcome: t(`status.${complaint.outcome ?? "EXPLAINED"}`),
              day: complaint.answeredOn ? dates.day(complaint.answeredOn) : "",
            })}
          </p>
          <Written className="mt-1">{complaint.answer}</Written>
        </Panel>
      ) : isOwn ? (
        <Panel title={t("title.answer")}>
          <p className="text-ink-soft">{t("reason.ownComplaint")}</p>
        </Panel>
      ) : (
        <Panel title={t("title.answer")}>
          <CommandForm
            action={answerComplaint}
            messages={await formMessages("complaints")}
            successHref={`/complaints/handling?id=${complaint.id}`}
          >
            <input type="hidden" name="id" value={complaint.id} />
            <RadioGroup
              name="outcome"
              label={t("field.outcome")}
              options={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`status.${outcome}`) }))}
              required
            />
            <TextArea
              name="answer"
              label={t("field.answer")}
              hint={t("hint.answerText")}
              limit={LIMITS.answer}
              rows={4}
              required
            />
            <FormActions>
              <SubmitButton icon="sent">{t("action.answer")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
    </div>
  );
}
