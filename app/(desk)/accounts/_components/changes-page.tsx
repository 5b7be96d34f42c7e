import { getTranslations } from "next-intl/server";
import { undoAccountChange, undoClearanceChange, undoRoleChange } from "@/app/_actions/accounts";
import { ManyChanges } from "@/app/(desk)/_components/many/changes";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import type { AccountChange } from "@/lib/accounts/changes/queries";
import { type ChangedLine, lineBlock, undoRefusal } from "@/lib/accounts/changes/rules";
import { beforeWords, effectWords, lastOf } from "./change-words";

type Props = {
  path: "/accounts/changes" | "/accounts/roles/changes";
  changes: AccountChange[];
  chosen: AccountChange | null;
  lines: ChangedLine[];
  viewerId: string;
};

/** 批量调整记录 of either administrator: what was changed for many, and the way back. */
export async function ChangesPage({ path, changes, chosen, lines, viewerId }: Props) {
  const t = await getTranslations("accounts");
  const effect = await effectWords();
  const before = await beforeWords();
  const isRoles = path === "/accounts/roles/changes";
  const back = isRoles
    ? { href: "/accounts/roles", label: t("title.roles") }
    : { href: "/accounts", label: t("title.accounts") };
  const row = (change: AccountChange) => ({ ...change, what: effect(change.deed, change) });
  const refusal = chosen && undoRefusal(chosen, lines, viewerId, new Date());
  return (
    <ManyChanges
      path={path}
      back={back}
      backLabel={t("nav.path")}
      rows={changes.map(row)}
      chosen={chosen && row(chosen)}
      undo={{
        action: undoOf(chosen?.deed, isRoles),
        domain: "accounts",
        refusal: refusal && t(lastOf(refusal)),
      }}
    >
      {chosen && (
        <DataTable
          flush
          caption={t("hint.table", { title: effect(chosen.deed, chosen) })}
          rows={lines}
          rowKey={({ userId }) => userId}
          columns={[
            { key: "name", header: t("field.name"), nowrap: true, cell: (line) => line.name },
            { key: "account", header: t("field.account"), nowrap: true, cell: (line) => line.account },
            {
              key: "before",
              header: t("field.before"),
              nowrap: true,
              cell: (line) => before(chosen.deed, line.before),
            },
            {
              key: "block",
              header: t("field.standing"),
              cell: (line) => {
                const block = chosen.undoneAt ? null : lineBlock(line);
                return block ? (
                  <Badge tone="caution" icon>
                    {t(lastOf(block))}
                  </Badge>
                ) : (
                  t(chosen.undoneAt ? "status.lineBack" : "status.lineStands")
                );
              },
            },
          ]}
        />
      )}
    </ManyChanges>
  );
}

const undoOf = (deed: string | undefined, isGrant: boolean) => {
  if (!isGrant) return undoAccountChange;
  return deed === "CLEARANCE" ? undoClearanceChange : undoRoleChange;
};
