/** What a new revision changed, field by field; text by the characters that came and went. */
import { diffChars } from "diff";
import { getTranslations } from "next-intl/server";
import type { MethodField } from "@/lib/methods/schema";
import { differences, type Snapshot } from "@/lib/observations/rules";

/** Fields of a snapshot with words of their own; anything else is named by the method's field. */
const NAMED = new Set([
  "startedAt",
  "endedAt",
  "place",
  "fact",
  "judgement",
  "dimensions",
  "polarity",
  "confidentiality",
  "evidenceNote",
  "secondObserverId",
  "centralTaskId",
  "cadres",
]);

export async function Changes({
  before,
  after,
  fields,
  names,
}: {
  before: Snapshot;
  after: Snapshot;
  fields: MethodField[];
  names: Record<string, string>;
}) {
  const t = await getTranslations("observations");
  // kept for search only; the cadre lines say the same and more
  const found = differences(before, after).filter((one) => one.field !== "cadreNames");
  if (found.length === 0) return <p className="text-ink-hint">{t("hint.noChange")}</p>;
  const labelOf = (field: string) => {
    if (NAMED.has(field)) return t(`field.${field}`);
    return fields.find((one) => `details.${one.key}` === field)?.label ?? t("field.details");
  };
  return (
    <dl className="flex flex-col gap-3">
      {found.map((one) => (
        <div key={one.field}>
          <dt className="text-sm text-ink-soft">{labelOf(one.field)}</dt>
          <dd className="mt-0.5 whitespace-pre-line">
            {diffChars(textOf(one.before, names), textOf(one.after, names)).map((part, index) =>
              part.added ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed comparison
                <ins key={index} className="bg-positive-soft text-positive">
                  {part.value}
                </ins>
              ) : part.removed ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed comparison
                <del key={index} className="bg-attention-soft text-attention">
                  {part.value}
                </del>
              ) : (
                part.value
              ),
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function textOf(value: unknown, names: Record<string, string>): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return names[value] ?? value;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one, names)).join("；");
  const { name, cadreId: _, ...rest } = value as Record<string, unknown>;
  return [name, ...Object.values(rest)]
    .map((one) => textOf(one, names))
    .filter(Boolean)
    .join(" ");
}
