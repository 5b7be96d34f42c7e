import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { marks } from "@/components/punctuation/marks";
import { Notice } from "@/components/ui/notice";
import { SidePanel } from "@/components/ui/side-panel";
import type { Board, UnitRow } from "@/lib/assignments/board/rules";
import type { HistoryLine } from "@/lib/assignments/queries";
import { isOverridable } from "@/lib/assignments/rules";
import type { BoardFilter } from "@/lib/assignments/schema";
import { boardHref } from "./address";
import { AssignForm, ReassignForm } from "./assign-forms";
import { EndForm, OverrideForm } from "./close-forms";
import { PersonHistory, UnitHistory } from "./history-panel";
import { words } from "./words";

type Props = {
  board: Board;
  rows: UnitRow[];
  history: HistoryLine[];
  filter: BoardFilter;
  today: string;
  viewerId: string;
  may: { assign: boolean; override: boolean };
};

export const isPanelOpen = (filter: BoardFilter): boolean =>
  Boolean(filter.assign || filter.end || filter.reassign || filter.override || filter.unit || filter.person);

/** The panel that the address asks for; an old link to something that is gone says so. */
export async function OpenPanel(props: Props) {
  const t = await words();
  const form = await getTranslations("form.status");
  const { title, content } = (await panelOf(props)) ?? {
    title: t("title.page"),
    content: <Notice kind="caution">{form("notFound")}</Notice>,
  };
  return (
    <SidePanel title={title} closeHref={boardHref(props.filter)} closeLabel={t("nav.close")}>
      {content}
    </SidePanel>
  );
}

async function panelOf(props: Props): Promise<{ title: string; content: ReactNode } | null> {
  const m = await marks();
  const { board, rows, history, filter, today, viewerId, may } = props;
  const t = await words();
  const shared = { board, filter, today, viewerId };
  const historyProps = { history, filter, on: board.on, mayAssign: may.assign };

  if (filter.assign && may.assign) {
    const unit = board.units.find(({ id }) => id === filter.assign);
    return unit
      ? {
          title: t("title.assign", { unit: unit.shortName }),
          content: <AssignForm {...shared} unit={unit} />,
        }
      : null;
  }
  const assignmentId = filter.reassign ?? filter.end;
  if (assignmentId && may.assign) {
    for (const unit of board.units) {
      const present = [...unit.assignments, ...unit.planned].find(({ id }) => id === assignmentId);
      if (!present) continue;
      return filter.reassign
        ? {
            title: t("title.reassign", { unit: unit.shortName }),
            content: <ReassignForm {...shared} unit={unit} present={present} />,
          }
        : {
            title: t("title.end", { observer: present.observerName, unit: unit.shortName }),
            content: <EndForm {...shared} unit={unit} present={present} />,
          };
    }
    return null;
  }
  if (filter.override && may.override) {
    const recusal = board.recusals.find((one) => one.id === filter.override && isOverridable(one));
    return recusal
      ? {
          title: t("title.override"),
          content: (
            <OverrideForm {...{ filter, today, recusal }} rotationMonths={board.limits.rotationMonths} />
          ),
        }
      : null;
  }
  if (filter.unit) {
    const unit = rows.find(({ id }) => id === filter.unit);
    return unit ? { title: unit.name, content: <UnitHistory {...historyProps} unit={unit} /> } : null;
  }
  const person = board.observers.find(({ id }) => id === filter.person);
  return person
    ? {
        title: `${person.name}${m.gap}${person.department}`,
        content: (
          <PersonHistory {...historyProps} personId={person.id} hasUnits={person.unitIds.length > 0} />
        ),
      }
    : null;
}
