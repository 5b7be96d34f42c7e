import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { TickBar } from "@/components/ui/tick-bar";
import { MANY_LIMITS, type Verdict } from "@/lib/platform/many";

/** What stays in the address while one looks: the ticked ones, or the filter that finds them. */
export type Kept = [name: string, value: string][];

export const keptOf = (name: string, ids: readonly string[], all: Record<string, string> | null): Kept =>
  all ? [["all", "1"], ...Object.entries(all)] : ids.map((id) => [name, id]);

export const manyHref = (path: string, kept: Kept, over: Record<string, string | undefined>): string => {
  const search = new URLSearchParams(kept);
  for (const [name, value] of Object.entries(over)) if (value) search.set(name, value);
  return `${path}?${search}`;
};

/** Only looked at: nothing is changed by it. */
export async function WhatForm({
  action,
  kept,
  children,
}: {
  action: string;
  kept: Kept;
  children: ReactNode;
}) {
  const t = await getTranslations("tables");
  return (
    <form
      method="get"
      action={action}
      className="flex flex-wrap items-end gap-3"
      aria-label={t("title.what")}
    >
      {kept.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      {children}
      <Button type="submit" icon="eye">
        {t("action.look")}
      </Button>
    </form>
  );
}

type FieldsProps = {
  /** of the ids' field */
  name: string;
  ids: readonly string[];
  seen: string;
  fields: Record<string, string>;
  count: number;
};

/** Inside a form of the command: whom, what was looked at, why. */
export async function ConfirmFields({ name, ids, seen, fields, count }: FieldsProps) {
  const t = await getTranslations("tables");
  return (
    <>
      {Object.entries({ id: randomUUID(), [name]: ids.join(","), seen, ...fields }).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <div className="w-96 max-w-full">
        <TextField name="reason" label={t("field.reason")} required maxLength={MANY_LIMITS.reason} />
      </div>
      <SubmitButton icon="check">{t("action.confirm", { count })}</SubmitButton>
    </>
  );
}

export const CONFIRM_LOOK = "flex flex-wrap items-end gap-3";

type TableProps<Row, Reason extends string> = {
  caption: string;
  columns: Column<Row>[];
  rows: readonly (Row & { verdict: Verdict<Reason> })[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string | undefined;
  /** once something was asked */
  looked: { effect: (row: Row) => ReactNode; reason: (reason: Reason) => string } | null;
};

/** What stands in the way is seen first. */
const ORDER = { refused: 0, change: 1, same: 2 } as const;

/** Each with what becomes of it, and why not. */
export async function ManyTable<Row, Reason extends string>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  looked,
}: TableProps<Row, Reason>) {
  const t = await getTranslations("tables");
  const answer: Column<Row & { verdict: Verdict<Reason> }>[] = looked
    ? [
        {
          key: "effect",
          header: t("field.effect"),
          cell: (row) => (row.verdict.kind === "change" ? looked.effect(row) : "—"),
        },
        {
          key: "check",
          header: t("field.check"),
          width: "16rem",
          cell: ({ verdict }) =>
            verdict.kind === "refused" ? (
              <Badge tone="caution" icon>
                {looked.reason(verdict.reason)}
              </Badge>
            ) : (
              <Badge tone={verdict.kind === "change" ? "positive" : "neutral"} icon>
                {t(`status.verdict.${verdict.kind}`)}
              </Badge>
            ),
        },
      ]
    : [];
  return (
    <DataTable
      flush
      caption={caption}
      columns={[...columns, ...answer]}
      rows={looked ? rows.toSorted((a, b) => ORDER[a.verdict.kind] - ORDER[b.verdict.kind]) : rows}
      rowKey={rowKey}
      rowHref={rowHref}
    />
  );
}

type TickFormProps = {
  /** where one looks at the change */
  action: string;
  /** of the boxes in the table */
  name: string;
  /** the list's filter, for "all" */
  filter: Record<string, string>;
  /** how many it finds, where that is counted */
  total?: number;
  hasRows: boolean;
  /** what else is done with the ticked ones, and where earlier changes stand */
  beside?: ReactNode;
  children: ReactNode;
};

/** A list whose ticked rows are changed together; the filter goes along for "all". */
export async function TickForm({ action, name, filter, total, hasRows, beside, children }: TickFormProps) {
  const t = await getTranslations("tables");
  return (
    <form method="get" action={action}>
      {Object.entries(filter).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
      {hasRows && (
        <TickBar
          name={name}
          label={t("nav.ticked")}
          chosen={t.raw("hint.ticked")}
          all={total === undefined ? t("hint.foundAll") : t("hint.found", { count: total })}
        >
          <Button type="submit" icon="swap">
            {t("action.many")}
          </Button>
          {beside}
        </TickBar>
      )}
    </form>
  );
}

/** The boxes of a list: named after what they tick. */
export async function ticksOf<Row>(name: string, of: (row: Row) => string) {
  const t = await getTranslations("tables");
  return { name, label: (row: Row) => t("hint.tick", { name: of(row) }), all: t("action.tickAll") };
}
