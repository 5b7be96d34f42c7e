/** 报告 of the demo: the last full quarter's, finalised and waiting for a leader, and a draft of the running one. */
import type { ClientBase } from "pg";
import { periodOf } from "../../../lib/methods/rules";
import type { ScopedDb } from "../../../lib/platform/db";
import { collectDraft, titleOf } from "../../../lib/reports/making/commands";
import { addDays, momentOf } from "../support/days";
import { idOf } from "../support/random";
import { userId } from "./users";

/** 限定: the story begins with a talk of that level. */
const LEVEL = 2;

export async function loadReports(client: ClientBase, today: string): Promise<void> {
  const running = periodOf(today, "quarter");
  const last = periodOf(addDays(running.from, -1), "quarter");
  const yesterday = addDays(today, -1);
  await load(client, { key: "last", ...last, frozenOn: yesterday, isFinal: true });
  await load(client, { key: "running", from: running.from, to: today, frozenOn: yesterday, isFinal: false });
}

type Plan = { key: string; from: string; to: string; frozenOn: string; isFinal: boolean };

async function load(client: ClientBase, { key, from, to, frozenOn, isFinal }: Plan): Promise<void> {
  const db: ScopedDb = {
    rows: async ({ text, values }) => (await client.query({ text, values: values as unknown[] })).rows,
  };
  const id = idOf(`report:${key}`);
  const maker = userId("reviewer2");
  const frozenAt = momentOf(frozenOn, 18 * 60);
  const draft = await (
    await collectDraft(db, "QUARTERLY", { from, to, level: LEVEL, at: new Date(frozenAt) })
  )();
  await client.query(
    `insert into reports (id, kind, title, period_from, period_to, confidentiality, made_by, made_at)
     values ($1, 'QUARTERLY', $2, $3, $4, $5, $6, $7)`,
    [id, await titleOf("QUARTERLY", from, to), from, to, LEVEL, maker, momentOf(frozenOn, 17 * 60 + 58)],
  );
  for (const one of draft.citations)
    await client.query(
      `insert into report_citations (report_id, label, kind, entity_id, revision_no, state, source_ids, href)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, one.label, one.kind, one.entityId, one.revisionNo, one.state, one.sourceIds, one.href],
    );
  for (const [at, { section, text }] of draft.paragraphs.entries())
    await client.query(
      `insert into report_paragraphs (report_id, position, version, section, text, author_id, written_at)
       values ($1, $2, 1, $3, $4, $5, $6)`,
      [id, at + 1, section, text, maker, frozenAt],
    );
  await client.query(
    `update reports set state = 'DRAFT', snapshot = $2, frozen_at = $3, cadre_ids = $4, row_version = 2 where id = $1`,
    [id, JSON.stringify(draft.snapshot), frozenAt, draft.cadreIds],
  );
  if (isFinal)
    await client.query(
      `update reports set state = 'FINAL', finalised_by = $2, finalised_at = $3, row_version = 3 where id = $1`,
      [id, maker, momentOf(frozenOn, 18 * 60 + 40)],
    );
}
