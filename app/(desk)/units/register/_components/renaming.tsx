import { getTranslations } from "next-intl/server";
import { cancelRename } from "@/app/_actions/units";
import { cityDates } from "@/app/_shared/city-dates";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { Notice } from "@/components/ui/notice";
import { cityDay } from "@/lib/platform/clock";
import type { CancelledRename, RegisteredUnit } from "@/lib/units/register/queries";
import { ReasonField } from "./unit-fields";

type Props = { unit: RegisteredUnit; cancelled: readonly CancelledRename[] };

/** The name that is announced for a day to come, with its way back; and those that did not come about. */
export async function Renaming({ unit, cancelled }: Props) {
  const t = await getTranslations("units");
  const dates = await cityDates();
  const { renaming } = unit;
  return (
    <>
      {renaming && (
        <Notice
          kind="info"
          title={t("hint.renaming", { day: dates.day(renaming.startsOn), name: renaming.name })}
        >
          <p>
            {t("hint.renamingBy", {
              short: renaming.shortName,
              name: renaming.actorName,
              reason: renaming.reason,
            })}
          </p>
          <details className="mt-1">
            <summary className="cursor-pointer text-accent">{t("title.cancelRename")}</summary>
            <CommandForm
              action={cancelRename}
              messages={await formMessages("units")}
              successHref={`/units/register?unit=${unit.id}&saved=cancelled`}
              className="mt-3 flex flex-col gap-4"
              aria-label={t("title.cancelRename")}
            >
              <input type="hidden" name="id" value={renaming.id} />
              <ReasonField />
              <FormActions>
                <SubmitButton variant="danger">{t("action.cancelRename")}</SubmitButton>
              </FormActions>
            </CommandForm>
          </details>
        </Notice>
      )}
      {cancelled.length > 0 && (
        <ul className="text-sm text-ink-soft">
          {cancelled.map(({ id, name, startsOn, at, actorName, reason }) => (
            <li key={id}>
              {t("hint.renameCancelled", { day: dates.day(startsOn), name })}
              {reason === "@ended" || reason === "@renamed"
                ? t(`status.renameLapsed.${reason === "@ended" ? "ended" : "renamed"}`)
                : t("hint.renameCancelledBy", { day: cityDay(at), name: actorName ?? "", reason })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
