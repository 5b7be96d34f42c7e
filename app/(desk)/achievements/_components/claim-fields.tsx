import { getTranslations } from "next-intl/server";
import { RadioGroup } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { NumberField, TextField } from "@/components/form/text-field";
import type { ClaimCadre } from "@/lib/achievements/form/queries";
import { CONTRIBUTIONS, LEVELS, LIMITS } from "@/lib/achievements/schema";
import type { ConductItem } from "@/lib/conduct/queries";
import { ConductFields } from "./conduct-fields";

export type GivenClaim = {
  claim?: string;
  level?: string;
  startsOn: string;
  endsOn: string;
  centralTaskId: string;
  indicator?: string;
  measureUnit?: string;
  baseline?: number | null;
  target?: number | null;
  actual?: number | null;
  conductItemIds: string[];
  cadres: { cadreId: string; contribution: string; part: string }[];
};
type Props = {
  cadres: ClaimCadre[];
  tasks: { id: string; name: string }[];
  /** 双十条 in force at the end of the result */
  items: ConductItem[];
  given: GivenClaim;
};

const figureText = (value: number | null | undefined): string | undefined =>
  value === null || value === undefined ? undefined : String(value);

/** The claim in one sentence, when, whose, and in figures. */
export async function ClaimFields({ cadres, tasks, items, given }: Props) {
  const t = await getTranslations("achievements");
  return (
    <div className="flex flex-col gap-4">
      <TextArea
        name="claim"
        label={t("field.claim")}
        hint={t("hint.claim")}
        rows={2}
        limit={LIMITS.claim}
        defaultValue={given.claim}
        required
      />
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <DateField name="startsOn" label={t("field.startsOn")} defaultValue={given.startsOn} required />
        <DateField name="endsOn" label={t("field.endsOn")} defaultValue={given.endsOn} required />
        <RadioGroup
          name="level"
          label={t("field.level")}
          defaultValue={given.level ?? "CITY"}
          options={LEVELS.map((value) => ({ value, label: t(`status.${value.toLowerCase()}`) }))}
        />
      </div>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-[minmax(0,1fr)_7rem_7rem_7rem_6rem]">
        <TextField
          name="indicator"
          label={t("field.indicator")}
          placeholder={t("hint.indicator")}
          defaultValue={given.indicator}
        />
        <NumberField
          name="baseline"
          label={t("field.baseline")}
          decimal
          defaultValue={figureText(given.baseline)}
        />
        <NumberField
          name="target"
          label={t("field.target")}
          decimal
          defaultValue={figureText(given.target)}
        />
        <NumberField
          name="actual"
          label={t("field.actual")}
          decimal
          defaultValue={figureText(given.actual)}
        />
        <TextField name="measureUnit" label={t("field.measureUnit")} defaultValue={given.measureUnit} />
      </div>
      {tasks.length > 0 && (
        <SelectField
          name="centralTaskId"
          label={t("field.task")}
          emptyLabel={t("empty.task")}
          options={tasks.map((task) => ({ value: task.id, label: task.name }))}
          defaultValue={given.centralTaskId}
          className="max-w-[28rem]"
        />
      )}
      <ConductFields items={items} chosen={given.conductItemIds} />
      <fieldset data-field="cadres" className="min-w-0">
        <legend className="mb-1 font-medium">{t("field.cadres")}</legend>
        <p className="mb-1.5 text-sm text-ink-hint">{t("hint.cadres")}</p>
        <ul className="divide-y divide-line rounded-md border border-line">
          {cadres.map((cadre) => {
            const line = given.cadres.find((one) => one.cadreId === cadre.id);
            return (
              <li
                key={cadre.id}
                className="grid items-center gap-x-3 gap-y-1.5 px-3 py-2 sm:grid-cols-[minmax(0,1fr)_9rem_minmax(0,1fr)]"
              >
                <span>
                  <span className="font-medium">{cadre.name}</span>{" "}
                  <span className="text-sm text-ink-soft">{cadre.title}</span>
                </span>
                <SelectField
                  name={`contribution.${cadre.id}`}
                  label={`${cadre.name} ${t("field.contribution")}`}
                  hideLabel
                  emptyLabel={t("empty.contribution")}
                  options={CONTRIBUTIONS.map((value) => ({
                    value,
                    label: t(`status.${value.toLowerCase()}`),
                  }))}
                  defaultValue={line?.contribution ?? ""}
                />
                <TextField
                  name={`part.${cadre.id}`}
                  label={`${cadre.name} ${t("field.part")}`}
                  hideLabel
                  placeholder={t("field.part")}
                  defaultValue={line?.part}
                />
              </li>
            );
          })}
        </ul>
      </fieldset>
    </div>
  );
}
