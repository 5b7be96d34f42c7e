import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { CommandAction } from "@/components/form/use-command-form";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { type Crumb, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { PanelClose } from "@/components/ui/panel-close";
import { momentText } from "@/lib/platform/clock";
import { lastUndoDay } from "@/lib/platform/many";
import { SideBySide } from "../side-by-side";

export type ChangeRow = {
  id: string;
  /** the deed in words */
  what: string;
  count: number;
  reason: string;
  maker: string;
  madeAt: Date;
  undoer: string | null;
  undoneAt: Date | null;
};

type PageProps = {
  path: string;
  back: Crumb;
  /** spoken name of the way back */
  backLabel: string;
  rows: ChangeRow[];
  chosen: ChangeRow | null;
  undo: Omit<PanelProps["undo"], "until">;
  /** the lines of the chosen one */
  children: ReactNode;
};

/** 批量调整记录: what was changed for many, newest first; the chosen one beside it with its lines and the way back. */
export async function ManyChanges({ path, back, backLabel, rows, chosen, undo, children }: PageProps) {
  const t = await getTranslations("tables.action");
  return (
    <>
      <PageHeader title={t("changes")} breadcrumbs={[back]} breadcrumbsLabel={backLabel} />
      <SideBySide
        panel={
          chosen && (
            <ChangePanel
              change={chosen}
              closeHref={path}
              undo={{ ...undo, until: lastUndoDay(chosen.madeAt) }}
            >
              {children}
            </ChangePanel>
          )
        }
      >
        <ChangesTable
          caption={t("changes")}
          rows={rows}
          chosenId={chosen?.id}
          hrefOf={({ id }) => addressOf(path, { id })}
        />
      </SideBySide>
    </>
  );
}

type ListProps = {
  caption: string;
  rows: ChangeRow[];
  chosenId?: string;
  hrefOf: (row: ChangeRow) => string;
};

async function ChangesTable({ caption, rows, chosenId, hrefOf }: ListProps) {
  const t = await getTranslations("tables");
  return (
    <DataTable
      keys
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={hrefOf}
      isSelected={(row) => row.id === chosenId}
      empty={
        <EmptyState icon="swap" title={t("empty.changes")}>
          {t("empty.changesNext")}
        </EmptyState>
      }
      columns={[
        { key: "what", header: t("field.what"), width: "15rem", cell: (row) => row.what },
        { key: "count", header: t("field.count"), align: "end", width: "4rem", cell: (row) => row.count },
        {
          key: "reason",
          header: t("field.reason"),
          clip: true,
          written: true,
          minor: true,
          cell: (row) => row.reason,
        },
        {
          key: "maker",
          header: t("field.maker"),
          width: "6rem",
          nowrap: true,
          minor: true,
          cell: (row) => row.maker,
        },
        {
          key: "at",
          header: t("field.at"),
          width: "10rem",
          nowrap: true,
          minor: true,
          cell: (row) => momentText(row.madeAt),
        },
        {
          key: "state",
          header: t("field.state"),
          width: "6rem",
          nowrap: true,
          cell: (row) =>
            row.undoneAt ? <Badge icon="return">{t("status.undone")}</Badge> : t("status.stands"),
        },
      ]}
    />
  );
}

type PanelProps = {
  change: ChangeRow;
  closeHref: string;
  undo: {
    action: CommandAction<{ id: string }>;
    domain: "accounts" | "assignments" | "observations";
    refusal: string | null;
    until: string;
  };
  children: ReactNode;
};

/** One change: its lines, and the way back or why there is none. */
async function ChangePanel({ change, closeHref, undo, children }: PanelProps) {
  const m = await marks();
  const t = await getTranslations("tables");
  const { id, what, count, reason, maker, madeAt, undoer, undoneAt } = change;
  return (
    <Panel key={id} title={what} actions={<PanelClose href={closeHref} label={t("nav.close")} />} flush>
      <div className="px-4 py-2">
        <DescriptionList
          items={[
            { term: t("field.count"), value: String(count) },
            { term: t("field.reason"), value: reason },
            { term: t("field.maker"), value: `${maker}${m.gap}${momentText(madeAt)}` },
            ...(undoer && undoneAt
              ? [{ term: t("status.undone"), value: `${undoer}${m.gap}${momentText(undoneAt)}` }]
              : []),
          ]}
        />
      </div>
      {!undoneAt && (
        <div className="border-t border-line px-4 py-3">
          {undo.refusal ? (
            <Notice>{undo.refusal}</Notice>
          ) : (
            <CommandForm
              action={undo.action}
              messages={await formMessages(undo.domain)}
              className="flex flex-col gap-2"
              aria-label={t("action.undo")}
            >
              <input type="hidden" name="id" value={id} />
              <div className="flex flex-col items-start gap-2">
                <span className="text-sm text-ink-soft">{t("hint.undo", { day: undo.until })}</span>
                <SubmitButton variant="danger" icon="return">
                  {t("action.undo")}
                </SubmitButton>
              </div>
            </CommandForm>
          )}
        </div>
      )}
      <div className="border-t border-line">{children}</div>
    </Panel>
  );
}
