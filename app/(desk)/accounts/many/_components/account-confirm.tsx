import { getTranslations } from "next-intl/server";
import { changeAccounts, printAccountSlips } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { slipWords } from "@/app/_shared/slips";
import { CONFIRM_LOOK, ConfirmFields } from "@/app/(desk)/_components/many/many-parts";
import { SlipForm } from "@/components/accounts/slip-form";
import { CommandForm } from "@/components/form/command-form";
import { Notice } from "@/components/ui/notice";
import type { AccountDeed } from "@/lib/accounts/changes/schema";

type Props = { ids: string[]; seen: string; deed: AccountDeed; day?: string; count: number };

/** Slips are shown in the form's place, once; of the rest the list of changes tells. */
export async function AccountConfirm({ ids, seen, deed, day, count }: Props) {
  const t = await getTranslations("accounts");
  const messages = await formMessages("accounts");
  const fields = (
    <ConfirmFields name="accounts" ids={ids} seen={seen} fields={{ deed, day: day ?? "" }} count={count} />
  );
  if (deed === "SLIPS")
    return (
      <div className="flex flex-col gap-3">
        <Notice kind="caution">{t("hint.slipsMany")}</Notice>
        <SlipForm
          action={printAccountSlips}
          messages={messages}
          words={await slipWords()}
          label={t("title.many")}
          className={CONFIRM_LOOK}
        >
          {fields}
        </SlipForm>
      </div>
    );
  return (
    <CommandForm
      action={changeAccounts}
      messages={messages}
      successHref="/accounts/changes?id={id}"
      aria-label={t("title.many")}
      className={CONFIRM_LOOK}
    >
      {fields}
    </CommandForm>
  );
}
