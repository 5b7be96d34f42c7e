import { getFormatter, getTranslations } from "next-intl/server";
import { MOMENT } from "@/app/_shared/moment";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { AccountRow } from "@/lib/accounts/queries";
import { AccountState } from "./account-state";

type Props = { rows: AccountRow[]; chosenId?: string; hrefOf: (row: AccountRow) => string };

export async function AccountTable({ rows, chosenId, hrefOf }: Props) {
  const t = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  const format = await getFormatter();
  return (
    <DataTable
      caption={t("title.accounts")}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={hrefOf}
      isSelected={(row) => row.id === chosenId}
      empty={<EmptyState title={t("empty.accounts")} icon="search" />}
      columns={[
        { key: "name", header: t("field.name"), width: "6.5rem", nowrap: true, cell: (row) => row.name },
        { key: "account", header: t("field.account"), nowrap: true, cell: (row) => row.account },
        {
          key: "department",
          header: t("field.department"),
          nowrap: true,
          minor: true,
          cell: (row) => row.department,
        },
        {
          key: "roles",
          header: t("field.roles"),
          nowrap: true,
          cell: (row) => row.roles.map((one) => role(one)).join("、") || "—",
        },
        {
          key: "state",
          header: t("field.state"),
          nowrap: true,
          cell: (row) => <AccountState account={row} />,
        },
        {
          key: "lastSignIn",
          header: t("field.lastSignIn"),
          width: "10rem",
          nowrap: true,
          cell: (row) => (row.lastSignInAt ? format.dateTime(row.lastSignInAt, MOMENT) : t("status.never")),
        },
      ]}
    />
  );
}
