/**
 * lrmx in and out (product.md rule 12). The document stays as it came; values are read from it, and what changes is put
 * in its own place. So all elements, their order, unknown ones and every byte that nobody changed come out again.
 */
import type { Day } from "@/lib/platform/clock";
import { readXml, type XmlElement, type XmlFault, xmlText } from "@/lib/platform/xml";
import {
  DAY_FIELDS,
  ELEMENTS,
  type ElementName,
  LRMX_LIMITS,
  type LrmxSheet,
  RELATIVE_PARTS,
  type Relative,
  type TextField,
} from "./schema";

export type LrmxFault = XmlFault | "notLrmx" | "twice" | "tooManyRelatives" | "tooLong" | "noName";

export type LrmxElement = {
  name: string;
  start: number;
  end: number;
  contentStart: number;
  contentEnd: number;
  isSelfClosed: boolean;
};
export type LrmxDocument = {
  /** as it came, with its byte order mark where it has one */
  source: string;
  elements: LrmxElement[];
  /** where the last child of the root may end and the root's closing tag begins */
  rootEnd: number;
  sheet: LrmxSheet;
};

const NAMES: ReadonlySet<string> = new Set(ELEMENTS.map(({ element }) => element));
const FIELDS = ELEMENTS.flatMap((one) => (one.field ? [{ ...one, field: one.field }] : []));
const dayFields: ReadonlySet<string> = new Set(DAY_FIELDS);

export function lrmxDocument(source: string): { document: LrmxDocument } | { fault: LrmxFault } {
  const read = readXml(source);
  if ("fault" in read) return read;
  const { root } = read;
  if (root.name !== "Person" || root.isSelfClosed) return { fault: "notLrmx" };
  const known = new Map<string, XmlElement>();
  for (const child of root.children) {
    if (!NAMES.has(child.name)) continue;
    // which of the two would hold?
    if (known.has(child.name)) return { fault: "twice" };
    known.set(child.name, child);
  }
  if (!known.has("XingMing") || root.text.trim() !== "") return { fault: "notLrmx" };
  const family = relativesOf(known.get("JiaTingChengYuan"));
  if (family.length > LRMX_LIMITS.relatives) return { fault: "tooManyRelatives" };
  const sheet = sheetOf(known, family);
  const texts = [...FIELDS.map(({ field }) => (field === "family" || field === "photo" ? "" : sheet[field]))];
  if (
    [...texts, ...family.flatMap((one) => Object.values(one))].some((text) => text.length > LRMX_LIMITS.text)
  )
    return { fault: "tooLong" };
  if (sheet.name === "") return { fault: "noName" };
  const elements = root.children.map(({ name, start, end, contentStart, contentEnd, isSelfClosed }) => ({
    name,
    start,
    end,
    contentStart,
    contentEnd,
    isSelfClosed,
  }));
  return { document: { source, elements, rootEnd: root.contentEnd, sheet } };
}

function sheetOf(known: ReadonlyMap<string, XmlElement>, family: Relative[]): LrmxSheet {
  const texts = FIELDS.map(({ element, field }) => [field, readValue(field, known.get(element)?.text ?? "")]);
  return { ...(Object.fromEntries(texts) as Record<TextField, string>), family };
}

function readValue(field: string, raw: string): string {
  const text = raw
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
  if (field === "photo") return raw.replace(/\s/g, "");
  if (field === "idNumber") return text.toUpperCase();
  // spaces between the two characters of a name are typesetting
  if (field === "name") return text.replace(/(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])/g, "");
  return dayFields.has(field) ? (monthDay(text) ?? text) : text;
}

function relativesOf(family: XmlElement | undefined): Relative[] {
  const items = family?.children.filter(({ name }) => name === "Item") ?? [];
  return items
    .map((item) => {
      const partOf = (element: string) =>
        item.children.find(({ name }) => name === element)?.text.trim() ?? "";
      return Object.fromEntries(
        RELATIVE_PARTS.map(({ element, field }) => [
          field,
          field === "born" ? (monthDay(partOf(element)) ?? partOf(element)) : partOf(element),
        ]),
      ) as Relative;
    })
    .filter((relative) => Object.values(relative).some(Boolean));
}

/** 197005, 19700503, 1970.05, 1970-5-3, 1970年5月: a day; the first of the month where the month is all there is. */
export function monthDay(text: string): Day | null {
  const [, year = "", month = "", day = "1"] =
    /^(\d{4})(\d{2})(\d{2})?$/.exec(text) ??
    /^(\d{4})\s?[.．\-/年]\s?(\d{1,2})\s?(?:[.．\-/月]\s?(?:(\d{1,2})日?)?)?$/.exec(text) ??
    [];
  if (!year) return null;
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === written ? written : null;
}

const formatDay = (day: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.slice(0, 7).replace("-", "") : day;

/** As the form shows it: 1970.05 */
export const shownMonth = (day: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.slice(0, 7).replace("-", ".") : day;

/** Values to stand in the document, by field; what it already says so stays as it is written. */
export type LrmxChanges = Partial<LrmxSheet>;
/** Of a document written anew: elements that are no field of ours. */
export type LrmxExtras = Partial<Record<ElementName, string>>;

export function withValues(document: LrmxDocument, changes: LrmxChanges): string {
  const contents = FIELDS.flatMap(({ element, field }) => {
    const wanted = changes[field];
    if (wanted === undefined || isSameValue(field, document.sheet[field], wanted)) return [];
    return [
      [
        element,
        field === "family" ? familyXml(changes.family ?? []) : xmlText(formatOf(field, String(wanted))),
      ],
    ];
  });
  return withContents(document, Object.fromEntries(contents));
}

/** Raw contents by element; an element that is not there and would be empty stays away. */
export function withContents(document: LrmxDocument, contents: Partial<Record<ElementName, string>>): string {
  const edits = ELEMENTS.flatMap(({ element }) => {
    const written = contents[element];
    return written === undefined ? [] : (editOf(document, element, written) ?? []);
  });
  // from behind, so that the places in front stay true; at one place in the order of the format
  const ordered = edits.map((edit, at) => ({ ...edit, at })).sort((a, b) => b.from - a.from || b.at - a.at);
  return ordered.reduce(
    (text, { from, to, written }) => text.slice(0, from) + written + text.slice(to),
    document.source,
  );
}

const isSameValue = (field: string, there: string | Relative[], wanted: string | Relative[]): boolean => {
  if (typeof there !== "string" && typeof wanted !== "string") return sameFamily(there, wanted);
  // the format knows months: a day within the same month is no change
  return dayFields.has(field) ? formatDay(String(there)) === formatDay(String(wanted)) : there === wanted;
};

export function sameFamily(one: readonly Relative[], other: readonly Relative[]): boolean {
  const flat = (family: readonly Relative[]) =>
    family.map((relative) =>
      RELATIVE_PARTS.map(({ field }) => (field === "born" ? formatDay(relative.born) : relative[field])),
    );
  return JSON.stringify(flat(one)) === JSON.stringify(flat(other));
}

const formatOf = (field: string, value: string): string => (dayFields.has(field) ? formatDay(value) : value);

type Edit = { from: number; to: number; written: string };

function editOf(document: LrmxDocument, element: string, written: string): Edit | null {
  const there = document.elements.find(({ name }) => name === element);
  if (written === "" && (!there || there.isSelfClosed)) return null;
  if (there && !there.isSelfClosed) return { from: there.contentStart, to: there.contentEnd, written };
  if (there) {
    // <Name attribute="…"/> keeps its attributes
    const tag = document.source.slice(there.start, there.end).replace(/\s*\/>$/, ">");
    return { from: there.start, to: there.end, written: `${tag}${written}</${element}>` };
  }
  return insertion(document, `<${element}>${written}</${element}>`, element);
}

/** Behind the nearest element that the format writes before it, with the space that stands between others. */
function insertion({ source, elements, rootEnd }: LrmxDocument, written: string, element: string): Edit {
  const order = ELEMENTS.map((one): string => one.element);
  const before = order.slice(0, order.indexOf(element)).reverse();
  const previous = before
    .map((name) => elements.find((one) => one.name === name))
    .find((one) => one !== undefined);
  const [first, second] = elements;
  const space = first && second ? source.slice(first.end, second.start) : "\n";
  const apart = /^\s*$/.test(space) ? space : "\n";
  const from = previous?.end ?? first?.start ?? rootEnd;
  return { from, to: from, written: previous ? apart + written : written + apart };
}

const familyXml = (family: readonly Relative[]): string =>
  family
    .map((relative) => {
      const parts = RELATIVE_PARTS.map(({ element, field }) => {
        const value = field === "born" ? formatDay(relative.born) : relative[field];
        return `\n      <${element}>${xmlText(value)}</${element}>`;
      });
      return `\n    <Item>${parts.join("")}\n    </Item>`;
    })
    .join("")
    .concat(family.length > 0 ? "\n  " : "");

/** Where there is no document of a cadre yet: all elements of the format, in its order. */
export function newDocument(sheet: LrmxSheet, extras: LrmxExtras): string {
  const lines = ELEMENTS.map(({ element, field }) => {
    if (field === "family") return `  <${element}>${familyXml(sheet.family)}</${element}>`;
    const value = field ? formatOf(field, sheet[field]) : (extras[element] ?? "");
    return `  <${element}>${xmlText(value)}</${element}>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Person>\n${lines.join("\n")}\n</Person>\n`;
}
