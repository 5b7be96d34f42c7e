import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { enterAbsence } from "@/app/_actions/plans";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { Button } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { Board } from "@/lib/assignments/board/rules";
import { REASON_LIMIT } from "@/lib/assignments/plans/absences/schema";
import type { Day } from "@/lib/platform/clock";
import { observerOptions } from "../../_components/observer-options";
import { words } from "../../_components/words";
import { plansHref } from "./address";
import { Buttons } from "./panels";

type Props = { board: Board; person: string | undefined; from: Day; today: Day; viewerId: string };

/** First who and from when, by address; then how long, why, and who stands in for each of their units. */
export async function AbsencePanel({ board, person, from, today, viewerId }: Props) {
  const t = await getTranslations("plans");
  const observer = board.observers.find(({ id }) => id === person && id !== viewerId);
  return (
    <SidePanel title={t("title.absence")} closeHref={plansHref()} closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t("hint.absence")}</p>
      <form action={plansHref()} method="get" className="flex flex-col gap-3">
        <input type="hidden" name="open" value="absence" />
        <SelectField
          name="person"
          label={t("field.observer")}
          options={board.observers
            .filter(({ id, mayObserve }) => mayObserve && id !== viewerId)
            .map(({ id, name, department }) => ({ value: id, label: `${name} ${department}` }))}
          emptyLabel={t("hint.chooseObserver")}
          defaultValue={observer?.id ?? ""}
          required
        />
        <DateField name="from" label={t("field.from")} defaultValue={from} min={today} required />
        <div>
          <Button type="submit" variant={observer ? "secondary" : "primary"}>
            {t("action.pickDeputies")}
          </Button>
        </div>
      </form>
      {observer && <DeputyForm {...{ board, observer, from, today, viewerId }} />}
    </SidePanel>
  );
}

type FormProps = Omit<Props, "person"> & { observer: Board["observers"][number] };

async function DeputyForm({ board, observer, from, today, viewerId }: FormProps) {
  const t = await getTranslations("plans");
  const boardWords = await words();
  const units = board.units.filter(({ id }) => observer.unitIds.includes(id));
  return (
    <div className="border-t border-line pt-3">
      <CommandForm
        key={`${observer.id} ${from}`}
        action={enterAbsence}
        messages={await formMessages("plans", undefined, "assignments")}
        successHref={plansHref({ saved: "absence" })}
      >
        <input type="hidden" name="id" value={randomUUID()} />
        <input type="hidden" name="observerId" value={observer.id} />
        <input type="hidden" name="from" value={from} />
        <DateField name="until" label={t("field.until")} min={from} required />
        <TextArea name="reason" label={t("field.reason")} limit={REASON_LIMIT} rows={2} required />
        {units.map((unit) => (
          <SelectField
            key={unit.id}
            name="deputies[]"
            label={t("hint.deputyFor", { unit: unit.shortName })}
            emptyLabel={t("hint.noDeputy")}
            options={observerOptions(boardWords, board, {
              unitId: unit.id,
              startsOn: from,
              today,
              viewerId,
              presentId: observer.id,
            })
              .filter(({ blocked }) => !blocked)
              .map(({ value, label, load }) => ({ value: `${unit.id} ${value}`, label: `${label} ${load}` }))}
          />
        ))}
        <Buttons save={t("action.saveAbsence")} />
      </CommandForm>
    </div>
  );
}
