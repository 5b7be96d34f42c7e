import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { enterMeeting, enterProject, withdrawMeeting, withdrawProject } from "@/app/_actions/liaison";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { UnitMeeting, UnitProject } from "@/lib/liaison/queries";
import { wallClock } from "@/lib/liaison/rules";
import { LIMITS, MEETING_KINDS, PROJECT_KINDS, PROJECT_STATES } from "@/lib/liaison/schema";
import { planHref } from "./address";
import { PlanUpload } from "./plan-upload";

export async function MeetingPanel({ meeting }: { meeting?: UnitMeeting }) {
  const t = await getTranslations("liaison");
  const at = meeting && wallClock(meeting.startsAt);
  return (
    <SidePanel
      title={t(meeting ? "title.editMeeting" : "title.newMeeting")}
      closeHref={planHref("meetings")}
      closeLabel={t("action.close")}
    >
      <CommandForm
        key={meeting?.id}
        action={enterMeeting}
        messages={await formMessages("liaison")}
        successHref={planHref("meetings", { saved: "entered" })}
      >
        <Keys line={meeting} />
        <TextField
          name="title"
          label={t("field.title")}
          defaultValue={meeting?.title}
          maxLength={LIMITS.title}
          required
        />
        <SelectField
          name="kind"
          label={t("field.kind")}
          options={MEETING_KINDS.map((kind) => ({ value: kind, label: t(`status.meeting.${kind}`) }))}
          defaultValue={meeting?.kind}
          required
        />
        <DateField name="day" label={t("field.day")} defaultValue={at?.day} required />
        <TextField name="time" type="time" label={t("field.time")} defaultValue={at?.time} required />
        <TextField
          name="place"
          label={t("field.place")}
          defaultValue={meeting?.place}
          maxLength={LIMITS.place}
        />
        <CheckboxGroup
          name="isOpen"
          label={t("field.isOpen")}
          options={[{ value: "on", label: t("status.open") }]}
          defaultValue={(meeting?.isOpen ?? true) ? ["on"] : []}
        />
        <Buttons view="meetings" />
      </CommandForm>
      {meeting && (
        <Withdraw
          action={withdrawMeeting}
          line={meeting}
          href={planHref("meetings", { saved: "withdrawn" })}
        />
      )}
    </SidePanel>
  );
}

export async function ProjectPanel({ project }: { project?: UnitProject }) {
  const t = await getTranslations("liaison");
  return (
    <SidePanel
      title={t(project ? "title.editProject" : "title.newProject")}
      closeHref={planHref("projects")}
      closeLabel={t("action.close")}
    >
      <CommandForm
        key={project?.id}
        action={enterProject}
        messages={await formMessages("liaison")}
        successHref={planHref("projects", { saved: "entered" })}
      >
        <Keys line={project} />
        <TextField
          name="name"
          label={t("field.name")}
          defaultValue={project?.name}
          maxLength={LIMITS.title}
          required
        />
        <SelectField
          name="kind"
          label={t("field.kind")}
          options={PROJECT_KINDS.map((kind) => ({ value: kind, label: t(`status.project.${kind}`) }))}
          defaultValue={project?.kind}
          required
        />
        <DateField name="startsOn" label={t("field.startsOn")} defaultValue={project?.startsOn} required />
        <DateField
          name="endsOn"
          label={t("field.endsOn")}
          hint={t("hint.endsOn")}
          defaultValue={project?.endsOn ?? undefined}
        />
        <TextField
          name="lead"
          label={t("field.lead")}
          hint={t("hint.lead")}
          defaultValue={project?.lead}
          maxLength={LIMITS.lead}
        />
        <SelectField
          name="state"
          label={t("field.state")}
          options={PROJECT_STATES.map((state) => ({ value: state, label: t(`status.state.${state}`) }))}
          defaultValue={project?.state ?? "UNDERWAY"}
          required
        />
        <Buttons view="projects" />
      </CommandForm>
      {project && (
        <Withdraw
          action={withdrawProject}
          line={project}
          href={planHref("projects", { saved: "withdrawn" })}
        />
      )}
    </SidePanel>
  );
}

export async function UploadPanel({ view }: { view: "meetings" | "projects" }) {
  const t = await getTranslations("liaison");
  const messages = await formMessages("liaison");
  return (
    <SidePanel title={t("title.upload")} closeHref={planHref(view)} closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t("hint.upload")}</p>
      <p>
        <a href="/api/v1/plan" download className="text-accent hover:underline">
          {t("action.download")}
        </a>
      </p>
      <PlanUpload
        messages={messages}
        words={{
          file: t("field.file"),
          submit: t("action.import"),
          faults: t("hint.faults"),
          taken: t.raw("hint.taken"),
          place: t.raw("hint.place"),
          rules: typeof messages.issue === "function" ? {} : messages.issue,
        }}
      />
    </SidePanel>
  );
}

function Keys({ line }: { line?: { id: string; rowVersion: number } }) {
  return (
    <>
      <input type="hidden" name="id" value={line?.id ?? randomUUID()} />
      {line && <input type="hidden" name="rowVersion" value={line.rowVersion} />}
    </>
  );
}

async function Buttons({ view }: { view: "meetings" | "projects" }) {
  const t = await getTranslations("liaison.action");
  return (
    <FormActions>
      <SubmitButton>{t("save")}</SubmitButton>
      <ButtonLink variant="quiet" href={planHref(view)} scroll={false}>
        {t("back")}
      </ButtonLink>
    </FormActions>
  );
}

type WithdrawProps = {
  action: typeof withdrawMeeting;
  line: { id: string; rowVersion: number };
  href: string;
};
async function Withdraw({ action, line, href }: WithdrawProps): Promise<ReactNode> {
  const t = await getTranslations("liaison.action");
  return (
    <div className="border-t border-line pt-3">
      <CommandForm action={action} messages={await formMessages("liaison")} successHref={href}>
        <Keys line={line} />
        <div>
          <SubmitButton variant="danger" size="sm">
            {t("withdraw")}
          </SubmitButton>
        </div>
      </CommandForm>
    </div>
  );
}
