import { getTranslations } from "next-intl/server";
import { ComplaintMark } from "@/components/complaint/complaint-mark";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { countOpenComplaints, listComplaints } from "@/lib/complaints/queries";
import { SHOWN } from "@/lib/coverage/desk/queries";
import type { ScopedDb } from "@/lib/platform/db";
import { DeskList, type DeskProps } from "./desk-list";

export const readComplaints = async (db: ScopedDb) => ({
  counts: await countOpenComplaints(db),
  first: await listComplaints(db, "open", SHOWN),
});

type Props = Pick<DeskProps, "today" | "level"> & { complaints: Awaited<ReturnType<typeof readComplaints>> };

/** What waits for an answer, the late ones first. */
export async function ComplaintPanel({ complaints: { counts, first }, today, level }: Props) {
  const t = await getTranslations("complaints");
  return (
    <Panel
      flush
      level={level}
      title={t("title.waiting")}
      note={counts.open > 0 && t("hint.waiting", counts)}
      actions={
        <ButtonLink variant="quiet" size="sm" href="/complaints/handling">
          {t("action.all")}
        </ButtonLink>
      }
    >
      <DeskList
        items={first.map((row) => ({
          key: row.id,
          href: `/complaints/handling?id=${row.id}`,
          title: t(`status.${row.kind}`),
          detail: row.body,
          mark: <ComplaintMark complaint={row} today={today} />,
        }))}
        empty={t("empty.open")}
      />
    </Panel>
  );
}
