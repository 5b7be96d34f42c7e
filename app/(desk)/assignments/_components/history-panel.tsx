import Link from "next/link";
import type { ReactNode } from "react";
import { addressOf } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Timeline } from "@/components/ui/timeline";
import type { UnitRow } from "@/lib/assignments/board/rules";
import type { HistoryLine } from "@/lib/assignments/queries";
import { covers } from "@/lib/assignments/rules";
import type { BoardFilter } from "@/lib/assignments/schema";
import { boardHref } from "./address";
import { spanText, WarningList, words } from "./words";

type Props = { history: HistoryLine[]; filter: BoardFilter; on: string; mayAssign: boolean };

export async function UnitHistory({ unit, ...props }: Props & { unit: UnitRow }) {
  const t = await words();
  return (
    <>
      {unit.warnings.length > 0 && <WarningList t={t} warnings={unit.warnings} />}
      <History
        {...props}
        label={t("title.history")}
        empty={t("empty.history")}
        name={(line) => (
          <Link
            prefetch={false}
            href={boardHref(props.filter, { person: line.observerId })}
            className="text-accent hover:underline"
          >
            {line.observerName}
          </Link>
        )}
      />
      <div className="flex flex-wrap gap-2 border-t border-line pt-3">
        {props.mayAssign && (
          <ButtonLink size="sm" icon="plus" href={boardHref(props.filter, { assign: unit.id })}>
            {unit.assignments.length > 0 ? t("action.addObserver") : t("action.assign")}
          </ButtonLink>
        )}
        <ButtonLink size="sm" variant="quiet" href={`/units/${unit.id}`}>
          {t("nav.unitPage")}
        </ButtonLink>
      </div>
    </>
  );
}

export async function PersonHistory({
  personId,
  hasUnits,
  ...props
}: Props & { personId: string; hasUnits: boolean }) {
  const t = await words();
  return (
    <>
      <History
        {...props}
        label={t("title.personHistory")}
        empty={t("empty.personHistory")}
        name={(line) => (
          <Link
            prefetch={false}
            href={boardHref(props.filter, { unit: line.unitId })}
            className="text-accent hover:underline"
          >
            {line.unitName}
          </Link>
        )}
      />
      {props.mayAssign && hasUnits && (
        <div className="border-t border-line pt-3">
          <ButtonLink
            size="sm"
            icon="swap"
            href={addressOf("/assignments/bulk", { all: "1", observer: personId, from: personId })}
          >
            {t("action.handAll")}
          </ButtonLink>
        </div>
      )}
    </>
  );
}

async function History({
  history,
  filter,
  on,
  mayAssign,
  label,
  empty,
  name,
}: Props & { label: string; empty: string; name: (line: HistoryLine) => ReactNode }) {
  const t = await words();
  if (history.length === 0) return <p className="text-ink-soft">{empty}</p>;
  return (
    <Timeline
      label={label}
      items={history.map((line) => {
        const state = covers(line, on) ? "running" : line.startsOn > on ? "planned" : "past";
        return {
          key: line.id,
          time: line.startsOn,
          dateTime: line.startsOn,
          title: name(line),
          tone: state === "running" ? "positive" : state === "planned" ? "info" : "neutral",
          meta: (
            <Badge tone={state === "running" ? "positive" : state === "planned" ? "info" : "neutral"}>
              {t(`status.${state}`)}
            </Badge>
          ),
          children: (
            <>
              <p>{spanText(t, line)}</p>
              <p>{line.reason}</p>
              {line.endReason && <p>{t("hint.endedBecause", { reason: line.endReason })}</p>}
              <p className="text-sm text-ink-hint">{t("hint.madeBy", { name: line.madeByName })}</p>
              {mayAssign && state !== "past" && (
                <div className="mt-1 flex gap-1.5">
                  {state === "running" && (
                    <ButtonLink size="sm" href={boardHref(filter, { reassign: line.id })}>
                      {t("action.reassign")}
                    </ButtonLink>
                  )}
                  <ButtonLink size="sm" href={boardHref(filter, { end: line.id })}>
                    {t("action.end")}
                  </ButtonLink>
                </div>
              )}
            </>
          ),
        };
      })}
    />
  );
}
