import { getTranslations } from "next-intl/server";
import { recordsHref } from "@/app/_shared/records-href";
import { MonthBars } from "@/components/chart/month-bars";
import { FollowUpLink } from "@/components/follow-up/follow-up-link";
import { MethodBars } from "@/components/method/method-bars";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import { firstDayOf, lastDayOf } from "@/lib/coverage/rules";
import type { OpenFollowUp, UnitRecords } from "@/lib/coverage/unit/queries";
import type { ObservationFilter } from "@/lib/observations/schema";
import type { Day } from "@/lib/platform/clock";

type Props = { unit: { id: string; shortName: string }; records: UnitRecords };

const counted = (unit: string, more: ObservationFilter) => recordsHref({ unit, state: "counted", ...more });

export async function MonthBarsPanel({ unit, records }: Props) {
  const t = await getTranslations("units");
  return (
    <Panel title={t("title.months")} note={t("hint.records", { count: records.records })}>
      <SoftLinks>
        <MonthBars
          caption={t("title.months")}
          hideCaption
          unit={t("hint.recordsUnit")}
          note={t("hint.counted")}
          description={t("hint.monthsDescription", { unit: unit.shortName, count: records.records })}
          labels={{ table: t("action.table"), month: t("field.month"), value: t("field.records") }}
          bars={records.months.map(({ month, records: count }) => ({
            key: month,
            label: month.slice(2).replace("-", "."),
            value: count,
            href: counted(unit.id, { from: firstDayOf(month), to: lastDayOf(month) }),
            title: t("hint.monthTitle", { month, count }),
          }))}
        />
      </SoftLinks>
    </Panel>
  );
}

export async function MethodsPanel({ unit, records }: Props) {
  const t = await getTranslations("units");
  return (
    <MethodBars
      methods={records.methods}
      hrefOf={({ id }) => counted(unit.id, { method: id, from: records.from, to: records.to })}
      words={{
        title: t("title.methods"),
        note: t("title.months"),
        unit: t("hint.recordsUnit"),
        sample: t("hint.sample"),
      }}
    />
  );
}

export async function FollowUpList({ followUps, today }: { followUps: OpenFollowUp[]; today: Day }) {
  const t = await getTranslations("units");
  const words = await getTranslations("observations");
  return (
    <Panel
      title={t("title.followUps")}
      note={followUps.length > 0 && words("hint.followUpsOpen", { count: followUps.length })}
    >
      {followUps.length === 0 ? (
        <p className="text-ink-hint">{t("empty.followUps")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {followUps.map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5 first:pt-0 last:pb-0"
            >
              <FollowUpLink followUp={one}>{one.title}</FollowUpLink>
              <span className="text-sm text-ink-soft">
                {one.ownerName}
                {one.dueOn && ` · ${t("field.dueOn")} ${one.dueOn}`}
              </span>
              {one.dueOn && one.dueOn < today && (
                <Badge tone="caution" icon={true}>
                  {t("hint.overdue")}
                </Badge>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
