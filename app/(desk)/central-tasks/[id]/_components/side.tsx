import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { dayText } from "@/components/observation/days";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import type { Task, TaskPart } from "@/lib/central-tasks/queries";
import type { TaskPageFilter } from "@/lib/central-tasks/schema";
import type { TaskRecords } from "@/lib/observations/task/queries";
import { taskHref } from "../../_components/address";
import { periodWords } from "../../_components/words";
import { type Scope, scopeRecords } from "./scope";

type Props = { task: Task; filter: TaskPageFilter; mayManage: boolean };

/** 牵头单位 first, then who takes part with what. */
export async function PartiesPanel({ task, filter, mayManage }: Props) {
  const t = await getTranslations("centralTasks");
  return (
    <Panel
      id="parties"
      title={t("title.parties")}
      actions={
        mayManage && <AddLink task={task} filter={filter} panel="party" label={t("action.addParty")} />
      }
    >
      <ul className="divide-y divide-line">
        <li className="flex flex-wrap items-baseline gap-x-2 pb-1.5">
          <a href={`/units/${task.leadUnitId}`} className="font-medium hover:text-accent hover:underline">
            {task.leadUnitName}
          </a>
          <Badge tone="info">{t("field.leadUnit")}</Badge>
        </li>
        {task.parties.map((party) => (
          <PartLine
            key={party.id}
            part={party}
            task={task}
            filter={filter}
            mayManage={mayManage}
            name={party.unitName}
          >
            <a href={`/units/${party.unitId}`} className="hover:text-accent hover:underline">
              {party.unitName}
            </a>
            <span className="block text-sm text-ink-soft">{party.part}</span>
          </PartLine>
        ))}
      </ul>
    </Panel>
  );
}

/** 专班观察员: may record the task's members of other units. */
export async function ObserversPanel({ task, filter, mayManage }: Props) {
  const t = await getTranslations("centralTasks");
  return (
    <Panel
      id="observers"
      title={t("title.observers")}
      actions={
        mayManage && <AddLink task={task} filter={filter} panel="observer" label={t("action.nameObserver")} />
      }
    >
      {task.observers.length === 0 ? (
        <p className="text-ink-hint">{t("empty.observers")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {task.observers.map((named) => (
            <PartLine
              key={named.id}
              part={named}
              task={task}
              filter={filter}
              mayManage={mayManage}
              name={named.name}
            >
              <span className="font-medium">{named.name}</span>{" "}
              <span className="text-sm text-ink-soft">{named.department}</span>
              <span className="block text-sm text-ink-soft">{named.reason}</span>
            </PartLine>
          ))}
        </ul>
      )}
    </Panel>
  );
}

async function AddLink({
  task,
  filter,
  panel,
  label,
}: Pick<Props, "task" | "filter"> & { panel: "party" | "observer"; label: string }) {
  return (
    <ButtonLink size="sm" icon="plus" href={taskHref(task.id, filter, { panel })} scroll={false}>
      {label}
    </ButtonLink>
  );
}

async function PartLine({
  part,
  task,
  filter,
  mayManage,
  name,
  children,
}: Pick<Props, "task" | "filter" | "mayManage"> & { part: TaskPart; name: string; children: ReactNode }) {
  const t = await getTranslations("centralTasks");
  return (
    <li className="flex items-start justify-between gap-2 py-1.5 last:pb-0">
      <span className="min-w-0">
        {children}
        <span className="block text-sm text-ink-hint">
          {await periodWords(part.startsOn, part.endsOn)}
          {part.endsOn && part.endReason && ` · ${part.endReason}`}
        </span>
      </span>
      {mayManage && !part.endsOn && (
        <ButtonLink
          size="sm"
          variant="quiet"
          href={taskHref(task.id, filter, { end: part.id })}
          scroll={false}
          aria-label={t("action.endFor", { name })}
        >
          {t("action.end")}
        </ButtonLink>
      )}
    </li>
  );
}

/** By name and without bars: nobody is ranked by how much they write. */
export async function RecordersPanel({ records, scope }: { records: TaskRecords; scope: Scope }) {
  const t = await getTranslations("centralTasks");
  return (
    <Panel title={t("title.recorders")} id="recorders">
      {records.recorders.length === 0 ? (
        <p className="text-ink-hint">{t("empty.timeline")}</p>
      ) : (
        <SoftLinks>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {records.recorders.map((one) => (
              <li key={one.id}>
                <a
                  href={scopeRecords(scope, { observer: one.id })}
                  className="hover:text-accent hover:underline"
                >
                  {one.name} {t("hint.records", { count: one.records })}
                </a>
              </li>
            ))}
          </ul>
        </SoftLinks>
      )}
    </Panel>
  );
}

/** 双十条 of the task's records. */
export async function ItemsPanel({ records, scope }: { records: TaskRecords; scope: Scope }) {
  const t = await getTranslations("centralTasks");
  const isEnglish = (await getLocale()) === "en";
  if (records.items.length === 0) return null;
  return (
    <Panel title={t("title.items")} id="items">
      <SoftLinks>
        <ul className="flex flex-col gap-1.5">
          {records.items.map((item) => (
            <li key={item.id} className="flex items-baseline justify-between gap-3">
              <span>
                <Badge tone={item.list === "POSITIVE" ? "positive" : "attention"}>
                  {t(item.list === "POSITIVE" ? "status.positiveItem" : "status.negativeItem", {
                    position: item.position,
                  })}
                </Badge>{" "}
                {isEnglish ? item.textEn : item.text}
                {item.isSample && <span className="ml-1 text-sm text-ink-hint">{t("hint.sample")}</span>}
              </span>
              <a href={scopeRecords(scope, { item: item.id })} className="whitespace-nowrap">
                {t("hint.records", { count: item.records })}
              </a>
            </li>
          ))}
        </ul>
      </SoftLinks>
    </Panel>
  );
}

/** Who changed the task, when and why; newest first. */
export async function HistoryPanel({ task }: { task: Task }) {
  const t = await getTranslations("centralTasks");
  return (
    <Panel title={t("title.history")}>
      <ol className="divide-y divide-line">
        {
          await Promise.all(
            task.changes.map(async (change) => (
              <li key={change.revisionNo} className="py-1.5 first:pt-0 last:pb-0">
                <span className="text-sm text-ink-soft">
                  {dayText(new Date(change.at))} {change.authorName}
                </span>{" "}
                {change.revisionNo === 1 ? t("status.opened") : change.reason}
                <span className="block text-sm text-ink-hint">
                  {[
                    change.content.name,
                    await periodWords(change.content.startsOn, change.content.endsOn),
                    change.content.battlefieldFrom &&
                      t("hint.battlefield", {
                        period: await periodWords(
                          change.content.battlefieldFrom,
                          change.content.battlefieldTo,
                        ),
                      }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </li>
            )),
          )
        }
      </ol>
    </Panel>
  );
}
