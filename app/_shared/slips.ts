/** What is printed for a person: the code as text for who has no camera, and as a link for a telephone. */

import { getTranslations } from "next-intl/server";
import type { PrintedSlip, SlipWords } from "@/components/accounts/slips";
import type { Slip } from "@/lib/accounts/activation/commands";
import { momentText } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { drawQr } from "@/lib/platform/qr";

/** The code stands behind #: browsers keep that part to themselves, so no log of a server or proxy has it. */
export async function printed(slips: Slip[]): Promise<PrintedSlip[]> {
  const address = `${env().APP_URL}/activate`;
  return slips.map(({ expiresAt, ...slip }) => ({
    ...slip,
    address,
    until: momentText(new Date(expiresAt)),
    qr: drawQr(`${address}#${slip.code}`),
  }));
}

export async function slipWords(): Promise<SlipWords> {
  const t = await getTranslations("activation");
  const app = await getTranslations("app.title");
  return {
    made: t.raw("status.made"),
    once: t("hint.once"),
    print: t("action.print"),
    title: t("title.slip"),
    product: app("product"),
    name: t("field.name"),
    account: t("field.account"),
    department: t("field.department"),
    address: t("field.address"),
    code: t("field.code"),
    until: t.raw("hint.until"),
    steps: t("hint.steps"),
    qr: t("field.qr"),
  };
}
