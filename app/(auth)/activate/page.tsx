import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { Notice } from "@/components/ui/notice";
import { currentSession } from "@/lib/platform/request";
import { ActivateForm } from "./_components/activate-form";

export default async function ActivatePage() {
  const t = await getTranslations("activation");
  const accounts = await getTranslations("accounts");
  const session = await currentSession();
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="font-serif text-2xl font-bold">{t("title.activate")}</h1>
        <p className="mt-1 text-ink-soft">{t("hint.activate")}</p>
      </div>
      {session.kind === "live" && (
        <Notice kind="caution">{t("hint.signedIn", { name: session.viewer.name })}</Notice>
      )}
      <ActivateForm
        messages={await formMessages("activation", undefined, "accounts")}
        words={{
          code: t("field.code"),
          codeHint: t("hint.code"),
          next: accounts("field.next"),
          nextHint: accounts("hint.password"),
          repeated: accounts("field.repeated"),
          submit: t("action.activate"),
          done: t.raw("status.activated"),
          signIn: t("action.signIn"),
        }}
      />
    </div>
  );
}
