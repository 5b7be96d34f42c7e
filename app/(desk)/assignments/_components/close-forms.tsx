import { endAssignment, overrideRecusal } from "@/app/_actions/assignments";
import { CommandForm } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { marks } from "@/components/punctuation/marks";
import { Notice } from "@/components/ui/notice";
import {
  type BoardAssignment,
  type BoardRecusal,
  type BoardUnit,
  endConsequences,
} from "@/lib/assignments/board/rules";
import { latestOf } from "@/lib/assignments/rules";
import { addDays, addMonths } from "@/lib/platform/clock";
import { boardHref } from "./address";
import { assignmentMessages, Buttons, type FormProps, ReasonField, reloadAction } from "./assign-forms";
import { monthsText, words } from "./words";

/** What the end leaves behind is said before the button, not after it. */
export async function EndForm({
  unit,
  present,
  board,
  filter,
  today,
}: FormProps & { unit: BoardUnit; present: BoardAssignment }) {
  const t = await words();
  const { isUnitLeft, isObserverBelow, unitsLeft } = endConsequences(board, { ...present, unitId: unit.id });
  const earliest = addDays(today, -board.limits.backdateDays);
  const observer = present.observerName;
  return (
    <CommandForm
      action={endAssignment}
      messages={await assignmentMessages()}
      successHref={boardHref(filter, { unit: unit.id, saved: "ended" })}
      failureActions={await reloadAction(boardHref(filter, { end: present.id }))}
    >
      <p>
        {t("hint.present", { observer, day: present.since, months: monthsText(t, present.since, today) })}
      </p>
      <Notice kind={isUnitLeft || isObserverBelow ? "caution" : "info"}>
        {isUnitLeft && <p>{t("hint.leavesUnit", { unit: unit.shortName })}</p>}
        {isObserverBelow && <p>{t("hint.leavesObserver", { observer, count: unitsLeft })}</p>}
        {!isUnitLeft && !isObserverBelow && <p>{t("hint.leavesNobody", { observer, count: unitsLeft })}</p>}
      </Notice>
      <input type="hidden" name="assignmentId" value={present.id} />
      <input type="hidden" name="rowVersion" value={present.rowVersion} />
      <DateField
        name="endsOn"
        label={t("field.endsOn")}
        hint={t("hint.endsOn")}
        defaultValue={present.endsOn ?? latestOf(today, present.startsOn)}
        min={latestOf(present.startsOn, earliest)}
        required
      />
      <ReasonField />
      <Buttons save={t("action.saveEnd")} backHref={boardHref(filter)} />
    </CommandForm>
  );
}

export async function OverrideForm({
  recusal,
  filter,
  today,
  rotationMonths,
}: Pick<FormProps, "filter" | "today"> & { recusal: BoardRecusal; rotationMonths: number }) {
  const t = await words();
  const m = await marks();
  return (
    <CommandForm
      action={overrideRecusal}
      messages={await assignmentMessages()}
      successHref={boardHref({ ...filter, view: "recusals" }, { saved: "overridden" })}
    >
      <Notice
        kind="caution"
        title={t("hint.overrideFor", { observer: recusal.observerName, unit: recusal.unitName })}
      >
        {`${t(`status.${recusal.kind}`)}${m.says}${recusal.note}`}
      </Notice>
      <input type="hidden" name="observerId" value={recusal.observerId} />
      <input type="hidden" name="unitId" value={recusal.unitId} />
      <DateField
        name="expiresOn"
        label={t("field.expiresOn")}
        hint={t("hint.expiresOn", { months: rotationMonths })}
        min={today}
        max={addMonths(today, rotationMonths)}
        defaultValue={addMonths(today, Math.min(12, rotationMonths))}
        required
      />
      <ReasonField hint={t("hint.overrideReason")} />
      <Buttons save={t("action.saveOverride")} backHref={boardHref(filter)} />
    </CommandForm>
  );
}
