import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { assignUnit, reassignUnit } from "@/app/_actions/assignments";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import type { FormMessages } from "@/components/form/messages";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import type { Board, BoardAssignment, BoardUnit } from "@/lib/assignments/board/rules";
import { latestOf } from "@/lib/assignments/rules";
import { type BoardFilter, REASON_LIMIT } from "@/lib/assignments/schema";
import { addDays } from "@/lib/platform/clock";
import { boardHref } from "./address";
import { observerOptions } from "./observer-options";
import { ObserverPicker } from "./observer-picker";
import { monthsText, words } from "./words";

export type FormProps = { board: Board; filter: BoardFilter; today: string; viewerId: string };

/** The domain's words, and plainer ones for what was left empty. */
export async function assignmentMessages(): Promise<FormMessages> {
  const t = await words();
  const messages = await formMessages("assignments");
  return {
    ...messages,
    issue: {
      ...messages.issue,
      "observerId.required": t("reason.observerMissing"),
      "reason.tooShort": t("reason.reasonMissing"),
    },
  };
}

export async function AssignForm({ unit, ...props }: FormProps & { unit: BoardUnit }) {
  const { board, filter, today, viewerId } = props;
  const t = await words();
  const earliest = addDays(today, -board.limits.backdateDays);
  return (
    <CommandForm
      action={assignUnit}
      messages={await assignmentMessages()}
      successHref={boardHref(filter, { unit: unit.id, saved: "assigned" })}
      failureActions={await reloadAction(boardHref(filter, { assign: unit.id }))}
    >
      <input type="hidden" name="id" value={randomUUID()} />
      <input type="hidden" name="unitId" value={unit.id} />
      <Picker options={observerOptions(t, board, { unitId: unit.id, startsOn: today, today, viewerId })} />
      <DateField
        name="startsOn"
        label={t("field.startsOn")}
        hint={t("hint.startsOn", { day: earliest })}
        defaultValue={today}
        min={earliest}
        required
      />
      <ReasonField />
      <Buttons save={t("action.saveAssign")} backHref={boardHref(filter)} />
    </CommandForm>
  );
}

export async function ReassignForm({
  unit,
  present,
  ...props
}: FormProps & { unit: BoardUnit; present: BoardAssignment }) {
  const { board, filter, today, viewerId } = props;
  const t = await words();
  const earliest = addDays(present.startsOn, 1);
  const startsOn = latestOf(today, earliest);
  return (
    <CommandForm
      action={reassignUnit}
      messages={await assignmentMessages()}
      successHref={boardHref(filter, { unit: unit.id, saved: "reassigned" })}
      failureActions={await reloadAction(boardHref(filter, { reassign: present.id }))}
    >
      <p>
        {t("hint.present", {
          observer: present.observerName,
          day: present.since,
          months: monthsText(t, present.since, today),
        })}
      </p>
      <input type="hidden" name="id" value={randomUUID()} />
      <input type="hidden" name="assignmentId" value={present.id} />
      <input type="hidden" name="rowVersion" value={present.rowVersion} />
      <Picker
        options={observerOptions(t, board, {
          unitId: unit.id,
          startsOn,
          today,
          viewerId,
          presentId: present.observerId,
        })}
      />
      <DateField
        name="startsOn"
        label={t("field.newStartsOn")}
        hint={t("hint.newStartsOn")}
        defaultValue={startsOn}
        min={earliest}
        required
      />
      <DateField
        name="lastDay"
        label={t("field.lastDay")}
        hint={t("hint.lastDay", { days: board.limits.overlapDays })}
      />
      <ReasonField />
      <Buttons save={t("action.saveReassign")} backHref={boardHref(filter)} />
    </CommandForm>
  );
}

async function Picker({ options }: { options: ReturnType<typeof observerOptions> }) {
  const t = await words();
  return (
    <ObserverPicker
      name="observerId"
      label={t("field.newObserver")}
      options={options}
      labels={{
        find: t("field.findObserver"),
        hint: t("hint.findObserver"),
        found: t.raw("hint.found"),
        none: t("empty.found"),
      }}
    />
  );
}

export async function ReasonField({ hint }: { hint?: string }) {
  const t = await words();
  return (
    <TextArea
      name="reason"
      label={t("field.reason")}
      hint={hint ?? t("hint.reason")}
      limit={REASON_LIMIT}
      rows={2}
      required
    />
  );
}

export async function Buttons({ save, backHref }: { save: string; backHref: string }) {
  const t = await words();
  return (
    <FormActions>
      <SubmitButton>{save}</SubmitButton>
      <ButtonLink variant="quiet" href={backHref} scroll={false}>
        {t("action.back")}
      </ButtonLink>
    </FormActions>
  );
}

/** After a change by someone else: the same panel, read anew. */
export async function reloadAction(href: string): Promise<{ stale: ReactNode }> {
  const t = await words();
  // a plain link: the panel must come from the server again, with the new row version
  return { stale: <a href={href}>{t("action.reload")}</a> };
}
