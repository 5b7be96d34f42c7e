import { getTranslations } from "next-intl/server";
import { endAbsence } from "@/app/_actions/plans";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Absence } from "@/lib/assignments/plans/absences/queries";
import { addDays, type Day } from "@/lib/platform/clock";

type Props = { absences: readonly Absence[]; today: Day /** of whoever keeps the plans */; mayEnd: boolean };

/** Running and coming ones; a unit without anybody is named, because it is a gap on the board. */
export async function AbsenceTable({ absences, today, mayEnd }: Props) {
  const t = await getTranslations("plans");
  const dates = await cityDates();
  const messages = await formMessages("plans");
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.absences") })}
      rows={absences}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="calendar" title={t("empty.absences")} />}
      columns={[
        {
          key: "observer",
          header: t("field.observer"),
          width: "9rem",
          cell: ({ observerName }) => observerName,
        },
        {
          key: "days",
          header: t("field.days"),
          width: "14rem",
          cell: ({ startsOn, endsOn }) =>
            t("hint.fromTo", { from: dates.day(startsOn), until: dates.day(endsOn) }),
        },
        { key: "reason", header: t("field.reason"), minor: true, cell: ({ reason }) => reason },
        {
          key: "deputies",
          header: t("field.deputies"),
          cell: ({ deputies, uncovered }) => (
            <ul>
              {deputies.map(({ unitName, observerName }) => (
                <li key={unitName}>{t("hint.deputyIs", { unit: unitName, observer: observerName })}</li>
              ))}
              {uncovered.length > 0 && (
                <li className="text-attention">
                  {t("hint.uncovered", { names: uncovered.join(t("hint.list")) })}
                </li>
              )}
            </ul>
          ),
        },
        ...(mayEnd
          ? [
              {
                key: "end",
                header: t("field.endEarly"),
                width: "12rem",
                cell: ({ id, observerName, startsOn, endsOn }: Absence) => {
                  const first = startsOn > today ? startsOn : today;
                  return endsOn > first ? (
                    <details>
                      <summary className="cursor-pointer text-accent">{t("action.endAbsence")}</summary>
                      <CommandForm
                        action={endAbsence}
                        messages={messages}
                        successHref="/assignments/plans"
                        aria-label={t("hint.endAbsenceOf", { name: observerName })}
                        className="mt-2 flex flex-col gap-2"
                      >
                        <input type="hidden" name="id" value={id} />
                        <DateField
                          name="lastDay"
                          label={t("field.lastAway")}
                          min={first}
                          max={addDays(endsOn, -1)}
                          defaultValue={first}
                          required
                        />
                        <SubmitButton size="sm" variant="secondary">
                          {t("action.endAbsence")}
                        </SubmitButton>
                      </CommandForm>
                    </details>
                  ) : null;
                },
              },
            ]
          : []),
      ]}
    />
  );
}
