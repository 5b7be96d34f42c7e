import { getTranslations } from "next-intl/server";
import type { AccountDeed, GrantDeed } from "@/lib/accounts/changes/schema";
import type { Role } from "@/lib/platform/rights";
import { clearanceKey } from "../roles/_components/clearance-key";

/** "accounts.reason.x" → "reason.x", as the domain's words are asked for. */
export const lastOf = <Reason extends string>(reason: `accounts.reason.${Reason}`): `reason.${Reason}` =>
  reason.slice("accounts.".length) as `reason.${Reason}`;

type Given = { day: string | null; role: Role | null; level: number | null };

/** What a deed does, in a line of the table and as the name of a change. */
export async function effectWords(): Promise<(deed: AccountDeed | GrantDeed, given: Given) => string> {
  const t = await getTranslations("accounts");
  const roles = await getTranslations("app.status");
  return (deed, { day, role, level }) => {
    switch (deed) {
      case "GRANT":
      case "TAKE_BACK":
        return role ? t(`hint.deed.${deed}`, { role: roles(role) }) : "";
      case "CLEARANCE":
        return level ? t("hint.deed.CLEARANCE", { level: t(clearanceKey(level)) }) : "";
      case "VALIDITY":
        return day ? t("hint.deed.VALIDITY", { day }) : t("hint.deed.VALIDITY_NONE");
      default:
        return t(`hint.deed.${deed}`);
    }
  };
}

/** What an account was before the change, as its line keeps it (statesOf). */
export async function beforeWords(): Promise<(deed: AccountDeed | GrantDeed, before: string) => string> {
  const t = await getTranslations("accounts");
  return (deed, before) => {
    switch (deed) {
      case "CLEARANCE":
        return t(clearanceKey(Number(before)));
      case "VALIDITY":
        return before || t("status.before.noEnd");
      case "SLIPS":
        return t(before === "password" ? "status.before.password" : "status.before.noPassword");
      default:
        return t(`status.before.${deed}`);
    }
  };
}
