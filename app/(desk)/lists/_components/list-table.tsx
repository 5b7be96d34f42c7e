import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { missingText, whyText } from "@/lib/lists/paper/rules";
import type { Listed } from "@/lib/lists/queries";
import type { ListFilter } from "@/lib/lists/schema";

type Props = { people: Listed[]; filter: ListFilter; caption: string; hasMissing?: boolean };

/** Who, and why: each reason opens the records behind it. */
export async function ListTable({ people, filter, caption, hasMissing }: Props) {
  const m = await marks();
  const t = await getTranslations("lists");
  const words = await getTranslations("achievements.status");
  const { on, view } = filter;
  const columns: Column<Listed>[] = [
    { key: "name", header: t("field.name"), width: "5.5rem", nowrap: true, cell: (row) => row.name },
    {
      key: "unit",
      header: t("field.unit"),
      width: "8rem",
      nowrap: true,
      minor: true,
      cell: (row) => (row.unitId ? <a href={`/units/${row.unitId}`}>{row.unitName}</a> : "—"),
    },
    { key: "post", header: t("field.post"), width: "10rem", minor: true, cell: (row) => row.title ?? "—" },
    {
      key: "why",
      header: t("field.why"),
      cell: (row) => (
        <div className="py-1 sm:min-w-[15rem]">
          <p>
            {row.task ? (
              <>
                <a href={addressOf(`/central-tasks/${row.task.id}`, { on })}>{row.task.name}</a>
                <span className="text-ink-soft">
                  {m.gap}
                  {whyText(row, t)}
                </span>
              </>
            ) : (
              <a href={`${addressOf(`/cadres/${row.cadreId}`, { on })}#records`}>{whyText(row, t)}</a>
            )}
          </p>
          <ul>
            {row.achievements.map((one) => (
              <li key={one.id}>
                <span className="text-ink-soft">
                  {t("hint.contribution", { contribution: words(one.contribution.toLowerCase()) })}
                </span>
                <a href={`/achievements/${one.id}`}>{one.claim}</a>
              </li>
            ))}
          </ul>
        </div>
      ),
    },
  ];
  if (hasMissing) {
    columns.push({
      key: "missing",
      header: t("field.missing"),
      width: "14rem",
      cell: (row) => (
        <div className="py-1 sm:min-w-[9rem]">
          {missingText(row.missing, t)}
          {row.missing.some(({ kind }) => kind === "concern") && (
            <ul>
              {row.concerns.map((one) => (
                <li key={one.id}>
                  <a href={`/concerns/${one.id}`}>{one.summary}</a>
                </li>
              ))}
            </ul>
          )}
        </div>
      ),
    });
  }
  return (
    <DataTable
      caption={caption}
      flush
      columns={columns}
      rows={people}
      rowKey={(row) => `${row.task?.id ?? view} ${row.cadreId}`}
      rowHref={(row) => addressOf(`/cadres/${row.cadreId}`, { on })}
      empty={<p className="px-4 py-3.5 text-ink-hint">{t(hasMissing ? "empty.almost" : "empty.list")}</p>}
    />
  );
}
