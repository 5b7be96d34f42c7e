import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { AccountRow } from "@/lib/accounts/queries";

type Account = Pick<AccountRow, "isActive" | "isLocked" | "hasPassword" | "isOver"> & {
  mustChangePassword?: boolean;
};

/** Only what differs from an ordinary account in use stands out. */
export function AccountState({ account }: { account: Account }) {
  const t = useTranslations("accounts.status");
  return (
    <span className="flex gap-1">
      {account.isActive ? (
        !account.isLocked &&
        !account.mustChangePassword &&
        !account.isOver &&
        account.hasPassword && <span>{t("active")}</span>
      ) : (
        <Badge icon="minus">{t("disabled")}</Badge>
      )}
      {account.isActive && account.isOver && <Badge icon="calendar">{t("expired")}</Badge>}
      {account.isLocked && (
        <Badge tone="attention" icon="lock">
          {t("locked")}
        </Badge>
      )}
      {account.isActive && !account.hasPassword && (
        <Badge tone="caution" icon="clock">
          {t("waiting")}
        </Badge>
      )}
      {account.isActive && account.mustChangePassword && (
        <Badge tone="caution" icon={true}>
          {t("mustChange")}
        </Badge>
      )}
    </span>
  );
}
