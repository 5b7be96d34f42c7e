import { getTranslations } from "next-intl/server";
import { AccountState } from "@/components/accounts/account-state";
import { marks } from "@/components/punctuation/marks";
import type { AccountRow } from "@/lib/accounts/queries";
import { momentText } from "@/lib/platform/clock";
import { type ListColumn, plainCell } from "./list-column";

export async function accountColumns(): Promise<ListColumn<AccountRow>[]> {
  const t = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  const m = await marks();
  const nowrap = true;
  return [
    plainCell({ key: "name", header: t("field.name"), width: "7.5rem", nowrap, text: (row) => row.name }),
    plainCell({ key: "account", header: t("field.account"), nowrap, text: (row) => row.account }),
    plainCell({
      key: "department",
      header: t("field.department"),
      nowrap,
      minor: true,
      text: (row) => row.department,
    }),
    plainCell({
      key: "roles",
      header: t("field.roles"),
      nowrap,
      text: (row) => row.roles.map((one) => role(one)).join(m.list) || "—",
    }),
    {
      key: "state",
      header: t("field.state"),
      nowrap,
      text: (row) => stateText(row, (key) => t(`status.${key}`), m.list),
      cell: (row) => <AccountState account={row} />,
    },
    plainCell({
      key: "validUntil",
      header: t("field.validUntil"),
      width: "8rem",
      nowrap: true,
      minor: true,
      text: (row) => row.validUntil ?? "—",
    }),
    plainCell({
      key: "lastSignIn",
      header: t("field.lastSignIn"),
      width: "10rem",
      nowrap,
      text: (row) => (row.lastSignInAt ? momentText(row.lastSignInAt) : t("status.never")),
    }),
  ];
}

type Word = "active" | "disabled" | "expired" | "locked" | "waiting" | "mustChange";

function stateText(row: AccountRow, word: (key: Word) => string, mark: string): string {
  const words: Word[] = [
    ...(row.isActive ? [] : (["disabled"] as const)),
    ...(row.isActive && row.isOver ? (["expired"] as const) : []),
    ...(row.isLocked ? (["locked"] as const) : []),
    ...(row.isActive && !row.hasPassword ? (["waiting"] as const) : []),
    ...(row.isActive && row.mustChangePassword ? (["mustChange"] as const) : []),
  ];
  return (words.length > 0 ? words : (["active"] as const)).map(word).join(mark);
}
