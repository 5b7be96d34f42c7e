/** When a version may be published, and what must stay in it. Days are 'yyyy-MM-dd'; today is always given. */
import type { Day } from "@/lib/platform/clock";
import type { MethodField } from "../schema";
import type { MethodContent } from "./schema";

export type PublishReason =
  | "methods.reason.inThePast"
  | "methods.reason.beforeTheLast"
  | "methods.reason.unchanged"
  | "methods.reason.boundFieldGone"
  | "methods.reason.typeChanged";

type Last = { effectiveFrom: Day; content: MethodContent };

export function publishRefusal(
  content: MethodContent,
  last: Last,
  effectiveFrom: Day,
  today: Day,
): PublishReason | null {
  if (effectiveFrom < today) return "methods.reason.inThePast";
  if (effectiveFrom < last.effectiveFrom) return "methods.reason.beforeTheLast";
  if (JSON.stringify(content) === JSON.stringify(last.content)) return "methods.reason.unchanged";
  return fieldsRefusal(content.fields, last.content.fields);
}

/**
 * What a method asks in its own words of the record's shared facts stays asked; and an answer under one name is one
 * kind of thing in all versions, so that records of several years can stand in one table.
 */
export function fieldsRefusal(
  fields: readonly MethodField[],
  before: readonly MethodField[],
): PublishReason | null {
  const bound = (list: readonly MethodField[]) => list.flatMap(({ binds }) => binds ?? []);
  if (bound(before).some((one) => !bound(fields).includes(one))) return "methods.reason.boundFieldGone";
  const typeOf = new Map(before.map(({ key, type }) => [key, type]));
  return fields.some(({ key, type }) => (typeOf.get(key) ?? type) !== type)
    ? "methods.reason.typeChanged"
    : null;
}

export type FieldChange = {
  key: string;
  label: string;
  labelEn: string;
  kind: "added" | "removed" | "changed";
};

/** What a reader of the history wants to know: which questions came, went or changed. */
export function fieldChanges(fields: readonly MethodField[], before: readonly MethodField[]): FieldChange[] {
  const was = new Map(before.map((field) => [field.key, field]));
  const is = new Map(fields.map((field) => [field.key, field]));
  const named = ({ key, label, labelEn }: MethodField, kind: FieldChange["kind"]) => ({
    key,
    label,
    labelEn,
    kind,
  });
  return [
    ...fields.flatMap((field) => {
      const old = was.get(field.key);
      if (!old) return [named(field, "added")];
      return JSON.stringify(old) === JSON.stringify(field) ? [] : [named(field, "changed")];
    }),
    ...before.filter(({ key }) => !is.has(key)).map((field) => named(field, "removed")),
  ];
}

/** A name for a question of one's own that no field bears. */
export function freeKey(fields: readonly Pick<MethodField, "key">[]): string {
  const taken = new Set(fields.map(({ key }) => key));
  let n = 1;
  while (taken.has(`own${n}`)) n += 1;
  return `own${n}`;
}
