import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import {
  addTaskMember,
  addTaskParty,
  amendTask,
  closeTask,
  endTaskMember,
  endTaskObserver,
  endTaskParty,
  nameTaskObserver,
} from "@/app/_actions/central-tasks";
import { CommandForm } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { marks } from "@/components/punctuation/marks";
import { Notice } from "@/components/ui/notice";
import { SidePanel } from "@/components/ui/side-panel";
import { latestOf } from "@/lib/assignments/rules";
import type { CadreChoice, ObserverChoice, Task } from "@/lib/central-tasks/queries";
import { LIMITS, type TaskPageFilter } from "@/lib/central-tasks/schema";
import type { Day } from "@/lib/platform/clock";
import { taskHref } from "../../_components/address";
import { Buttons, ReasonField, TaskFields, taskMessages } from "../../_components/task-fields";

export type PanelChoices = {
  units: { id: string; shortName: string }[];
  cadres: CadreChoice[];
  observers: ObserverChoice[];
};
type Props = { task: Task; filter: TaskPageFilter; today: Day; choices: PanelChoices };

export const isPanelOpen = (filter: TaskPageFilter): boolean => Boolean(filter.panel || filter.end);

/** The form that the address asks for; an old link to something that has ended says so. */
export async function OpenPanel(props: Props) {
  const t = await getTranslations("centralTasks");
  const form = await getTranslations("form.status");
  const { task, filter } = props;
  const { title, content } = (await panelOf(props)) ?? {
    title: task.name,
    content: <Notice kind="caution">{form("notFound")}</Notice>,
  };
  return (
    <SidePanel title={title} closeHref={taskHref(task.id, filter)} closeLabel={t("nav.close")}>
      {content}
    </SidePanel>
  );
}

async function panelOf(props: Props): Promise<{ title: string; content: ReactNode } | null> {
  const t = await getTranslations("centralTasks");
  switch (props.filter.panel) {
    case "amend":
      return { title: t("title.amend"), content: <AmendForm {...props} /> };
    case "close":
      return { title: t("title.close"), content: <CloseForm {...props} /> };
    case "member":
      return { title: t("title.addMember"), content: <MemberForm {...props} /> };
    case "party":
      return { title: t("title.addParty"), content: <PartyForm {...props} /> };
    case "observer":
      return { title: t("title.nameObserver"), content: <ObserverForm {...props} /> };
    case undefined:
      return endOf(props);
  }
}

async function endOf(props: Props): Promise<{ title: string; content: ReactNode } | null> {
  const t = await getTranslations("centralTasks");
  const { task, filter } = props;
  const found = [
    ...task.stints.map((part) => ({ part, name: part.name, action: endTaskMember })),
    ...task.parties.map((part) => ({ part, name: part.unitName, action: endTaskParty })),
    ...task.observers.map((part) => ({ part, name: part.name, action: endTaskObserver })),
  ].find(({ part }) => part.id === filter.end);
  if (!found || found.part.endsOn) return null;
  return { title: t("title.end", { name: found.name }), content: <EndForm {...props} {...found} /> };
}

async function reload({ task, filter }: Props): Promise<{ stale: ReactNode }> {
  const t = await getTranslations("centralTasks");
  // a plain link: the panel must come from the server again, with the new version
  return {
    stale: (
      <a href={taskHref(task.id, filter, { panel: filter.panel, end: filter.end })}>{t("action.reload")}</a>
    ),
  };
}

async function AmendForm(props: Props) {
  const { task, filter, today, choices } = props;
  const t = await getTranslations("centralTasks");
  return (
    <CommandForm
      action={amendTask}
      messages={await taskMessages()}
      successHref={taskHref(task.id, filter, { saved: "amended" })}
      failureActions={await reload(props)}
    >
      <input type="hidden" name="id" value={task.id} />
      <input type="hidden" name="revisionNo" value={task.revisionNo} />
      <TaskFields task={task} units={choices.units} today={today} />
      <ReasonField hint={t("hint.amendReason")} />
      <Buttons save={t("action.saveAmend")} backHref={taskHref(task.id, filter)} />
    </CommandForm>
  );
}

/** What the end takes along is said before the button. */
async function CloseForm(props: Props) {
  const { task, filter, today } = props;
  const t = await getTranslations("centralTasks");
  const running = (parts: { endsOn: Day | null }[]) => parts.filter((part) => !part.endsOn).length;
  return (
    <CommandForm
      action={closeTask}
      messages={await taskMessages()}
      successHref={taskHref(task.id, filter, { saved: "closed" })}
      failureActions={await reload(props)}
    >
      <Notice>
        {t("hint.closes", {
          members: running(task.stints),
          parties: running(task.parties),
          observers: running(task.observers),
        })}
      </Notice>
      <input type="hidden" name="id" value={task.id} />
      <input type="hidden" name="revisionNo" value={task.revisionNo} />
      <DateField
        name="endsOn"
        label={t("field.lastDay")}
        min={task.startsOn}
        defaultValue={latestOf(task.startsOn, today)}
        required
      />
      <ReasonField hint={t("hint.closeReason")} />
      <Buttons save={t("action.saveClose")} backHref={taskHref(task.id, filter)} />
    </CommandForm>
  );
}

/** Cadres of the lead unit and the parties, by unit; another unit is made a party first. */
async function MemberForm(props: Props) {
  const m = await marks();
  const { task, filter, choices } = props;
  const t = await getTranslations("centralTasks");
  const units = [...new Map(choices.cadres.map((cadre) => [cadre.unitId, cadre.unitName]))];
  return (
    <CommandForm
      action={addTaskMember}
      messages={await taskMessages()}
      successHref={taskHref(task.id, filter, { saved: "added" })}
    >
      <PartHead {...props} />
      <SelectField
        name="cadreId"
        label={t("field.cadre")}
        hint={t("hint.memberUnits")}
        emptyLabel={t("empty.cadre")}
        options={units.map(([unitId, label]) => ({
          label,
          options: choices.cadres
            .filter((cadre) => cadre.unitId === unitId)
            .map((cadre) => ({ value: cadre.id, label: `${cadre.name}${m.gap}${cadre.title}` })),
        }))}
        required
      />
      <TextField name="post" label={t("field.post")} hint={t("hint.post")} maxLength={LIMITS.post} required />
      <PartDates {...props} />
      <Buttons save={t("action.saveMember")} backHref={taskHref(task.id, filter)} />
    </CommandForm>
  );
}

async function PartyForm(props: Props) {
  const { task, filter, choices } = props;
  const t = await getTranslations("centralTasks");
  const present = new Set(task.parties.filter((party) => !party.endsOn).map((party) => party.unitId));
  return (
    <CommandForm
      action={addTaskParty}
      messages={await taskMessages()}
      successHref={taskHref(task.id, filter, { saved: "added" })}
    >
      <PartHead {...props} />
      <SelectField
        name="unitId"
        label={t("field.unit")}
        emptyLabel={t("empty.unit")}
        options={choices.units
          .filter((unit) => unit.id !== task.leadUnitId && !present.has(unit.id))
          .map((unit) => ({ value: unit.id, label: unit.shortName }))}
        required
      />
      <TextField name="part" label={t("field.part")} hint={t("hint.part")} maxLength={LIMITS.part} required />
      <PartDates {...props} />
      <Buttons save={t("action.saveParty")} backHref={taskHref(task.id, filter)} />
    </CommandForm>
  );
}

async function ObserverForm(props: Props) {
  const { task, filter, today, choices } = props;
  const t = await getTranslations("centralTasks");
  const m = await marks();
  const earliest = latestOf(task.startsOn, choices.observers[0]?.earliestOn ?? today);
  return (
    <CommandForm
      action={nameTaskObserver}
      messages={await taskMessages()}
      successHref={taskHref(task.id, filter, { saved: "added" })}
    >
      <Notice>{t("hint.naming")}</Notice>
      <PartHead {...props} />
      <SelectField
        name="observerId"
        label={t("field.observer")}
        emptyLabel={t("empty.observer")}
        options={choices.observers.map((one) => ({
          value: one.id,
          label: [`${one.name}${m.gap}${one.department}`, one.units].filter(Boolean).join(m.says),
        }))}
        required
      />
      <DateField
        name="startsOn"
        label={t("field.startsOn")}
        min={earliest}
        max={task.endsOn ?? undefined}
        defaultValue={latestOf(task.startsOn, today)}
        required
      />
      <DateField name="endsOn" label={t("field.endsOn")} hint={t("hint.openPart")} />
      <ReasonField hint={t("hint.nameReason")} />
      <Buttons save={t("action.saveObserver")} backHref={taskHref(task.id, filter)} />
    </CommandForm>
  );
}

async function EndForm({
  part,
  name,
  action,
  ...props
}: Props & {
  part: Task["stints"][number] | Task["parties"][number] | Task["observers"][number];
  name: string;
  action: typeof endTaskMember;
}) {
  const { task, filter, today } = props;
  const t = await getTranslations("centralTasks");
  return (
    <CommandForm
      action={action}
      messages={await taskMessages()}
      successHref={taskHref(task.id, filter, { saved: "ended" })}
      failureActions={await reload(props)}
    >
      <p>{t("hint.endNow", { name, day: part.startsOn })}</p>
      <input type="hidden" name="id" value={part.id} />
      <input type="hidden" name="taskId" value={task.id} />
      <input type="hidden" name="rowVersion" value={part.rowVersion} />
      <DateField
        name="endsOn"
        label={t("field.lastDay")}
        hint={t("hint.lastDay")}
        min={part.startsOn}
        max={task.endsOn ?? undefined}
        defaultValue={latestOf(part.startsOn, today)}
        required
      />
      <ReasonField hint={t("hint.endReason")} />
      <Buttons save={t("action.saveEnd")} backHref={taskHref(task.id, filter)} />
    </CommandForm>
  );
}

function PartHead({ task }: Props) {
  return (
    <>
      <input type="hidden" name="id" value={randomUUID()} />
      <input type="hidden" name="taskId" value={task.id} />
    </>
  );
}

async function PartDates({ task, today }: Props) {
  const t = await getTranslations("centralTasks");
  const isPast = task.endsOn !== null && task.endsOn < today;
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-3">
      <DateField
        name="startsOn"
        label={t("field.startsOn")}
        min={task.startsOn}
        max={task.endsOn ?? undefined}
        defaultValue={isPast ? task.startsOn : latestOf(task.startsOn, today)}
        required
      />
      <DateField
        name="endsOn"
        label={t("field.endsOn")}
        hint={t("hint.openPart")}
        min={task.startsOn}
        max={task.endsOn ?? undefined}
        defaultValue={isPast ? (task.endsOn ?? "") : ""}
      />
    </div>
  );
}
