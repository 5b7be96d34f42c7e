import { getTranslations } from "next-intl/server";
import { remindDeclarations } from "@/app/_actions/recusals";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { reviewHref } from "./address";

/** Everybody who has not declared yet is told; each at most once a week. */
export async function Remind({ year }: { year: number }) {
  const t = await getTranslations("recusals");
  return (
    <CommandForm
      action={remindDeclarations}
      messages={await formMessages("recusals")}
      successHref={reviewHref({ year, saved: "reminded" })}
      className="flex flex-col gap-2"
    >
      <input type="hidden" name="year" value={year} />
      <SubmitButton variant="secondary" icon="bell">
        {t("action.remind")}
      </SubmitButton>
    </CommandForm>
  );
}
