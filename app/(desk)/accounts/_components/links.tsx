import { getTranslations } from "next-intl/server";
import { linkCadre, linkUnit, unlinkCadre, unlinkUnit } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import type { AccountRow } from "@/lib/accounts/queries";
import { AccountDeed } from "./account-deed";

/** A liaison's unit and a cadre's file. Found by whole names only: the roster is no business of this desk. */
export async function Links({ account, isOwn }: { account: AccountRow; isOwn: boolean }) {
  const t = await getTranslations("accounts");
  const messages = await formMessages("accounts");
  const { id, unitName, hasCadre } = account;
  return (
    <>
      {unitName ? (
        <AccountDeed
          action={unlinkUnit}
          userId={id}
          hint={t("hint.linkedUnit", { unit: unitName })}
          done={t("status.linkChanged")}
        >
          {t("action.unlink")}
        </AccountDeed>
      ) : (
        <section className="border-t border-line px-4 py-3">
          <CommandForm
            action={linkUnit}
            messages={messages}
            successText={t("status.linkChanged")}
            aria-label={t("action.linkUnit")}
            className="flex flex-col gap-2.5"
          >
            <input type="hidden" name="userId" value={id} />
            <TextField name="unit" label={t("field.unit")} hint={t("hint.unit")} required maxLength={60} />
            <div>
              <SubmitButton variant="secondary">{t("action.linkUnit")}</SubmitButton>
            </div>
          </CommandForm>
        </section>
      )}
      {hasCadre && !isOwn && (
        <AccountDeed
          action={unlinkCadre}
          userId={id}
          hint={t("hint.linkedCadre")}
          done={t("status.linkChanged")}
          danger
        >
          {t("action.unlink")}
        </AccountDeed>
      )}
      {!hasCadre && !isOwn && (
        <section className="border-t border-line px-4 py-3">
          <CommandForm
            action={linkCadre}
            messages={messages}
            successText={t("status.linkChanged")}
            aria-label={t("action.linkCadre")}
            className="flex flex-col gap-2.5"
          >
            <input type="hidden" name="userId" value={id} />
            <TextField
              name="unit"
              label={t("field.cadreUnit")}
              hint={t("hint.cadreUnit", { name: account.name })}
              required
              maxLength={60}
            />
            <TextField
              name="bornIn"
              label={t("field.bornIn")}
              hint={t("hint.bornIn")}
              maxLength={7}
              inputMode="numeric"
            />
            <div>
              <SubmitButton variant="secondary">{t("action.linkCadre")}</SubmitButton>
            </div>
          </CommandForm>
        </section>
      )}
    </>
  );
}
