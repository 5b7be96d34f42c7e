import { getTranslations } from "next-intl/server";
import { recordsHref } from "@/app/_shared/records-href";
import { addressOf } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Promoted } from "@/lib/boards/promotions/queries";
import type { PromotionFilter } from "@/lib/boards/promotions/schema";
import { addDays } from "@/lib/platform/clock";
import { promotionsHref } from "./address";

/** The people behind the numbers, the latest decision first, each with the dates that decide; no order of merit. */
export async function PromotedTable({ people, filter }: { people: Promoted[]; filter: PromotionFilter }) {
  const t = await getTranslations("boards");
  const part = filter.part;
  const columns: Column<Promoted>[] = [
    { key: "name", header: t("field.cadre"), width: "6rem", nowrap: true, cell: (one) => one.name },
    {
      key: "decided",
      header: t("field.decidedOn"),
      width: "7rem",
      nowrap: true,
      cell: (one) => one.decidedOn,
    },
    {
      key: "from",
      header: t("field.fromPost"),
      width: "12rem",
      minor: true,
      cell: (one) => [one.fromUnitName, one.fromTitle].filter(Boolean).join(" "),
    },
    {
      key: "to",
      header: t("field.toPost"),
      width: "12rem",
      cell: (one) => `${one.toUnitName} ${one.toTitle}`,
    },
    {
      key: "battlefield",
      header: t("field.battlefield"),
      cell: (one) => <Grounds person={one} />,
    },
    {
      key: "verified",
      header: t("field.verified"),
      width: "5rem",
      align: "end",
      cell: (one) => (
        <a
          href={addressOf("/achievements", {
            cadre: one.cadreId,
            state: "corroborated",
            confirmed: addDays(one.decidedOn, -1),
          })}
        >
          {one.verified}
        </a>
      ),
    },
    {
      key: "records",
      header: t("field.records"),
      width: "5rem",
      align: "end",
      cell: (one) => (
        <a href={recordsHref({ cadre: one.cadreId, to: addDays(one.decidedOn, -1), state: "counted" })}>
          {one.records}
        </a>
      ),
    },
    {
      key: "pace",
      header: t("field.sinceFirst"),
      width: "8rem",
      minor: true,
      align: "end",
      cell: (one) =>
        one.daysSinceFirst === null ? (
          <span className="text-ink-hint">{t("hint.sinceNone")}</span>
        ) : (
          t("hint.days", { days: one.daysSinceFirst })
        ),
    },
  ];
  return (
    <Panel
      flush
      title={t("title.promoted")}
      note={t("hint.partOf", {
        part: t(part ? `status.part_${part}` : "action.all"),
        count: people.length,
      })}
      actions={
        part && (
          <ButtonLink variant="quiet" size="sm" href={promotionsHref(filter, { part: undefined })}>
            {t("action.allPeople")}
          </ButtonLink>
        )
      }
    >
      <DataTable
        flush
        caption={`${t("title.promoted")} · ${t("field.cadre")}`}
        columns={columns}
        rows={people}
        rowKey={(one) => one.id}
        rowHref={(one) => `/cadres/${one.cadreId}`}
        empty={
          <EmptyState icon="people" title={t("empty.promoted")}>
            {t("empty.promotedNext")}
          </EmptyState>
        }
      />
    </Panel>
  );
}

/** Why: each task and post with its days inside the window, and what they add up to. */
async function Grounds({ person }: { person: Promoted }) {
  const t = await getTranslations("boards");
  if (person.grounds.length === 0) return <span className="text-ink-hint">{t("hint.noGround")}</span>;
  return (
    <>
      <Badge tone={person.isFromBattlefield ? "info" : "neutral"}>
        {t("hint.length", person.battlefield)}
      </Badge>
      <ul className="mt-0.5 text-sm text-ink-soft">
        {person.grounds.map((ground) => (
          <li key={`${ground.name} ${ground.from}`}>
            {ground.taskId ? (
              <a href={`/central-tasks/${ground.taskId}`} className="hover:text-accent hover:underline">
                {t("hint.ground", { name: ground.name, from: ground.from, to: ground.to })}
              </a>
            ) : (
              t("hint.ground", { name: ground.name, from: ground.from, to: ground.to })
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
