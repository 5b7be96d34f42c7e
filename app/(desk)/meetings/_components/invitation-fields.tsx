import { getTranslations } from "next-intl/server";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { wallClock } from "@/lib/liaison/rules";
import { LIMITS } from "@/lib/meetings/schema";

type Known = { title: string; startsAt: Date | null; endsAt: Date | null; place: string; agenda: string[] };
type Props = {
  known?: Partial<Known>;
  units: { value: string; label: string }[];
  chosen?: string[];
  /** those who are invited already stay so */
  unitsLabel?: string;
};

/** When, where, about what and with whom: of a new invitation and of a changed one. */
export async function InvitationFields({ known = {}, units, chosen = [], unitsLabel }: Props) {
  const t = await getTranslations("meetings");
  const from = known.startsAt ? wallClock(known.startsAt) : null;
  const until = known.endsAt ? wallClock(known.endsAt) : null;
  return (
    <>
      <TextField
        name="title"
        label={t("field.title")}
        defaultValue={known.title}
        maxLength={LIMITS.title}
        required
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <DateField name="day" label={t("field.day")} defaultValue={from?.day} required />
        <TextField name="from" type="time" label={t("field.from")} defaultValue={from?.time} required />
        <TextField name="until" type="time" label={t("field.until")} defaultValue={until?.time} required />
      </div>
      <TextField
        name="place"
        label={t("field.place")}
        defaultValue={known.place}
        maxLength={LIMITS.place}
        required
      />
      <TextArea
        name="agenda"
        label={t("field.agenda")}
        hint={t("hint.agenda")}
        rows={4}
        defaultValue={known.agenda?.join("\n")}
        required
      />
      {units.length > 0 && (
        <CheckboxGroup
          name="unitIds"
          label={unitsLabel ?? t("field.parties")}
          options={units}
          defaultValue={chosen}
          required={unitsLabel === undefined}
        />
      )}
      <p className="text-sm text-ink-soft">{t("hint.written")}</p>
    </>
  );
}
