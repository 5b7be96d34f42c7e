/** What hangs on a record: follow-ups, the other records of its visit, links to and from it. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { addressOf } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { ObservationRecord, RelatedRecord } from "@/lib/observations/record/queries";
import { cityDay } from "@/lib/platform/clock";
import { dayText } from "./days";
import { MethodName, StateMark } from "./marks";

export async function RecordRelations({ record }: { record: ObservationRecord }) {
  const t = await getTranslations("observations");
  const earlier = record.links.filter((one) => one.isEarlier);
  const later = record.links.filter((one) => !one.isEarlier);
  return (
    <>
      {record.followUps.length > 0 && (
        <Panel title={t("title.followUps")}>
          <FollowUpList record={record} />
        </Panel>
      )}
      {record.visit.length > 0 && (
        <Panel
          title={t("title.visit")}
          actions={
            <a
              href={addressOf("/observations", { visit: record.visitId ?? undefined })}
              className="text-sm text-accent hover:underline"
            >
              {t("action.allOfVisit", { count: record.visit.length + 1 })}
            </a>
          }
        >
          <RelatedList records={record.visit} />
        </Panel>
      )}
      {record.links.length > 0 && (
        <Panel title={t("title.links")} note={t("hint.total", { count: record.links.length })}>
          <div className="flex flex-col gap-3">
            {earlier.length > 0 && (
              <Group name={t("hint.goesOnFrom")}>{<RelatedList records={earlier} />}</Group>
            )}
            {later.length > 0 && <Group name={t("hint.wentOnIn")}>{<RelatedList records={later} />}</Group>}
          </div>
        </Panel>
      )}
    </>
  );
}

const Group = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <h3 className="mb-1 text-sm text-ink-soft">{name}</h3>
    {children}
  </div>
);

function RelatedList({ records }: { records: RelatedRecord[] }) {
  return (
    <ul className="flex flex-col gap-2.5">
      {records.map((one) => (
        <li key={one.id}>
          <a href={`/observations/${one.id}`} className="font-medium text-accent hover:underline">
            {dayText(one.startedAt)} {one.unitName}{" "}
            <MethodName name={one.methodName} nameEn={one.methodNameEn} />
          </a>{" "}
          <StateMark state={one.state} />
          <p className="mt-0.5 line-clamp-2 text-sm break-words text-ink-soft">{one.words}</p>
        </li>
      ))}
    </ul>
  );
}

async function FollowUpList({ record }: { record: ObservationRecord }) {
  const t = await getTranslations("observations");
  const today = cityDay(new Date());
  return (
    <ul className="flex flex-col gap-2.5">
      {record.followUps.map((one) => {
        const isOverdue = !one.doneAt && one.dueOn !== null && one.dueOn < today;
        return (
          <li key={one.id}>
            <p className="break-words">{one.title}</p>
            <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
              <Badge tone={one.doneAt ? "positive" : isOverdue ? "attention" : "info"} icon>
                {t(`status.${one.doneAt ? "done" : isOverdue ? "overdue" : "open"}`)}
              </Badge>
              {one.ownerName}
              {one.dueOn && <span>{`${t("field.dueOn")} ${one.dueOn}`}</span>}
            </p>
            {one.outcome && <p className="text-sm break-words">{one.outcome}</p>}
          </li>
        );
      })}
    </ul>
  );
}
