/** A finalised report, stored by the owner: for tests that only look at it. */
import { randomUUID } from "node:crypto";
import { today } from "./builders";
import { owner } from "./owner";

export async function storeReport(
  maker: { id: string },
  { words = "各单位都有记录", about = [] as string[], level = 1 } = {},
): Promise<string> {
  const id = randomUUID();
  await owner().query(
    `insert into reports (id, kind, title, period_from, period_to, confidentiality, made_by)
     values ($1, 'QUARTERLY', '演示季度研判报告', date_trunc('quarter', $2::date), $2, $3, $4)`,
    [id, today(), level, maker.id],
  );
  await owner().query(
    "insert into report_citations (report_id, label, kind, href) values ($1, '表1', 'TABLE', '/coverage')",
    [id],
  );
  await owner().query(
    `insert into report_paragraphs (report_id, position, version, section, text, author_id)
     values ($1, 1, 1, 'coverage', $2 || '【表1】。', $3)`,
    [id, words, maker.id],
  );
  const table = {
    kind: "table",
    widths: [60, 40],
    head: ["单位", "记录数"],
    rows: [[["演示单位"], ["3"]]],
  };
  const sections = [
    { key: "coverage", heading: "覆盖情况", empty: "没有", blocks: [{ kind: "note", text: "表1" }, table] },
  ];
  await owner().query(
    "update reports set state = 'DRAFT', snapshot = $2, frozen_at = now(), cadre_ids = $3, row_version = 2 where id = $1",
    [id, JSON.stringify({ version: 1, sections, scope: "说明" }), about],
  );
  await owner().query(
    "update reports set state = 'FINAL', finalised_by = $2, finalised_at = now(), row_version = 3 where id = $1",
    [id, maker.id],
  );
  return id;
}
