/** What a new revision changed, field by field: text by the characters that came and went, lists by their items. */

import { diffArrays, diffChars } from "diff";
import { getLocale, getTranslations } from "next-intl/server";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { fieldLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import { differences, type Snapshot } from "@/lib/observations/rules";
import { momentText } from "@/lib/platform/clock";
import { type AnswerWords, answerText } from "./answers";

/** Fields of a snapshot with words of their own, in the order of the page; others are named by the method's field. */
const NAMED = [
  "startedAt",
  "endedAt",
  "place",
  "fact",
  "judgement",
  "cadres",
  "polarity",
  "dimensions",
  "confidentiality",
  "secondObserverId",
  "centralTaskId",
  "conductItemIds",
  "evidence",
  "evidenceNote",
];
const placeOf = (field: string): number => (NAMED.includes(field) ? NAMED.indexOf(field) : NAMED.length);

type Translator = Awaited<ReturnType<typeof getTranslations<"observations">>>;

export async function Changes({
  before,
  after,
  fields,
  names,
  dimensions,
}: {
  before: Snapshot;
  after: Snapshot;
  fields: MethodField[];
  names: Record<string, string>;
  dimensions: DimensionWords;
}) {
  const t = await getTranslations("observations");
  const words = { yes: t("status.yes"), no: t("status.no"), locale: await getLocale(), names };
  // kept for search only; the cadre lines say the same and more
  const found = differences(before, after)
    .filter((one) => one.field !== "cadreNames")
    .sort((a, b) => placeOf(a.field) - placeOf(b.field));
  if (found.length === 0) return <p className="text-ink-hint">{t("hint.noChange")}</p>;
  const asked = (path: string) => fields.find((one) => `details.${one.key}` === path);
  const labelOf = (path: string) => {
    if (NAMED.includes(path)) return t(`field.${path}`);
    const field = asked(path);
    return field ? fieldLabel(field, words.locale) : t("field.details");
  };
  return (
    <dl className="flex flex-col gap-3">
      {found.map((one) => {
        const shown = (value: unknown) =>
          inWords(one.field, value, asked(one.field), t, { ...words, dimensions });
        return (
          <div key={one.field}>
            <dt className="text-sm text-ink-soft">{labelOf(one.field)}</dt>
            <dd className="mt-0.5 break-words whitespace-pre-line">
              <Lines lines={linesOf(shown(one.before), shown(one.after))} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

type Part = { text: string; kind: "same" | "added" | "removed" };

/** One line a row: an item of a list, or the whole of a text. */
function Lines({ lines }: { lines: Part[][] }) {
  return lines.map((parts, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed comparison
    <span key={at} className="block">
      {parts.map((part, index) =>
        part.kind === "added" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed comparison
          <ins key={index} className="bg-positive-soft text-positive">
            {part.text}
          </ins>
        ) : part.kind === "removed" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed comparison
          <del key={index} className="bg-attention-soft text-attention">
            {part.text}
          </del>
        ) : (
          part.text
        ),
      )}
    </span>
  ));
}

type Item = { key: string; text: string };
/** A list holds its items, a text its words, and a choice stands as a whole. */
type Shown = { kind: "text" | "choice"; text: string } | { kind: "list"; items: Item[] };

function linesOf(before: Shown, after: Shown): Part[][] {
  if (before.kind === "list" || after.kind === "list") {
    const [earlier, later] = [itemsOf(before), itemsOf(after)];
    return diffArrays(earlier, later, { comparator: (one, other) => one.key === other.key }).flatMap((part) =>
      part.value.map((item) => {
        const kind = kindOf(part);
        if (kind !== "same") return [{ text: item.text, kind }];
        // the same cadre, of whom something else is said now
        const was = earlier.find((one) => one.key === item.key)?.text ?? "";
        return textParts(was, later.find((one) => one.key === item.key)?.text ?? "");
      }),
    );
  }
  if (before.kind === "choice" || after.kind === "choice") {
    const whole: Part[] = [
      { text: before.text, kind: "removed" },
      { text: after.text, kind: "added" },
    ];
    return whole.filter((part) => part.text !== "").map((part) => [part]);
  }
  return [textParts(before.text, after.text)];
}

const textParts = (before: string, after: string): Part[] =>
  diffChars(before, after).map((part) => ({ text: part.value, kind: kindOf(part) }));
const kindOf = (part: { added: boolean; removed: boolean }): Part["kind"] =>
  part.added ? "added" : part.removed ? "removed" : "same";
const itemsOf = (shown: Shown): Item[] =>
  shown.kind === "list" ? shown.items : shown.text === "" ? [] : [{ key: shown.text, text: shown.text }];

const TEXTS = new Set(["place", "fact", "judgement", "evidenceNote"]);

function inWords(
  path: string,
  value: unknown,
  field: MethodField | undefined,
  t: Translator,
  words: AnswerWords & { dimensions: DimensionWords },
): Shown {
  const choice = (text: string): Shown => ({ kind: "choice", text });
  const list = (word: (item: unknown) => string, key: (item: unknown) => string = word): Shown => ({
    kind: "list",
    items: Array.isArray(value) ? value.map((item) => ({ key: key(item), text: word(item) })) : [],
  });
  switch (path) {
    case "dimensions":
      return list(
        (one) =>
          DIMENSIONS.filter((each) => each === one).map((each) => words.dimensions[each].name)[0] ?? "",
      );
    case "conductItemIds":
      return list((one) => words.names[String(one)] ?? "");
    case "evidence":
      // what tells one file from another to a reader; its hashes are no words
      return list((one) => String(Reflect.get(Object(one), "name") ?? ""));
    case "cadres":
      return list(
        (one) => lineText(one, words.names),
        (one) => String(Reflect.get(Object(one), "cadreId") ?? ""),
      );
  }
  if (value === null || value === undefined) return { kind: "text", text: "" };
  if (TEXTS.has(path)) return { kind: "text", text: String(value) };
  if (path === "startedAt" || path === "endedAt") return choice(momentText(String(value)));
  if (path === "polarity") return choice(t(`status.${String(value).toLowerCase()}`));
  if (path === "confidentiality") return choice(t(`status.confidentiality${String(value)}`));
  if (!field) return choice(words.names[String(value)] ?? String(value));
  if (field.type === "table") return list((row) => lineText(row, words.names));
  if (field.type === "multiselect" || field.type === "cadre_list")
    return list((one) => answerText(field, one, words));
  const text = answerText(field, value, words);
  return field.type === "text" || field.type === "longtext" ? { kind: "text", text } : choice(text);
}

/** A cadre's line or a table's row on one line. */
function lineText(value: unknown, names: Record<string, string>): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return names[String(value)] ?? String(value);
  const { name, cadreId: _, ...rest } = value as Record<string, unknown>;
  return [name, ...Object.values(rest)]
    .map((one) => lineText(one, names))
    .filter(Boolean)
    .join(" ");
}
