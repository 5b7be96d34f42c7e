import { getTranslations } from "next-intl/server";
import { monthText } from "@/components/cadre/days";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { TeamMember } from "@/lib/units/queries";

/** The present posts by tier; a name opens the file where the viewer may open files. */
export async function TeamTable({ team }: { team: TeamMember[] }) {
  const t = await getTranslations("units");
  const tiers = await getTranslations("cadres.status");
  return (
    <DataTable
      flush
      caption={t("title.posts")}
      rows={team}
      rowKey={(row) => `${row.cadreId ?? row.name} ${row.title}`}
      rowHref={(row) => (row.cadreId ? `/cadres/${row.cadreId}` : undefined)}
      empty={<EmptyState icon="people" title={t("empty.team")} />}
      columns={[
        { key: "name", header: t("field.cadre"), width: "7rem", nowrap: true, cell: (row) => row.name },
        {
          key: "tier",
          header: t("field.tier"),
          width: "7rem",
          nowrap: true,
          cell: (row) => tiers(row.tier.toLowerCase() as Lowercase<typeof row.tier>),
        },
        { key: "title", header: t("field.post"), nowrap: true, cell: (row) => row.title },
        { key: "level", header: t("field.level"), width: "9rem", nowrap: true, cell: (row) => row.level },
        {
          key: "since",
          header: t("field.since"),
          width: "7rem",
          nowrap: true,
          cell: (row) => monthText(row.since),
        },
      ]}
    />
  );
}
