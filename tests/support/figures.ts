/**
 * Numbers that open what they count (rule 10): every link whose text is a number, and what stands in the list behind it.
 * A list's rows are those of its DataTable, or what carries `data-listed`.
 */
import type { APIRequestContext, APIResponse } from "@playwright/test";

export type Figure = { page: string; href: string; shown: number };

/** Pages that list what a number counts; a number that leads elsewhere (a board, a record) is no count of rows. */
const LISTS =
  /^\/(observations|cadres|achievements|units|concerns|corrections|central-tasks|cases|tolerance)(\?|$)/;
const WORK_LISTS = /^\/(observations\/follow-ups|achievements\/waiting)(\?|$)/;

/** "451", "5,311 条", "本月记录 442 条 截至今天": one number that stands alone or before its measure word. */
const NUMBER = /(?<![\d年月日天\-–/.:第])(\d{1,3}(?:,\d{3})+|\d+)(?![\d年月日天%\-–/.:])/g;

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

/** Where a link holds several numbers (a day beside a count) it says no single count and is left out. */
export function figuresIn(page: string, html: string): Figure[] {
  const main = html.slice(html.indexOf("<main"), html.lastIndexOf("</main>"));
  const found = new Map<string, Figure>();
  for (const [, address = "", inner = ""] of main.matchAll(/<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)<\/a>/gs)) {
    const href = address.replaceAll("&amp;", "&");
    if (!LISTS.test(href) && !WORK_LISTS.test(href)) continue;
    const numbers = [...textOf(inner).matchAll(NUMBER)].map(([, digits = ""]) => digits);
    const [digits] = numbers;
    if (!digits || numbers.length > 1) continue;
    found.set(`${href} ${digits}`, { page, href, shown: Number(digits.replaceAll(",", "")) });
  }
  return [...found.values()];
}

const MOST_PAGES = 12;
const NEXT = /<a\b(?=[^>]*\brel="next")[^>]*\bhref="([^"]+)"/;
const ROW = /<th scope="row"|<[a-z]+\b[^>]*\bdata-listed\b/g;

/** Rows of a list to its end. */
export async function countOpened(api: APIRequestContext, href: string): Promise<number> {
  let rows = 0;
  let next: string | undefined = href;
  for (let page = 0; next; page += 1) {
    if (page === MOST_PAGES) throw new Error(`more than ${MOST_PAGES} pages behind ${href}`);
    const response: APIResponse = await api.get(next);
    if (response.status() !== 200) throw new Error(`${response.status()} at ${next}`);
    const html: string = await response.text();
    const main: string = html.slice(html.indexOf("<main"), html.lastIndexOf("</main>"));
    rows += main.match(ROW)?.length ?? 0;
    next = NEXT.exec(main)?.[1]?.replaceAll("&amp;", "&");
  }
  return rows;
}

/** The same few of many on each run: spread evenly over the page. */
export const someOf = <T>(all: readonly T[], most: number): T[] =>
  all.length <= most
    ? [...all]
    : Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)] as T);
