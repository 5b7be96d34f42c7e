/** One roster that has come in and waits to be confirmed: two units, most of it known, some of it to be looked at. */
import type { ClientBase } from "pg";
import type { ScopedDb } from "../../../lib/platform/db";
import { sha256Hex } from "../../../lib/platform/digest";
import { guessMapping } from "../../../lib/roster/heading/rules";
import { judge } from "../../../lib/roster/preview/commands";
import { valuesOf } from "../../../lib/roster/table/rules";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import { userId } from "./users";
import type { World } from "./world";

const UNITS = ["ZJ10", "ZF13"];
const HEADER = [
  "序号",
  "单位",
  "姓名",
  "性别",
  "出生年月",
  "身份证号",
  "民族",
  "籍贯",
  "入党时间",
  "参工时间",
  "职务",
  "职级",
  "任现职时间",
  "学历",
];

type Line = { unit: string; name: string; title: string; [heading: string]: string };

/** What the roster knows of who holds a post there today, as a list would have it. */
async function linesOf(client: ClientBase): Promise<Line[]> {
  const { rows } = await client.query<Line>(
    `select u.short_name as unit, c.name, c.gender as "性别", to_char(c.born_on, 'YYYY.MM') as "出生年月", i.id_number as "身份证号",
            c.ethnicity as "民族", c.native_place as "籍贯", coalesce(to_char(c.joined_party_on, 'YYYY.MM'), '') as "入党时间",
            to_char(c.started_work_on, 'YYYY.MM') as "参工时间", h.title, h.level as "职级",
            to_char(h.starts_on, 'YYYY.MM') as "任现职时间", c.education as "学历"
     from post_holdings h join cadres c on c.id = h.cadre_id join units u on u.id = h.unit_id
     join cadre_identities i on i.cadre_id = c.id
     where u.code = any($1) and h.ends_on is null and h.is_primary order by u.position, h.id`,
    [UNITS],
  );
  return rows;
}

/** A promotion, a degree, somebody new, somebody gone, and what people get wrong. */
function edited(lines: readonly Line[], month: string): Line[] {
  const changed = lines.map((line) => ({ ...line }));
  const at = (index: number, over: Partial<Line>) => Object.assign(changed[index] ?? {}, over);
  at(1, { 学历: "省委党校研究生" });
  at(3, { title: "党委委员", 职级: "乡科级副职", 任现职时间: month });
  at(5, { 身份证号: "" });
  at(8, { 民族: "汗族" });
  const number = changed[11]?.身份证号 ?? "";
  at(11, { 身份证号: `${number.charAt(0)}.${number.slice(1, 12)}E+17` });
  at(13, { 参工时间: "九八年七月" });
  at(14, { 籍贯: "浙江东阳" });
  const template = changed[6];
  const added = template && {
    ...template,
    name: "俞霁岚",
    性别: "女",
    出生年月: "1996.05",
    身份证号: "330799199605120046",
    参工时间: "2018.08",
    入党时间: "2017.06",
    title: "综合科科员",
    职级: "二级科员",
    任现职时间: month,
  };
  // the last of the second unit is no longer in the list
  return [...changed.slice(0, -1), ...(added ? [added] : [])];
}

export async function loadImports(client: ClientBase, world: World): Promise<void> {
  const id = idOf("import:roster");
  const lines = edited(await linesOf(client), world.today.slice(0, 7).replace("-", "."));
  const mapping = guessMapping(HEADER, new Map());
  const rows = lines.map((line, at) => {
    const cells = HEADER.map((heading) => {
      if (heading === "序号") return String(at + 1);
      if (heading === "单位") return line.unit;
      if (heading === "姓名") return line.name;
      return (heading === "职务" ? line.title : line[heading]) ?? "";
    });
    return {
      id: idOf(`import:roster:${at}`),
      rowNo: at + 2,
      raw: cells,
      typed: valuesOf(cells, HEADER, mapping),
      choice: null,
      cadreId: null,
    };
  });
  const db: ScopedDb = {
    rows: async <T>({ text, values }: Parameters<ScopedDb["rows"]>[0]) =>
      (await client.query(text, values)).rows as T[],
  };
  const judged = await judge(db, rows, { effectiveOn: world.today, today: world.today });
  await insertRows(
    client,
    "import_batches",
    {
      id: "uuid",
      kind: "text",
      file_name: "text",
      body_hash: "bytea",
      header: "jsonb",
      mapping: "jsonb",
      effective_on: "date",
      uploaded_by: "uuid",
      uploaded_at: "timestamptz",
    },
    [
      {
        id,
        kind: "XLSX",
        file_name: "两单位干部名册.xlsx",
        body_hash: `\\x${sha256Hex(JSON.stringify(rows))}`,
        header: JSON.stringify(HEADER),
        mapping: JSON.stringify(mapping),
        effective_on: world.today,
        uploaded_by: userId("admin"),
        uploaded_at: `${world.today}T01:20:00Z`,
      },
    ],
  );
  await insertRows(
    client,
    "import_rows",
    {
      id: "uuid",
      batch_id: "uuid",
      row_no: "int",
      raw: "jsonb",
      typed: "jsonb",
      taken: "jsonb",
      verdict: "text",
      faults: "jsonb",
      differences: "jsonb",
      cadre_id: "uuid",
      candidates: "jsonb",
      seen: "text",
    },
    rows.map((row, at) => ({
      id: row.id,
      batch_id: id,
      row_no: row.rowNo,
      raw: JSON.stringify(row.raw),
      typed: JSON.stringify(row.typed),
      taken: JSON.stringify(judged[at]?.taken ?? {}),
      verdict: judged[at]?.verdict ?? "FAULTY",
      faults: JSON.stringify(judged[at]?.faults ?? []),
      differences: JSON.stringify(judged[at]?.differences ?? []),
      cadre_id: judged[at]?.cadreId ?? null,
      candidates: JSON.stringify(judged[at]?.candidates ?? []),
      seen: judged[at]?.seen ?? "",
    })),
  );
}
