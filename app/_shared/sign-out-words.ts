import { getTranslations } from "next-intl/server";
import type { SignOutWords } from "@/components/observation/form/sign-out-words";
import type { Locale } from "@/lib/platform/messages";

/** The words of signing out, as plain text. */
export async function signOutWords(locale: Locale): Promise<SignOutWords> {
  const t = await getTranslations({ locale, namespace: "app" });
  return {
    title: t("title.signOut"),
    waiting: t.raw("hint.signOutWaiting"),
    kept: t("hint.signOutKept"),
    notKept: t("hint.signOutNotKept"),
    sendFirst: t("action.sendFirst"),
    sending: t("hint.signOutSending"),
    notAll: t("hint.signOutNotAll"),
    leave: t("action.signOutNow"),
    removeAndLeave: t("action.removeAndSignOut"),
    stay: t("action.back"),
    failed: t("hint.signOutFailed"),
  };
}
