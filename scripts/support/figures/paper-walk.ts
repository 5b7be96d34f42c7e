/**
 * What leaves the house is compared with the page it was taken from: reports as docx and PDF, a cadre's file and a comparison
 * as docx, lists as xlsx. Every number in them counts as a figure.
 */
import { readWorkbook } from "@/lib/platform/workbook";
import { type Open, someOf } from "./figures";
import { bared, type Compared, compareTables, compareTexts, docxOf, shownText, tablesOn } from "./papers";
import { readPdf } from "./pdf";

export type Take = (address: string) => Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }>;
type Way = { open: Open; take: Take; most: number };

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const LARGEST = 8 * 1024 * 1024;

const idsOn = (html: string, path: string): string[] => [
  ...new Set([...html.matchAll(new RegExp(`href="/${path}/(${UUID.source})`, "g"))].map(([, id = ""]) => id)),
];

/** Whole: what a busy server sends late stands behind the rest of the page. */
async function pageAt(open: Open, address: string): Promise<string> {
  const { status, text } = await open(address);
  if (status !== 200) throw new Error(`${status} at ${address}`);
  return text;
}
async function fileAt(take: Take, address: string): Promise<Uint8Array<ArrayBuffer>> {
  const { status, bytes } = await take(address);
  if (status !== 200) throw new Error(`${status} at ${address}`);
  return bytes;
}

/** As a leader: a reviewer's pages count remarks with one source, which no paper for others does (rule 5). */
export async function walkPapers(way: Way): Promise<Compared> {
  const found = [
    ...(await reports(way)),
    ...(await files(way)),
    await comparison(way),
    ...(await lists(way)),
  ];
  return {
    figures: found.reduce((total, { figures }) => total + figures, 0),
    differing: found.flatMap(({ differing }) => differing),
  };
}

async function reports({ open, take, most }: Way): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const id of someOf(idsOn(await pageAt(open, "/reports"), "reports"), most)) {
    const where = `/reports/${id}`;
    const page = await pageAt(open, where);
    const tables = tablesOn(page).filter((table) => table.length > 0);
    const texts = [...page.matchAll(/<p data-paragraph="\d+"[^>]*>(.*?)<\/p>/gs)].map(([, text = ""]) =>
      shownText(text),
    );
    if (texts.length === 0) continue;
    const docx = docxOf(await fileAt(take, `/api/v1${where}/document`));
    compared.push(compareReport(`${where} docx`, { tables, texts }, docx));
    const pdf = readPdf(await fileAt(take, `/api/v1${where}/document?form=pdf`));
    compared.push(
      comparePdf(
        `${where} pdf`,
        docx,
        pdf.pages.map(({ lines }) => lines),
      ),
    );
  }
  return compared;
}

export function compareReport(
  where: string,
  page: { tables: string[][][]; texts: string[] },
  docx: { tables: string[][][]; paragraphs: string[] },
): Compared {
  const cited = docx.tables.filter((table) => table.length > 0);
  const [cells, texts] = [
    // the page ends with the register of what is cited, which no paper prints
    compareTables(where, page.tables.slice(0, cited.length), cited),
    compareTexts(where, page.texts, docx.paragraphs.join("\n")),
  ];
  return {
    figures: cells.figures + texts.figures,
    differing: [...cells.differing, ...texts.differing],
  };
}

/** A row that no page holds goes on over the next one, so its words do not stand together. */
const LONG_ROW = 400;
/** The number of the page and the footer, which stand first on each. */
const AROUND = 2;

export function comparePdf(
  where: string,
  docx: { tables: string[][][]; paragraphs: string[] },
  pages: readonly (readonly string[])[],
): Compared {
  const whole = bared(pages.flatMap((lines) => lines.slice(AROUND)).join(""));
  const rows = docx.tables
    .flatMap((table) => table.map((row) => row.join("")))
    .filter((row) => row.length < LONG_ROW);
  return compareTexts(where, [...docx.paragraphs, ...rows], whole);
}

/** What a file says of the thickness of its evidence, on the page and in the paper in the same words. */
const SAID = [
  /\d+条记录，出自\d+名记录人、\d+种方法、\d+类来源/,
  /近60天占\d+%；平均分布时约\d+%/,
  /支持其实绩的\d+个来源中，[^。]*。/,
];

async function files({ open, take, most }: Way): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const id of someOf(idsOn(await pageAt(open, "/cadres"), "cadres"), most)) {
    const where = `/cadres/${id}`;
    const page = await pageAt(open, where);
    const docx = docxOf(await fileAt(take, `/api/v1${where}/document`));
    const shown = shownText(page);
    const told = docx.paragraphs.join("\n");
    const sentences = SAID.flatMap((pattern) => pattern.exec(told)?.[0] ?? []);
    compared.push(compareTexts(`${where} docx: the page`, sentences, shown));
    const tables = tablesOn(page);
    for (const table of docx.tables) {
      const other = tables.find(([head]) => head?.join() === table[0]?.join());
      if (other) compared.push(compareTables(`${where} docx`, [other], [table]));
    }
  }
  return compared;
}

async function comparison({ open, take }: Way): Promise<Compared> {
  const ids = idsOn(await pageAt(open, "/cadres"), "cadres").slice(0, 3);
  if (ids.length < 2) return { figures: 0, differing: [] };
  const asked = `?cadres=${ids.join(",")}`;
  const [page = []] = tablesOn(await pageAt(open, `/compare${asked}`));
  const [table = []] = docxOf(await fileAt(take, `/api/v1/compare/document${asked}`)).tables;
  return compareComparison(`/compare${asked} docx`, page, table);
}

/** The page says more beside the name of a row and of a person than the file does; the post has a row of its own there. */
export function compareComparison(
  where: string,
  page: readonly string[][],
  table: readonly string[][],
): Compared {
  const [head = [], posts = [], ...rows] = table;
  const [people = []] = page;
  const beside = rows.map(([label = "", ...cells]) => {
    const shown = page.find(([first = ""]) => first.startsWith(label)) ?? [];
    return { cells: [label, ...cells], shown: [shown[0]?.slice(0, label.length) ?? "", ...shown.slice(1)] };
  });
  const named = head.slice(1).map((name, at) => `${name}${posts[at + 1] ?? ""}`);
  return compareTables(
    where,
    [[people.slice(1), ...beside.map(({ shown }) => shown)]],
    [[named, ...beside.map(({ cells }) => cells)]],
  );
}

async function lists({ open, take }: Way): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const view of ["outstanding", "reserve"]) {
    const where = `/lists?view=${view}`;
    const page = await pageAt(open, where);
    const sheets = await readWorkbook(await fileAt(take, `/api/v1/lists/workbook?view=${view}`), LARGEST);
    if (!sheets) throw new Error(`no workbook at ${where}`);
    const said = sheets.slice(0, 2).map(({ rows }) => rows.map((row) => row.map(bared)));
    const tables = tablesOn(page);
    // a list without anybody has no table on the page
    const [listed = [], almost = []] = said;
    const shown = listed.length > 1 ? tables : [[], ...tables];
    compared.push(compareList(`${where} xlsx`, shown[0] ?? [], listed));
    compared.push(compareList(`${where} xlsx`, shown[1] ?? [], almost, { mayLack: true }));
  }
  return compared;
}

/**
 * Name and reason of each row; the page has more beside them than the file, and not in the same cells. `mayLack`: who is short
 * by a concern alone stands on the page of whoever may know, and in no file (rule 5).
 */
export function compareList(
  where: string,
  page: readonly string[][],
  sheet: readonly string[][],
  { mayLack = false }: { mayLack?: boolean } = {},
): Compared {
  const rows = page.slice(1).map((row) => row.join(""));
  const [head = [], ...lines] = sheet;
  const why = head.findIndex((cell) => /依据|why/i.test(cell));
  const name = head.findIndex((cell) => /姓名|name/i.test(cell));
  const differing =
    rows.length === lines.length || (mayLack && rows.length > lines.length)
      ? []
      : [`${where}: ${rows.length} people on the page, ${lines.length} in the file`];
  for (const line of lines) {
    const [who = "", reason = ""] = [line[name], line[why]];
    if (!rows.some((row) => row.includes(who) && row.includes(reason)))
      differing.push(`${where}: the page lacks “${who} ${reason}”`);
  }
  return { figures: lines.flatMap((line) => line[why]?.match(/\d+/g) ?? []).length, differing };
}
