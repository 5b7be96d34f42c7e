import { getTranslations } from "next-intl/server";
import { ticksOf } from "@/app/(desk)/_components/many/many-parts";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { PersonRow } from "@/lib/accounts/queries";
import { ADMINISTRATOR_ROLES } from "@/lib/platform/rights";
import { clearanceKey } from "./clearance-key";

type Props = { rows: PersonRow[]; chosenId?: string; hrefOf: (row: PersonRow) => string };

export async function PeopleTable({ rows, chosenId, hrefOf }: Props) {
  const t = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  return (
    <DataTable
      keys
      tick={await ticksOf<PersonRow>("accounts", (row) => row.name)}
      caption={t("title.roles")}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={hrefOf}
      isSelected={(row) => row.id === chosenId}
      empty={<EmptyState title={t("empty.people")} icon="search" />}
      columns={[
        { key: "name", header: t("field.name"), width: "6.5rem", nowrap: true, cell: (row) => row.name },
        { key: "account", header: t("field.account"), nowrap: true, cell: (row) => row.account },
        { key: "department", header: t("field.department"), nowrap: true, cell: (row) => row.department },
        {
          key: "roles",
          header: t("field.roles"),
          nowrap: true,
          cell: (row) => (
            <span className="flex gap-1">
              {row.roles.map((held) => (
                <Badge
                  key={held.role}
                  tone={ADMINISTRATOR_ROLES.includes(held.role) ? "info" : "neutral"}
                  icon={ADMINISTRATOR_ROLES.includes(held.role) ? "shield" : undefined}
                >
                  {role(held.role)}
                </Badge>
              ))}
              {row.roles.length === 0 && <span className="text-ink-hint">{t("empty.roles")}</span>}
            </span>
          ),
        },
        {
          key: "clearance",
          header: t("field.clearance"),
          width: "6rem",
          nowrap: true,
          cell: (row) => t(clearanceKey(row.clearance)),
        },
        {
          key: "state",
          header: t("field.state"),
          width: "6rem",
          nowrap: true,
          cell: (row) => {
            if (!row.isActive) return <Badge icon="minus">{t("status.disabled")}</Badge>;
            return row.isOver ? <Badge icon="calendar">{t("status.expired")}</Badge> : t("status.active");
          },
        },
      ]}
    />
  );
}
