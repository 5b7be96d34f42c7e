import { getLocale, getTranslations } from "next-intl/server";
import { BarList } from "@/components/chart/bar-list";
import { MonthBars } from "@/components/chart/month-bars";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import { firstDayOf, lastDayOf } from "@/lib/coverage/rules";
import type { OpenFollowUp, UnitRecords } from "@/lib/coverage/unit/queries";
import type { Day } from "@/lib/platform/clock";

type Props = { unit: { id: string; shortName: string }; records: UnitRecords };

const counted = (unitId: string, more: Record<string, string>) =>
  `/observations?${new URLSearchParams({ unit: unitId, state: "counted", ...more })}`;

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

export async function MethodBars({ unit, records }: Props) {
  const t = await getTranslations("units");
  const isEnglish = (await getLocale()) === "en";
  return (
    <Panel title={t("title.methods")} note={t("title.months")}>
      <SoftLinks>
        <BarList
          caption={t("title.methods")}
          hideCaption
          unit={t("hint.recordsUnit")}
          labelWidth={isEnglish ? "11.5rem" : "8.5rem"}
          bars={records.methods.map((method) => ({
            key: method.id,
            label: (
              <>
                {isEnglish ? method.nameEn : method.name}
                {method.isSample && <span className="ml-1 text-sm text-ink-hint">{t("hint.sample")}</span>}
              </>
            ),
            value: method.records,
            href: counted(unit.id, { method: method.id, from: records.from, to: records.to }),
          }))}
        />
      </SoftLinks>
    </Panel>
  );
}

export async function FollowUpList({ followUps, today }: { followUps: OpenFollowUp[]; today: Day }) {
  const t = await getTranslations("units");
  return (
    <Panel title={t("title.followUps")}>
      {followUps.length === 0 ? (
        <p className="text-ink-hint">{t("empty.followUps")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {followUps.map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5 first:pt-0 last:pb-0"
            >
              <a
                href={`/observations/${one.observationId}`}
                className="font-medium text-accent hover:underline"
              >
                {one.title}
              </a>
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
