import { getTranslations } from "next-intl/server";
import { changeUnit, closeUnit } from "@/app/_actions/units";
import { formMessages } from "@/app/_shared/form-messages";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { SidePanel } from "@/components/ui/side-panel";
import { Timeline } from "@/components/ui/timeline";
import { type Day, momentText } from "@/lib/platform/clock";
import type { UndoBlock } from "@/lib/roster/queries";
import type { EstablishmentLine } from "@/lib/units/establishment/queries";
import type { Hindrance } from "@/lib/units/register/closing/rules";
import type {
  CancelledRename,
  Observing,
  RegisteredUnit,
  UnitChange,
  UnitPerson,
} from "@/lib/units/register/queries";
import { formerNames } from "@/lib/units/register/rules";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";
import { Establishment } from "./establishment";
import { Renaming } from "./renaming";
import { SplitStaff } from "./split-staff";
import { UndoEnd } from "./undo-end";
import { ReasonField, UnitFields } from "./unit-fields";

type Props = {
  unit: RegisteredUnit;
  live: readonly RegisteredUnit[];
  changes: readonly UnitChange[];
  /** renames that were announced and did not come about */
  cancelled: readonly CancelledRename[];
  /** who stands in the way of taking a merger back */
  blocks: readonly UndoBlock[];
  /** what stands in the way of taking a closing back */
  hindrances: readonly Hindrance[];
  lines: readonly EstablishmentLine[];
  /** of the unit that this one was split off from: who may go along */
  staff: readonly UnitPerson[];
  /** who of its people observe other units */
  observing: readonly Observing[];
  /** the form begins with what stood there before this change */
  former: UnitChange | undefined;
  today: Day;
};

const TOLD = ["name", "short_name", "type", "named_on", "starts_on", "ends_on"] as const;

/** Name and type as they stood before a change; what it did not touch is as it is now. */
function statedBefore({ before }: UnitChange): Partial<Pick<RegisteredUnit, "name" | "shortName" | "type">> {
  const type = UNIT_TYPES.find((one) => one === before?.type);
  return {
    ...(typeof before?.name === "string" && { name: before.name }),
    ...(typeof before?.short_name === "string" && { shortName: before.short_name }),
    ...(type && { type }),
  };
}

/** One unit of the register: its names, its end, and what was done before. */
export async function UnitPanel({
  unit,
  live,
  changes,
  cancelled,
  blocks,
  hindrances,
  lines,
  staff,
  observing,
  former,
  today,
}: Props) {
  const t = await getTranslations("units");
  const messages = await formMessages("units");
  const href = `/units/register?unit=${unit.id}`;
  const stale = { stale: <a href={href}>{t("action.reload")}</a> };
  const hidden = (
    <>
      <input type="hidden" name="unitId" value={unit.id} />
      <input type="hidden" name="rowVersion" value={unit.rowVersion} />
    </>
  );
  const first = former ? { ...unit, ...statedBefore(former) } : unit;
  const formerly = formerNames(changes);
  const isOver = unit.endsOn !== null && unit.endsOn < today;
  /** Merged into it, the unit would be its observer's own: told before it is chosen. */
  const optionOf = (id: string, shortName: string): string => {
    const names = observing.filter(({ units }) => units.some((one) => one.id === id)).map(({ name }) => name);
    return names.length === 0
      ? shortName
      : t("hint.intoObserved", { unit: shortName, names: names.join(t("hint.nameMark")) });
  };
  const told = (value: unknown): string => {
    const type = UNIT_TYPES.find((one) => one === value);
    return type ? t(`status.${unitTypeKey(type)}`) : String(value ?? "—");
  };
  return (
    <SidePanel title={unit.shortName} closeHref="/units/register" closeLabel={t("action.close")}>
      {(unit.originName || formerly.length > 0) && (
        <p className="text-ink-soft">
          {[
            unit.originName && t("hint.splitFrom", { unit: unit.originName }),
            ...formerly.map(({ name, until }) => t("hint.formerName", { name, day: until })),
          ]
            .filter(Boolean)
            .join(" ")}
        </p>
      )}
      <Renaming unit={unit} cancelled={cancelled} />
      {!isOver && staff.length > 0 && <SplitStaff unit={unit} staff={staff} today={today} />}
      {!isOver && (
        <CommandForm
          // a rename to come changes no row version, and what was typed for it is done with
          key={`${unit.rowVersion} ${former?.id} ${unit.renaming?.id} ${cancelled.length}`}
          action={changeUnit}
          messages={messages}
          successHref={`${href}&saved=changed`}
          failureActions={stale}
          aria-label={t("title.change")}
        >
          {hidden}
          {former && <p className="text-caution">{t("hint.restoreUnit")}</p>}
          <UnitFields unit={first} />
          <DateField name="namedOn" label={t("field.namedOn")} hint={t("hint.namedOn")} />
          <CheckboxGroup
            name="isVerified"
            label={t("field.isVerified")}
            hideLabel
            options={[{ value: "yes", label: t("field.isVerified") }]}
            defaultValue={unit.isVerified ? ["yes"] : []}
          />
          <ReasonField />
          <FormActions>
            <SubmitButton>{t("action.saveChange")}</SubmitButton>
          </FormActions>
        </CommandForm>
      )}
      {!isOver && <Establishment unit={unit} lines={lines} today={today} />}
      {unit.endsOn === null && (
        <details className="border-t border-line pt-3">
          <summary className="cursor-pointer text-accent">{t("title.close")}</summary>
          <CommandForm
            action={closeUnit}
            messages={messages}
            successHref={`${href}&saved=closed`}
            failureActions={stale}
            className="mt-3 flex flex-col gap-4"
            aria-label={t("title.close")}
          >
            {hidden}
            <p className="text-ink-soft">{t("hint.close", { count: unit.people })}</p>
            <OwnUnits observing={observing} />
            <DateField name="lastDay" label={t("field.lastDay")} min={today} defaultValue={today} required />
            <SelectField
              name="intoId"
              label={t("field.into")}
              emptyLabel={t("hint.intoNone")}
              options={live
                .filter(({ id, endsOn }) => id !== unit.id && endsOn === null)
                .map(({ id, shortName }) => ({ value: id, label: optionOf(id, shortName) }))}
            />
            <ReasonField />
            <FormActions>
              <SubmitButton variant="danger">{t("action.saveClose")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
      {unit.endsOn === null && (
        <p className="border-t border-line pt-3">
          <a
            href={`/units/register?open=1&from=${unit.id}`}
            className="text-accent underline underline-offset-3"
          >
            {t("action.split")}
          </a>
        </p>
      )}
      {(unit.mergerId ?? unit.closingId) !== null && <UndoEnd {...{ unit, blocks, hindrances }} />}
      {changes.length > 0 && (
        <section aria-labelledby="unit-changes" className="border-t border-line pt-3">
          <h3 id="unit-changes" className="mb-2 font-semibold">
            {t("title.changes")}
          </h3>
          <Timeline
            label={t("title.changes")}
            items={changes.map(({ id, at, actorName, reason, before, after }) => {
              const moment = new Date(at);
              return {
                key: id,
                time: momentText(moment),
                dateTime: moment.toISOString(),
                title: t("hint.changedBy", { name: actorName, reason }),
                children: (
                  <>
                    {TOLD.filter((key) => after[key] !== undefined && after[key] !== null)
                      .map((key) =>
                        t("hint.changed", {
                          field: t(`status.column.${key}`),
                          before: told(before?.[key]),
                          after: told(after[key]),
                        }),
                      )
                      .join(t("hint.listMark"))}
                    {!isOver && (before?.name || before?.short_name || before?.type) ? (
                      <a
                        href={`${href}&back=${id}`}
                        aria-label={t("action.restoreUnitOf", { reason })}
                        className="ml-1 text-accent underline underline-offset-3"
                      >
                        {t("action.restoreUnit")}
                      </a>
                    ) : null}
                  </>
                ),
              };
            })}
          />
        </section>
      )}
    </SidePanel>
  );
}

async function OwnUnits({ observing }: { observing: readonly Observing[] }) {
  if (observing.length === 0) return null;
  const t = await getTranslations("units");
  return (
    <div className="text-caution">
      <p>{t("hint.observing")}</p>
      <ul className="list-disc pl-5">
        {observing.map(({ name, units }) => (
          <li key={`${name} ${units[0]?.id}`}>
            {t("hint.observes", {
              name,
              units: units.map(({ shortName }) => shortName).join(t("hint.nameMark")),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
