import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { LevelStanding } from "@/lib/units/establishment/queries";
import { byLevel, gapOf, heldBy } from "@/lib/units/establishment/rules";

/** 核定, 实有 and 空缺 of each level; beside the number of holders stand their names. */
export async function EstablishmentPanel({
  title,
  hint,
  levels,
}: {
  title: string;
  hint: string;
  levels: readonly LevelStanding[];
}) {
  const t = await getTranslations("units");
  const gapText = (one: LevelStanding): string => {
    const gap = gapOf(one);
    if (gap.kind === "vacant") return t("hint.vacantCount", { count: gap.count });
    if (gap.kind === "over") return t("hint.overCount", { count: gap.count });
    return t(`status.${gap.kind}`);
  };
  return (
    <Panel flush title={title}>
      {levels.length === 0 ? (
        <p className="px-4 py-3 text-ink-hint">{t("empty.establishment")}</p>
      ) : (
        <DataTable
          flush
          caption={t("title.establishment")}
          rows={byLevel(levels)}
          rowKey={(row) => row.level}
          columns={[
            { key: "level", header: t("field.level"), nowrap: true, cell: (row) => row.level },
            {
              key: "posts",
              header: t("field.established"),
              align: "end",
              width: "4rem",
              cell: (row) => <span title={row.reason ?? undefined}>{row.posts ?? "—"}</span>,
            },
            {
              key: "held",
              header: t("field.held"),
              cell: (row) => (
                <>
                  <span className="tabular-nums">{heldBy(row)}</span>{" "}
                  <span className="text-sm text-ink-soft">
                    {row.holders.map(({ id, name, title: post }, at) => (
                      <span key={id}>
                        {at > 0 && t("hint.nameMark")}
                        <a href={`/cadres/${id}`} title={post} className="text-accent underline">
                          {name}
                        </a>
                      </span>
                    ))}
                    {row.closed > 0 && (
                      <span>
                        {row.holders.length > 0 && t("hint.nameMark")}
                        {t("hint.closedHolders", { count: row.closed })}
                      </span>
                    )}
                  </span>
                </>
              ),
            },
            { key: "gap", header: t("field.gap"), nowrap: true, width: "5rem", cell: gapText },
          ]}
        />
      )}
      <p className="border-t border-line px-4 py-2 text-sm text-ink-hint">{hint}</p>
    </Panel>
  );
}
