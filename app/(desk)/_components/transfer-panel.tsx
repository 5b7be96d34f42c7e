import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { TransferRow } from "@/lib/transfers/queries";
import { TransferMark } from "../transfers/_components/transfer-mark";
import { DeskList } from "./desk-list";

/** Hand-over sheets whose next step is the viewer's; nothing is said of none. */
export async function TransferPanel({
  transfers,
  level,
}: {
  transfers: readonly TransferRow[];
  level: 2 | 3;
}) {
  if (transfers.length === 0) return null;
  const t = await getTranslations("transfers");
  return (
    <Panel
      flush
      level={level}
      className="border-caution-line lg:col-span-2"
      title={t("title.desk")}
      note={t("hint.desk", { count: transfers.length })}
      actions={
        <ButtonLink variant="quiet" size="sm" href="/transfers">
          {t("action.all")}
        </ButtonLink>
      }
    >
      <DeskList
        items={transfers.map((row) => ({
          key: row.id,
          href: `/transfers/${row.id}`,
          title: row.unitName,
          detail: `${row.fromName} → ${row.toName}`,
          mark: <TransferMark state={row.state} />,
        }))}
        empty={null}
      />
    </Panel>
  );
}
