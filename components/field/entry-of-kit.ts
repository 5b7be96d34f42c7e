/** The form's props from a kit: the same whether the server has just read it or the phone has kept it. */

import { fill } from "@/components/form/messages";
import type { EntryFormProps } from "@/components/observation/form/entry-props";
import { dimensionWordsOn } from "@/lib/dimensions/rules";
import {
  type FieldKit,
  findMethod,
  findUnit,
  type KitDraft,
  type KitMethod,
  type KitUnit,
  methodRows,
} from "@/lib/field/kit/rules";
import { freshEntry } from "@/lib/observations/form/rules";
import { marksOf } from "@/lib/platform/marks";
import type { FieldLocale, FieldWords } from "./field-words";

export type EntryAsked = {
  unit: string | null;
  method: string | null;
  draft: string | null;
  link: string | null;
};
export type FieldEntry = {
  title: string;
  about: MethodAbout;
  form: Omit<EntryFormProps, "actions">;
};
/** What stands folded over the form. */
export type MethodAbout = {
  /** the request that the record will answer, over the form */
  request: string | null;
  definition: string;
  isSample: boolean;
  minimum: string;
  /** the number opens the records behind it (rule 10) */
  due: { text: string; href: string } | null;
};

/** null: the unit is not the viewer's today, or the address names no method of today. */
export function entryOfKit(
  kit: FieldKit,
  words: FieldWords,
  asked: EntryAsked,
  locale: FieldLocale,
  now: { at: Date; day: string },
): FieldEntry | null {
  const draft = kit.drafts.find((one) => one.id === asked.draft);
  const unit = findUnit(kit, draft?.unitId ?? asked.unit);
  const method = findMethod(kit, draft?.methodId ?? asked.method);
  if (!unit || !method) return null;
  const name = locale === "en" ? method.nameEn : method.name;
  const request = unit.followUps.find((one) => one.id === asked.link);
  return {
    title: `${name} · ${unit.shortName}`,
    about: {
      ...aboutOf(kit, unit, method, words, locale, now.day),
      request: request ? fill(words.followUps.answers, { title: request.title }) : null,
    },
    form: {
      layout: "phone",
      locale,
      viewerId: kit.viewer.id,
      unit: { id: unit.id, name: unit.shortName },
      method: {
        id: method.id,
        versionId: method.versionId,
        name,
        fields: method.fields,
        asksEvidence: method.isEvidenceAsked,
      },
      fresh: freshEntry({
        fields: method.fields,
        confidentiality: method.defaultConfidentiality,
        lastPlace: unit.lastPlace,
        now: now.at,
        // of another unit, or not to be seen: no link
        link: unit.recentRecords.find((one) => one.id === (request?.observationId ?? asked.link))?.id,
        answers: request?.id,
      }),
      ...choicesOf(kit, unit, method, locale),
      dimensions: dimensionWordsOn(
        // a kit that an earlier release took along has none
        kit.dimensions ?? [],
        now.day,
        locale === "en",
        (one) => words.entry.dimensionChoices.find(({ value }) => value === one)?.label ?? "",
      ),
      limits: kit.limits,
      draft: draftOf(asked.draft, draft),
      amend: null,
      words: words.entry,
      messages: words.messages,
      outbox: words.outbox,
      links: {
        back: `/field/units/${unit.id}`,
        record: "/observations/{id}",
        again: `/field/new?unit=${unit.id}&method=${method.id}`,
        otherMethod: `/field/units/${unit.id}`,
        home: "/field",
        signIn: "/sign-in",
      },
    },
  };
}

/** A draft of the address that the server does not have may still be on this device. */
const draftOf = (id: string | null, draft: KitDraft | undefined): EntryFormProps["draft"] =>
  id
    ? {
        id,
        content: draft?.content ?? null,
        savedAt: draft?.savedAt ?? null,
        version: draft?.version ?? null,
        copyId: draft?.copyId ?? null,
        otherVersionOf: draft?.otherVersionOf ?? null,
      }
    : null;

function choicesOf(kit: FieldKit, unit: KitUnit, method: KitMethod, locale: FieldLocale) {
  const people = kit.people.map((one) => ({
    value: one.id,
    label: `${one.name}${marksOf(locale === "en").gap}${one.department}`,
    isObserver: one.isObserver,
  }));
  const asksUnit = method.fields.some((field) => field.type === "unit");
  return {
    cadres: unit.cadres,
    tasks: unit.tasks,
    people: people.map(({ value, label }) => ({ value, label })),
    observers: people.filter((one) => one.isObserver).map(({ value, label }) => ({ value, label })),
    units: asksUnit ? kit.allUnits.map((one) => ({ value: one.id, label: one.shortName })) : [],
    conductItems: kit.conductItems,
    recentRecords: unit.recentRecords,
    visitUnits: kit.units
      .filter((one) => one.id !== unit.id)
      .map((one) => ({ id: one.id, name: one.shortName, cadres: one.cadres })),
  };
}

function aboutOf(
  kit: FieldKit,
  unit: KitUnit,
  method: KitMethod,
  { text }: FieldWords,
  locale: FieldLocale,
  today: string,
): Omit<MethodAbout, "request"> {
  const row = methodRows(kit, unit, today).find((one) => one.methodId === method.id);
  const isEnglish = locale === "en";
  const period = row ? text.status[row.period] : "";
  // the rule's own wording exists in Chinese only; in English the number says it
  const minimum = !isEnglish
    ? method.minimumText
    : row && row.minimum !== null
      ? fill(text.hint.minimumCount, { count: row.minimum, period })
      : "";
  return {
    definition: isEnglish ? method.definitionEn : method.definition,
    isSample: method.isSample,
    minimum: minimum && fill(text.hint.minimum, { text: minimum }),
    due:
      row && row.minimum !== null
        ? {
            text: fill(row.missing > 0 ? text.hint.due : text.hint.dueMet, {
              period,
              count: row.count,
              missing: row.missing,
            }),
            href: `/observations?unit=${unit.id}&method=${method.id}&from=${row.from}&to=${row.to}&state=counted`,
          }
        : null,
  };
}
