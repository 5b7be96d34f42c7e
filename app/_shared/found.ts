/** What a search found, in words: for the dialog, which is handed them, and for the page. */

import { getLocale, getTranslations } from "next-intl/server";
import { pinyin } from "pinyin-pro";
import { marks } from "@/components/punctuation/marks";
import type { QuickWords } from "@/components/search/words";
import { addressOf } from "@/components/ui/address";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { type Found, type Hit, search } from "@/lib/search/queries";
import { COUNT_LIMIT, marked, type Part, type Typed, typedIn } from "@/lib/search/rules";
import type { SearchGroup } from "@/lib/search/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";
import { navigationFor } from "./nav";

export type FoundItem = { href: string; title: Part[]; text: Part[] | null; about: string };
export type FoundGroup = {
  key: SearchGroup | "pages";
  label: string;
  /** "50+" beyond the limit */
  total: string;
  /** the group in full, where more was found than is listed */
  more: { href: string; label: string } | null;
  items: FoundItem[];
};
export type SearchAnswer = { groups: FoundGroup[]; tooShort: boolean };

const PATHS: Record<SearchGroup, string> = {
  units: "/units",
  cadres: "/cadres",
  tasks: "/central-tasks",
  cases: "/cases",
  claims: "/achievements",
  records: "/observations",
};
/** Characters of a record or a demand around the words. */
const SNIPPET = 72;

export async function foundFor(
  viewer: Viewer,
  q: string,
  size: number,
  only?: SearchGroup,
): Promise<SearchAnswer> {
  const typed = typedIn(q);
  if (typed.words.length === 0 && typed.spelling === "") return { groups: [], tooShort: q.trim() !== "" };
  const found = await read(viewer, (db) =>
    search(db, viewer, { typed, size, only, today: cityDay(new Date()) }),
  );
  const groups = await Promise.all(found.map((group) => inWords(group, typed, q, size, only)));
  const pages = only ? null : await pagesFor(viewer, typed);
  return { groups: pages ? [pages, ...groups] : groups, tooShort: false };
}

async function inWords(
  found: Found,
  typed: Typed,
  q: string,
  size: number,
  only: SearchGroup | undefined,
): Promise<FoundGroup> {
  const m = await marks();
  const { group, total, items } = found;
  const t = await getTranslations("search");
  const label = t(`title.${group}`);
  const count = total > COUNT_LIMIT ? t("hint.atLeast", { count: COUNT_LIMIT }) : String(total);
  const about = await aboutOf(group);
  return {
    key: group,
    label,
    total: count,
    more:
      only || total <= size
        ? null
        : { href: addressOf("/search", { q, in: group }), label: t("action.all", { group: label, count }) },
    items: items.map((hit) => ({
      href: `${PATHS[group]}/${hit.id}`,
      ...textsOf(group, hit, typed),
      about: about(hit).filter(Boolean).join(m.gap),
    })),
  };
}

function textsOf(group: SearchGroup, hit: Hit, typed: Typed): Pick<FoundItem, "title" | "text"> {
  const title = marked(
    hit.title,
    typed.words,
    group === "records" || group === "claims" ? SNIPPET : undefined,
  );
  if (title.some((part) => part.isHit)) return { title, text: null };
  for (const text of hit.texts) {
    const parts = marked(text, typed.words, SNIPPET);
    if (parts.some((part) => part.isHit)) return { title, text: parts };
  }
  return { title, text: null };
}

/** The line under a hit: unit, post or method, state, day. */
async function aboutOf(group: SearchGroup): Promise<(hit: Hit) => (string | null)[]> {
  const locale = await getLocale();
  const note = (hit: Hit) => (locale === "en" ? (hit.noteEn ?? hit.note) : hit.note);
  if (group === "units") {
    const t = await getTranslations("units.status");
    return ({ state }) => {
      const type = UNIT_TYPES.find((one) => one === state);
      return [type ? t(unitTypeKey(type)) : null];
    };
  }
  if (group === "cadres") return (hit) => [hit.unitName, hit.note];
  const t = await getTranslations();
  const stateOf = (state: string | null) => {
    if (!state) return null;
    if (group === "tasks") return t(`centralTasks.status.${state}`);
    if (group === "cases") return t(`cases.status.${state}`);
    return t(`${group === "claims" ? "achievements" : "observations"}.status.${state.toLowerCase()}`);
  };
  return (hit) => [hit.unitName, note(hit), stateOf(hit.state), hit.on];
}

const MOST_PAGES = 5;

/** Pages of the navigation by their names, also by pinyin: what the person may not open is not among them. */
async function pagesFor(viewer: Viewer, typed: Typed): Promise<FoundGroup | null> {
  const sections = await navigationFor(viewer);
  const items = sections
    .flatMap(({ label: section, items }) => items.map((item) => ({ ...item, section: section ?? "" })))
    .filter(({ label }) => isCalled(label, typed))
    .slice(0, MOST_PAGES);
  if (items.length === 0) return null;
  const t = await getTranslations("search");
  return {
    key: "pages",
    label: t("title.pages"),
    total: String(items.length),
    more: null,
    items: items.map(({ href, label, section }) => ({
      href,
      title: marked(label, typed.words),
      text: null,
      about: section,
    })),
  };
}

function isCalled(label: string, { words, spelling }: Typed): boolean {
  const plain = label.toLowerCase();
  if (words.length > 0 && words.every((word) => plain.includes(word))) return true;
  if (spelling === "") return false;
  const spelled = (pattern: "pinyin" | "first") =>
    pinyin(label, { pattern, toneType: "none", type: "array" }).join("").toLowerCase();
  return spelled("pinyin").startsWith(spelling) || spelled("first").startsWith(spelling);
}

type Translate = Awaited<ReturnType<typeof getTranslations<"search">>>;

/** Words of the dialog, handed to it: no translation code goes to the browser. */
export const quickWords = (t: Translate): QuickWords => ({
  title: t("title.dialog"),
  close: t("action.close"),
  field: t("field.q"),
  placeholder: t("hint.placeholder"),
  keys: t("hint.keys"),
  start: t("hint.start"),
  short: t("hint.short"),
  searching: t("hint.searching"),
  none: t("empty.noneHint"),
  results: t("nav.results"),
  failed: t("status.failed"),
  tooMany: t("status.tooMany"),
});
