import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { undoFiling } from "@/app/_actions/review";
import type { PageProps } from "@/app/_shared/page-props";
import { ManyChanges } from "@/app/(desk)/_components/many/changes";
import { dayText } from "@/components/observation/days";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { type Filing, findFiling, listFiledLines, listFilings } from "@/lib/observations/filing/queries";
import { lineBlock, undoRefusal } from "@/lib/observations/filing/rules";
import { filingsFilter } from "@/lib/observations/filing/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

const PATH = "/observations/changes";
const lastOf = <Reason extends string>(reason: `observations.reason.${Reason}`): `reason.${Reason}` =>
  reason.slice("observations.".length) as `reason.${Reason}`;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tables.action");
  return { title: t("changes") };
}

/** 批量调整记录 of records: what was filed or opened together, and the way back. */
export default async function FilingsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("observations.review");
  const { id } = filingsFilter.parse(await searchParams);
  const { filings, chosen, lines } = await read(viewer, async (db) => {
    const chosen = id ? await findFiling(db, id) : null;
    return {
      filings: await listFilings(db),
      chosen,
      lines: chosen ? await listFiledLines(db, chosen.id) : [],
    };
  });
  const t = await getTranslations("observations");
  const row = (filing: Filing) => ({ ...filing, what: t(`status.deed.${filing.deed}`) });
  const refusal = chosen && undoRefusal(chosen, lines, viewer, new Date());
  return (
    <ManyChanges
      path={PATH}
      back={{ href: "/observations", label: t("title.list") }}
      backLabel={t("title.list")}
      rows={filings.map(row)}
      chosen={chosen && row(chosen)}
      undo={{ action: undoFiling, domain: "observations", refusal: refusal && t(lastOf(refusal)) }}
    >
      {chosen && (
        <DataTable
          flush
          caption={t("hint.table", { title: row(chosen).what })}
          rows={lines}
          rowKey={(line) => line.id}
          rowHref={(line) => `/observations/${line.id}`}
          columns={[
            {
              key: "day",
              header: t("field.day"),
              nowrap: true,
              cell: (line) => dayText(line.startedAt),
            },
            { key: "unit", header: t("field.unit"), nowrap: true, cell: (line) => line.unitName },
            {
              key: "block",
              header: t("field.state"),
              cell: (line) => {
                const block = chosen.undoneAt ? null : lineBlock(line, chosen.deed, viewer);
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
