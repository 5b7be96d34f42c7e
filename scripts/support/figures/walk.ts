/** One person's way through boards, lists and files: each number that is met is opened, and its rows are counted. */
import { addMonths, cityDay } from "@/lib/platform/clock";
import { countOpened, type Figure, figuresIn, mainOf, type Open, someOf } from "./figures";

export type Way = {
  open: Open;
  /** pages behind each list that are looked through */
  behind: number;
  /** numbers followed on a page, spread evenly */
  ofAPage: number;
  /** larger ones are not counted to their end */
  largest: number;
};
export type Walked = { pages: number; figures: number; differing: string[] };

/** Boards whose tabs the navigation does not name; of months that are over, what was open on their last day. */
const TABS = [
  `/boards?month=${addMonths(cityDay(new Date()), -3).slice(0, 7)}`,
  "/coverage?tab=methods",
  "/coverage?tab=silent",
  "/boards?span=3",
  "/boards?type=镇街",
  "/cases?view=closed",
  "/cases/list?of=results",
  "/achievements?state=corroborated",
];
/** A form is no list, the phone's shell counts on the phone, and a number in a notice is a part of its text. */
const NOT_WALKED = /^\/(field|notices|account|password|sign-in|sign-out)|\/new$/;

/** What the navigation offers to this person: every board and list of their roles. */
async function beginnings(open: Open): Promise<string[]> {
  const { status, text } = await open("/");
  if (status !== 200) throw new Error(`the desk answers ${status}`);
  const outside = text.replace(mainOf(text), "");
  const named = [...outside.matchAll(/<a\b[^>]*\bhref="(\/[^"#?]*)"/g)].map(([, href = ""]) => href);
  const found = [...new Set(["/", ...named])].filter((href) => !NOT_WALKED.test(href));
  return [...found, ...TABS.filter((tab) => found.includes(tab.split("?")[0] ?? ""))];
}

const rowsOf = (html: string): string[] => [
  ...new Set([...mainOf(html).matchAll(/class="row-link" href="([^"?#]+)"/g)].map(([, href = ""]) => href)),
];

export async function walk({ open, behind, ofAPage, largest }: Way): Promise<Walked> {
  const figures = new Map<string, Figure>();
  const seen = new Set<string>();
  const look = async (address: string): Promise<string> => {
    if (seen.has(address)) return "";
    seen.add(address);
    const { status, text } = await open(address);
    if (status !== 200) return "";
    const there = figuresIn(address, text).filter(({ shown }) => shown <= largest);
    for (const figure of someOf(there, ofAPage)) figures.set(`${figure.href} ${figure.shown}`, figure);
    return text;
  };
  for (const begin of await beginnings(open)) {
    for (const href of someOf(rowsOf(await look(begin)), behind)) await look(href);
  }
  const differing: string[] = [];
  const mostPages = Math.ceil(largest / 50) + 8;
  const opened = (href: string) => countOpened(open, href, mostPages).catch((error: Error) => error.message);
  await inTurns([...figures.values()], 4, async ({ page, href, shown }) => {
    let [said, found] = [shown, await opened(href)];
    // others write meanwhile: the number and its list are looked at again, one right after the other
    for (let again = 0; again < 3 && said !== found; again += 1) {
      said = figuresIn(page, (await open(page)).text).find((one) => one.href === href)?.shown ?? said;
      found = await opened(href);
    }
    if (found !== said) differing.push(`${page}: ${said} leads to ${href}, which lists ${found}`);
  });
  return { pages: seen.size, figures: figures.size, differing: differing.sort() };
}

async function inTurns<T>(all: readonly T[], at: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const hand = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: at }, hand));
}
