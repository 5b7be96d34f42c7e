import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { AuditRow } from "@/lib/audit/queries";
import { momentText } from "@/lib/platform/clock";
import { shortHash, shortId } from "./short-id";

type Props = { rows: AuditRow[]; hrefOf: (over: Record<string, string>) => string };

/** Seconds are the same in every zone. */
const secondText = (at: Date) => `${momentText(at)}:${at.toISOString().slice(17, 19)}`;

/** Numbers and states only: what a number stands for is opened by those who may, on their own pages. */
export async function AuditTable({ rows, hrefOf }: Props) {
  const t = await getTranslations("audit");
  const role = await getTranslations("app.status");
  const named = (group: "done" | "entity", word: string) => {
    const key = `status.${group}.${word}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : word;
  };
  const value = (word: string) => {
    const key = `status.word.${word}` as Parameters<typeof t>[0];
    if (t.has(key)) return t(key);
    return role.has(word as Parameters<typeof role>[0])
      ? role(word as Parameters<typeof role>[0])
      : shortId(word);
  };
  return (
    <DataTable
      caption={t("title.audit")}
      rows={rows}
      rowKey={(row) => String(row.seq)}
      empty={
        <EmptyState
          title={t("empty.lines")}
          icon="search"
          actions={<ButtonLink href="/audit">{t("action.clear")}</ButtonLink>}
        >
          {t("empty.linesHint")}
        </EmptyState>
      }
      columns={[
        { key: "seq", header: t("field.seq"), width: "5rem", nowrap: true, cell: (row) => row.seq },
        {
          key: "at",
          header: t("field.at"),
          width: "11.5rem",
          nowrap: true,
          cell: (row) => secondText(row.at),
        },
        {
          key: "person",
          header: t("field.person"),
          nowrap: true,
          cell: (row) =>
            row.actorAccount ? (
              <Link prefetch={false} href={hrefOf({ person: row.actorAccount })}>
                {row.actorName} <span className="text-ink-hint">{row.actorAccount}</span>
              </Link>
            ) : (
              <span className="text-ink-hint">{t("hint.noActor")}</span>
            ),
        },
        { key: "action", header: t("field.action"), nowrap: true, cell: (row) => named("done", row.action) },
        {
          key: "object",
          header: t("field.object"),
          nowrap: true,
          cell: (row) => (
            <Link
              prefetch={false}
              href={hrefOf({ entity: row.entity, id: row.entityId })}
              title={row.entityId}
            >
              {named("entity", row.entity)} <code className="text-ink-hint">{shortId(row.entityId)}</code>
            </Link>
          ),
        },
        {
          key: "change",
          header: t("field.change"),
          nowrap: true,
          cell: (row) =>
            row.before || row.after ? (
              <span title={`${row.before} → ${row.after}`}>
                {row.before ? `${value(row.before)} → ` : ""}
                {row.after ? value(row.after) : "—"}
              </span>
            ) : null,
        },
        {
          key: "hash",
          minor: true,
          header: t("field.hash"),
          width: "7rem",
          nowrap: true,
          cell: (row) => (
            <code title={row.hash} className="text-ink-hint">
              {shortHash(row.hash)}
            </code>
          ),
        },
      ]}
    />
  );
}
