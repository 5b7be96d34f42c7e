import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import type { FormMessages } from "@/components/form/messages";

/** The domain's words, and a plainer one where no cadre was chosen. */
export async function claimMessages(): Promise<FormMessages> {
  const t = await getTranslations("achievements.reason");
  const messages = await formMessages("achievements");
  return { ...messages, issue: { ...messages.issue, "cadres.required": t("cadreMissing") } };
}
