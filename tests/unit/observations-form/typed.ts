/** Forms as people leave them: nothing but the text, or every field filled. */
import type { MethodField } from "@/lib/methods/schema";
import { parseFields } from "@/lib/methods/schema";
import { entryContent } from "@/lib/observations/form/content/rules";
import {
  boundField,
  type EntryState,
  freshEntry,
  ownFields,
  type Typed,
} from "@/lib/observations/form/rules";
import methods from "@/prisma/seed/reference/methods.json";

export const NOW = new Date("2026-11-24T02:33:20Z");
export const CADRE = "3f2b8c1e-6a4d-4b8e-9c1f-0a2b3c4d5e6f";
export const UNIT = "11111111-1111-4111-8111-111111111111";

export const fieldsOf = (code: string): MethodField[] =>
  parseFields(methods.find((method) => method.code === code)?.fields ?? "absent");

export const freshOf = (code: string, over: { lastPlace?: string; now?: Date } = {}): EntryState =>
  freshEntry({
    fields: fieldsOf(code),
    confidentiality: 1,
    lastPlace: over.lastPlace ?? "一楼大厅",
    now: over.now ?? NOW,
  });

/** What a quick entry takes beyond the fresh form: the words that only the observer knows. */
export function withRequiredText(state: EntryState, fields: MethodField[], text: string): EntryState {
  const asked = ownFields(fields).filter((field) => field.required && field.default === undefined);
  const short = [...text].slice(0, 60).join("").trim() || "名称";
  return {
    ...state,
    fact: text,
    details: { ...state.details, ...Object.fromEntries(asked.map((field) => [field.key, short])) },
  };
}

function typed(field: MethodField, cadreId: string): Typed {
  switch (field.type) {
    case "integer":
    case "number":
      return "12";
    case "boolean":
      return true;
    case "date":
      return "2026-11-20";
    case "datetime":
      return "2026-11-20T10:30";
    case "daterange":
      return { from: "2026-01-01", to: "2026-06-30" };
    case "select":
      return field.options?.[0] ?? "";
    case "multiselect":
      return (field.options ?? []).slice(0, 2);
    case "cadre_list":
      return [cadreId];
    case "cadre_or_role":
      return { cadreId, role: "" };
    case "unit":
    case "user":
      return UNIT;
    case "reference":
      return { text: "某事项" };
    case "table":
      return [cells(field.columns ?? [], cadreId)];
    default:
      return "文字";
  }
}

const cells = (columns: { key: string; type: string; options?: string[] }[], cadreId: string) =>
  Object.fromEntries(
    columns.map((column) => {
      const value: Record<string, string> = {
        integer: "3",
        number: "3.5",
        date: "2026-11-20",
        cadre: cadreId,
        select: column.options?.[0] ?? "",
      };
      return [column.key, value[column.type] ?? "文字"];
    }),
  );

export function filled(code: string, cadreId = CADRE, now?: Date): EntryState {
  const fields = fieldsOf(code);
  return {
    ...freshOf(code, { now }),
    fact: "看到现场已平整，进度四成。",
    judgement: "推进有力",
    cadres: [
      {
        cadreId,
        roleInEvent: "牵头",
        details: cells(boundField(fields, "cadres")?.columns ?? [], cadreId),
      },
    ],
    dimensions: ["ABILITY", "PERFORMANCE"],
    polarity: "POSITIVE",
    details: Object.fromEntries(ownFields(fields).map((field) => [field.key, typed(field, cadreId)])),
    evidenceNote: "现场不便拍照",
    evidence: [
      {
        id: "5b1f1c1e-6f4e-4b0e-9d1c-2f8a6a1b7c3d",
        name: "IMG_0412.jpg",
        type: "image/jpeg",
        size: 412_345,
        sha256: "a".repeat(64),
        captureSha256: "b".repeat(64),
        takenAt: "2026-11-20T02:03:04.000Z",
      },
    ],
    followUps: [
      { title: "月底复看", dueOn: "2026-11-30" },
      { title: "", dueOn: "" },
    ],
  };
}

export const newInput = (state: EntryState, fields: MethodField[]) => ({
  ...entryContent(state, fields),
  id: CADRE,
  unitId: UNIT,
  methodId: UNIT,
});
