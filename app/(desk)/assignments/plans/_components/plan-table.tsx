import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { PlanListLine } from "@/lib/assignments/plans/queries";
import { planHref } from "./address";
import { PlanMark } from "./marks";

export async function PlanTable({ plans }: { plans: readonly PlanListLine[] }) {
  const t = await getTranslations("plans");
  const dates = await cityDates();
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.list") })}
      rows={plans}
      rowKey={({ id }) => id}
      rowHref={({ id }) => planHref(id)}
      empty={
        <EmptyState icon="scale" title={t("empty.plans")}>
          {t("empty.plansNext")}
        </EmptyState>
      }
      columns={[
        { key: "name", header: t("field.name"), cell: ({ name }) => name },
        {
          key: "state",
          header: t("field.state"),
          width: "8rem",
          cell: ({ state }) => <PlanMark state={state} />,
        },
        {
          key: "startsOn",
          header: t("field.startsOn"),
          width: "9rem",
          nowrap: true,
          cell: ({ startsOn }) => dates.day(startsOn),
        },
        {
          key: "lines",
          header: t("field.lines"),
          width: "11rem",
          cell: ({ lines, moved }) =>
            lines === 0
              ? t("hint.none")
              : `${t("hint.lines", { count: lines })} · ${t("hint.moved", { count: moved })}`,
        },
        {
          key: "maker",
          header: t("field.maker"),
          width: "8rem",
          minor: true,
          cell: ({ madeByName }) => madeByName,
        },
        {
          key: "approver",
          header: t("field.approver"),
          width: "8rem",
          minor: true,
          cell: ({ approvedByName }) => approvedByName ?? t("hint.none"),
        },
      ]}
    />
  );
}
