/**
 * Numbers that open what they count (rule 10): every link whose text is a number, or that says its number in
 * `data-figure`; and what stands in the list behind it. A list's rows are those of its DataTable, or what carries `data-listed`.
 */
export type Page = { status: number; text: string };
export type Open = (address: string) => Promise<Page>;
export type Figure = { page: string; href: string; shown: number };

/** Pages that list what a number counts; a number that leads elsewhere (a board, a record) is no count of rows. */
const LISTS = new RegExp(
  `^/(${[
    "observations",
    "observations/follow-ups",
    "cadres",
    "achievements",
    "achievements/waiting",
    "units",
    "concerns",
    "corrections",
    "central-tasks",
    "cases",
    "cases/list",
    "tolerance",
    "boards/roster",
    "boards/promotions",
  ].join("|")})(\\?|$)`,
);
/** A part of a page that lists: its rows are counted inside the element of that id. */
const PARTS = /^\/central-tasks\/[0-9a-f-]{36}#members$/;

/** "451", "5,311 条", "本月记录 442 条 截至今天": one number that stands alone or before its measure word. */
const NUMBER = /(?<![\d年月日天\-–/.:第表])(\d{1,3}(?:,\d{3})+|\d+)(?![\d年月日天%\-–/.:])/g;

const textOf = (html: string): string =>
  html
    .replace(/<svg\b.*?<\/svg>/gs, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/&\w+;/g, " ")
    // "1/3 差2": one of the three that a minimum asks, two short of it
    .replace(/(\d+)\s*\/\s*\d+/g, "$1")
    .replace(/差\s*\d+/g, "")
    .replace(/\s+/g, " ")
    .trim();

const plain = (attribute: string): string => attribute.replaceAll("&amp;", "&").replaceAll("&#x27;", "'");
export const mainOf = (html: string): string =>
  html.slice(html.indexOf("<main"), html.lastIndexOf("</main>"));

/** Where a link holds several numbers (a day beside a count) it says no single count and is left out. */
export function figuresIn(page: string, html: string): Figure[] {
  const found = new Map<string, Figure>();
  for (const [, attributes = "", inner = ""] of mainOf(html).matchAll(/<a\b([^>]*)>(.*?)<\/a>/gs)) {
    const href = plain(/\bhref="([^"]+)"/.exec(attributes)?.[1] ?? "");
    if (!LISTS.test(href) && !PARTS.test(href)) continue;
    const marked = /\bdata-figure="(\d+)"/.exec(attributes)?.[1];
    const numbers = marked ? [marked] : [...textOf(inner).matchAll(NUMBER)].map(([, digits = ""]) => digits);
    const [digits] = numbers;
    if (!digits || numbers.length > 1) continue;
    found.set(`${href} ${digits}`, { page, href, shown: Number(digits.replaceAll(",", "")) });
  }
  return [...found.values()];
}

/** The element that begins there, from its first to its last tag. */
function elementAt(html: string, begin: RegExpExecArray): string {
  const tags = new RegExp(`<(/?)${begin[1]}\\b[^>]*>`, "g");
  tags.lastIndex = begin.index;
  let depth = 0;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1;
    if (depth === 0) return html.slice(begin.index, tags.lastIndex);
  }
  return html.slice(begin.index);
}

function partOf(html: string, id: string): string {
  const begin = new RegExp(`<([a-z]+)\\b[^>]*\\bid="${id}"[^>]*>`).exec(html);
  return begin ? elementAt(html, begin) : "";
}

/** What stands on the page of a list and is none of its rows (sums, what is over) says `data-beside`. */
function withoutBeside(html: string): string {
  const begin = /<([a-z]+)\b[^>]*\bdata-beside\b[^>]*>/.exec(html);
  return begin ? withoutBeside(html.replace(elementAt(html, begin), "")) : html;
}

const NEXT = /<a\b(?=[^>]*\brel="next")[^>]*\bhref="([^"]+)"/;
const ROW = /<th scope="row"|<[a-z]+\b[^>]*\bdata-listed\b/g;

/** Rows of a list to its end. */
export async function countOpened(open: Open, href: string, mostPages: number): Promise<number> {
  const [address = href, part] = href.split("#");
  let rows = 0;
  let next: string | undefined = address;
  for (let page = 0; next; page += 1) {
    if (page === mostPages) throw new Error(`more than ${mostPages} pages behind ${href}`);
    const { status, text }: Page = await open(next);
    if (status !== 200) throw new Error(`${status} at ${next}`);
    const main: string = mainOf(text);
    rows += (part ? partOf(main, part) : withoutBeside(main)).match(ROW)?.length ?? 0;
    const follows: string | undefined = part ? undefined : NEXT.exec(main)?.[1];
    next = follows && plain(follows);
  }
  return rows;
}

/** The same few of many on each run: spread evenly over the page. */
export const someOf = <T>(all: readonly T[], most: number): T[] =>
  all.length <= most
    ? [...all]
    : Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)] as T);
