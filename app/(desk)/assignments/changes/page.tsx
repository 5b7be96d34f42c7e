import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { undoAssignmentChange } from "@/app/_actions/assignments";
import type { PageProps } from "@/app/_shared/page-props";
import { ManyChanges } from "@/app/(desk)/_components/many/changes";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import {
  type AssignmentChange,
  findChange,
  listChangedLines,
  listChanges,
} from "@/lib/assignments/changes/queries";
import { undoRefusal } from "@/lib/assignments/changes/rules";
import { changesFilter } from "@/lib/assignments/changes/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { reasonText } from "../_components/reason-text";
import { words } from "../_components/words";

const PATH = "/assignments/changes";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tables.action");
  return { title: t("changes") };
}

/** What was changed of many assignments, and the way back. */
export default async function AssignmentChangesPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("assignments.assign");
  const { id } = changesFilter.parse(await searchParams);
  const { changes, chosen, lines } = await read(viewer, async (db) => {
    const chosen = id ? await findChange(db, id) : null;
    return {
      changes: await listChanges(db),
      chosen,
      lines: chosen ? await listChangedLines(db, chosen.id) : [],
    };
  });
  const t = await words();
  const row = (change: AssignmentChange) => ({
    ...change,
    what: t(`hint.change.${change.deed}`, { day: change.day }),
  });
  const refusal = chosen && undoRefusal(chosen, lines, viewer.id, new Date());
  return (
    <ManyChanges
      path={PATH}
      back={{ href: "/assignments", label: t("title.page") }}
      backLabel={t("nav.path")}
      rows={changes.map(row)}
      chosen={chosen && row(chosen)}
      undo={{
        action: undoAssignmentChange,
        domain: "assignments",
        refusal: refusal && reasonText(t, refusal),
      }}
    >
      {chosen && (
        <DataTable
          flush
          caption={t("hint.table", { title: t("title.whom") })}
          rows={lines}
          rowKey={({ no }) => String(no)}
          columns={[
            { key: "unit", header: t("field.unit"), nowrap: true, cell: (line) => line.unitName },
            {
              key: "who",
              header: t("field.observer"),
              cell: ({ fromName, toName }) => [fromName, toName].filter(Boolean).join(" → "),
            },
            {
              key: "block",
              header: t("field.standingNow"),
              cell: ({ block }) =>
                block && !chosen.undoneAt ? (
                  <Badge tone="caution" icon>
                    {t(`status.block.${block}`)}
                  </Badge>
                ) : (
                  t(chosen.undoneAt ? "status.lineBack" : "status.lineStands")
                ),
            },
          ]}
        />
      )}
    </ManyChanges>
  );
}
