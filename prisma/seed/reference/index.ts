/** Units, methods, 双十条 and the working calendar: also for production. Upserts by code, so it may run at every release. */
import type { ClientBase } from "pg";
import { pinyin } from "pinyin-pro";
import { parseFields } from "../../../lib/methods/schema";
import { addDays } from "../support/days";
import { insertRows } from "../support/insert";
import { idOf } from "../support/random";
import calendar from "./calendar.json";
import conductItems from "./conduct-items.json";
import methods from "./methods.json";
import units from "./units.json";

const spelled = (text: string, pattern: "first" | "pinyin"): string =>
  pinyin(text.replace(/[^\p{Script=Han}A-Za-z0-9]/gu, ""), { pattern, toneType: "none", type: "array" })
    .join("")
    .toLowerCase();

export async function seedReference(client: ClientBase): Promise<void> {
  await seedUnits(client);
  await seedMethods(client);
  await seedConductItems(client);
  await seedCalendar(client);
}

async function seedUnits(client: ClientBase): Promise<void> {
  await insertRows(
    client,
    "units",
    {
      id: "uuid",
      code: "text",
      name: "text",
      short_name: "text",
      initials: "text",
      pinyin: "text",
      type: "text",
      position: "int",
      is_verified: "boolean",
    },
    units.map((unit, at) => ({
      id: idOf(`unit:${unit.code}`),
      code: unit.code,
      name: unit.name,
      short_name: unit.shortName,
      initials: spelled(unit.shortName, "first"),
      pinyin: spelled(unit.shortName, "pinyin"),
      type: unit.type,
      position: at + 1,
      is_verified: unit.verified,
    })),
    // a name that the customer has confirmed or changed in the application stays
    `on conflict (code) do update set initials = excluded.initials, position = excluded.position,
       pinyin = case when units.short_name = excluded.short_name then excluded.pinyin else units.pinyin end
     where (units.initials, units.position, units.pinyin) is distinct from (excluded.initials, excluded.position, excluded.pinyin)`,
  );
}

/** Version 1 only: later versions are the customer's, and published ones never change. */
async function seedMethods(client: ClientBase): Promise<void> {
  await insertRows(
    client,
    "methods",
    { id: "uuid", code: "text", position: "int" },
    methods.map((method) => ({
      id: idOf(`method:${method.code}`),
      code: method.code,
      position: method.order,
    })),
    "on conflict (code) do nothing",
  );
  const stored = await client.query<{ id: string; code: string }>("select id, code from methods");
  const idByCode = new Map(stored.rows.map((method) => [method.code, method.id]));
  await insertRows(
    client,
    "method_versions",
    {
      id: "uuid",
      method_id: "uuid",
      version_no: "int",
      name: "text",
      name_en: "text",
      definition: "text",
      definition_en: "text",
      source_class: "text",
      default_confidentiality: "smallint",
      is_evidence_asked: "boolean",
      minimum_count: "int",
      minimum_period: "text",
      minimum_scope: "text",
      minimum_text: "text",
      is_sample: "boolean",
      fields: "jsonb",
      effective_from: "date",
    },
    methods.map((method) => ({
      id: idOf(`method:${method.code}:1`),
      method_id: idByCode.get(method.code) ?? null,
      version_no: 1,
      name: method.name,
      name_en: method.nameEn,
      definition: method.definition,
      definition_en: method.definitionEn,
      source_class: method.sourceClass,
      default_confidentiality: method.defaultConfidentiality,
      is_evidence_asked: method.isEvidenceAsked,
      minimum_count: method.frequency.scope === "unit" ? method.frequency.minimum : 0,
      minimum_period: method.frequency.period,
      minimum_scope: method.frequency.scope,
      minimum_text: method.frequency.text,
      is_sample: method.isSample,
      fields: JSON.stringify(parseFields(method.fields)),
      effective_from: "2020-01-01",
    })),
    "on conflict (method_id, version_no) do nothing",
  );
}

/** Placeholders marked 示例; what the customer wrote in their place stays. */
async function seedConductItems(client: ClientBase): Promise<void> {
  await insertRows(
    client,
    "conduct_items",
    { id: "uuid", code: "text", list: "text", position: "smallint", text: "text", text_en: "text" },
    conductItems.map((item) => ({
      id: idOf(`conduct:${item.code}`),
      code: item.code,
      list: item.list,
      position: item.position,
      text: item.text,
      text_en: item.textEn,
    })),
    "on conflict (code) do nothing",
  );
}

/** 2025 and 2026 as announced, of 2027 the statutory days alone; what the administrator set or took out stays. */
async function seedCalendar(client: ClientBase): Promise<void> {
  const days = calendar.flatMap(({ name, from, until, work = [], provisional = false }) => {
    const row = (day: string, kind: string) => ({
      id: idOf(`calendar:${day}`),
      day,
      kind,
      name,
      is_provisional: provisional,
    });
    const off = [];
    for (let day = from; day <= until; day = addDays(day, 1)) off.push(row(day, "OFF"));
    return [...off, ...work.map((day) => row(day, "WORK"))];
  });
  const { rows } = await client.query<{ day: string }>("select day::text from calendar_days");
  const known = new Set(rows.map(({ day }) => day));
  await insertRows(
    client,
    "calendar_days",
    { id: "uuid", day: "date", kind: "text", name: "text", is_provisional: "boolean" },
    days.filter(({ day }) => !known.has(day)),
  );
}
