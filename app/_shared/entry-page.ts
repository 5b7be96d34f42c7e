/** What the desk's entry page shows: one transaction, then plain props for the form. The phone's: components/field. */

import { getLocale, getTranslations } from "next-intl/server";
import { amendObservation, logObservation, saveDraft } from "@/app/_actions/observations";
import type { EntryFormProps } from "@/components/observation/form/entry-props";
import { marks } from "@/components/punctuation/marks";
import { listLeaning } from "@/lib/achievements/lineage/queries";
import { type CoverageMethod, minima } from "@/lib/coverage/queries";
import { getMethodVersion, listCurrentMethods, type MethodVersion } from "@/lib/methods/queries";
import { missing } from "@/lib/methods/rules";
import { type Draft, findDraft } from "@/lib/observations/drafts/queries";
import { listOpenFollowUps, type OpenFollowUp } from "@/lib/observations/follow-ups/queries";
import type { PickCadre, RecentRecord } from "@/lib/observations/form/choice/rules";
import { draftLinks } from "@/lib/observations/form/draft/rules";
import {
  type AmendableRecord,
  type FormFacts,
  getAmendable,
  getFormFacts,
  listMethodUse,
  type MethodUse,
} from "@/lib/observations/form/queries";
import { entryOf, freshEntry } from "@/lib/observations/form/rules";
import { amendRefusal } from "@/lib/observations/rules";
import { LIMITS } from "@/lib/observations/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read, type ScopedDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dimensionWords } from "./dimension-words";
import { entryWords } from "./entry-words";
import { formMessages } from "./form-messages";
import { outboxWords } from "./outbox-words";
import { orNotFound } from "./page-props";

export type Due = {
  methodId: string;
  name: string;
  nameEn: string;
  count: number;
  missing: number;
  minimum: number | null;
  period: CoverageMethod["period"];
  minimumText: string;
  isSample: boolean;
  from: Day;
  to: Day;
};
export type UnitDue = { id: string; name: string; lastOn: Day | null; silentDays: number | null; due: Due[] };

/** The viewer's units with what is still due at each, most urgent method first in the order of the ten. */
async function unitsWithDue(db: ScopedDb, viewer: Viewer, today: Day): Promise<UnitDue[]> {
  const board = await minima(db, viewer, { asOf: today, unitIds: viewer.unitIds });
  return board.units.map((unit) => ({
    id: unit.id,
    name: unit.shortName,
    lastOn: unit.lastOn,
    silentDays: unit.silentDays,
    due: board.methods.map((method, at) => ({
      methodId: method.id,
      name: method.name,
      nameEn: method.nameEn,
      count: unit.counts[at] ?? 0,
      missing: missing(unit.counts[at] ?? 0, method.minimum ?? 0),
      minimum: method.minimum,
      period: method.period,
      minimumText: method.minimumText,
      isSample: method.isSample,
      ...board.periods[method.period],
    })),
  }));
}

export type EntryAsked = { unit?: string; method?: string; draft?: string; amend?: string; link?: string };

export type EntryPage =
  | {
      kind: "choose";
      units: UnitDue[];
      use: MethodUse[];
      unitId: string | null;
      link: string | null;
      isDraftGone: boolean;
    }
  | { kind: "cannotAmend"; recordId: string }
  | {
      kind: "form";
      unit: FormFacts["unit"];
      method: MethodVersion;
      due: Due | null;
      amend: AmendableRecord | null;
      /** corroborated claims that fall with an amendment */
      leaning: number;
      /** what the record will answer */
      request: OpenFollowUp | null;
      form: EntryFormProps;
    };

type Loaded =
  | Exclude<EntryPage, { kind: "form" }>
  | {
      kind: "form";
      facts: FormFacts;
      method: MethodVersion;
      due: Due | null;
      amend: AmendableRecord | null;
      draft: Draft | null;
      request: OpenFollowUp | null;
      leaning: number;
    };

export async function entryPage(viewer: Viewer, asked: EntryAsked): Promise<EntryPage> {
  const now = new Date();
  const loaded = await orNotFound(read(viewer, (db) => load(db, viewer, asked, cityDay(now))));
  if (loaded.kind !== "form") return loaded;
  const { facts, method, due, amend, draft, request, leaning } = loaded;
  return {
    kind: "form",
    unit: facts.unit,
    method,
    due,
    amend,
    request,
    leaning,
    form: await formProps({ viewer, facts, method, amend, draft, asked, request, now }),
  };
}

async function load(db: ScopedDb, viewer: Viewer, asked: EntryAsked, today: Day): Promise<Loaded> {
  const amend = asked.amend ? await getAmendable(db, asked.amend) : null;
  if (amend && amendRefusal(amend, viewer)) return { kind: "cannotAmend", recordId: amend.id };
  const draftId = asked.draft ?? amend?.draftId;
  const draft = draftId ? await findDraft(db, draftId) : null;
  const unitId = amend?.unitId ?? draft?.unitId ?? asked.unit;
  const methodId = draft?.methodId ?? asked.method;
  const method = amend
    ? await getMethodVersion(db, amend.methodVersionId)
    : methodId && (await listCurrentMethods(db, today)).find((one) => one.methodId === methodId);
  const mine = amend !== null || (unitId !== undefined && viewer.unitIds.includes(unitId));
  if (!method || !unitId || !mine) {
    const units = await unitsWithDue(db, viewer, today);
    const use = await listMethodUse(db, viewer.id, viewer.unitIds);
    const isDraftGone = asked.draft !== undefined && draft === null;
    const chosen = (mine ? unitId : null) ?? null;
    return { kind: "choose", units, use, unitId: chosen, link: asked.link ?? null, isDraftGone };
  }
  const link = asked.link;
  const request = (link && (await listOpenFollowUps(db, viewer.id)).find((one) => one.id === link)) || null;
  const facts = await getFormFacts(db, {
    viewerId: viewer.id,
    unitId,
    today,
    method,
    otherUnitIds: amend ? [] : viewer.unitIds,
    linkIds: [request?.observationId ?? link, ...draftLinks(draft?.content)].filter((id) => id !== undefined),
  });
  const [unit] = amend ? [] : await unitsWithDue(db, { ...viewer, unitIds: [unitId] }, today);
  const due = unit?.due.find((one) => one.methodId === method.methodId) ?? null;
  const claims = amend ? await listLeaning(db, amend.id) : [];
  const leaning = claims.filter(
    (one) => one.state === "CORROBORATED" && one.supports && !one.isWithdrawn,
  ).length;
  return { kind: "form", facts, method, due, amend, draft, request, leaning };
}

async function formProps({
  viewer,
  facts,
  method,
  amend,
  draft,
  asked,
  request,
  now,
}: {
  viewer: Viewer;
  facts: FormFacts;
  method: MethodVersion;
  amend: AmendableRecord | null;
  draft: Draft | null;
  asked: EntryAsked;
  request: OpenFollowUp | null;
  now: Date;
}): Promise<EntryFormProps> {
  const m = await marks();
  const locale = await getLocale();
  const t = await getTranslations("observations.action");
  const { fields } = method;
  const people = facts.people.map((one) => ({
    value: one.id,
    label: `${one.name}${m.gap}${one.department}`,
  }));
  const observers = new Set(facts.people.filter((one) => one.isObserver).map((one) => one.id));
  const id = draft?.id ?? asked.draft;
  // of another unit, or not to be seen: no link
  const link = facts.recentRecords.find((one) => one.id === (request?.observationId ?? asked.link))?.id;
  return {
    layout: "desk",
    locale,
    viewerId: viewer.id,
    unit: { id: facts.unit.id, name: facts.unit.shortName },
    method: {
      id: method.methodId,
      versionId: method.versionId,
      name: locale === "en" ? method.nameEn : method.name,
      fields,
      asksEvidence: method.isEvidenceAsked,
    },
    fresh: amend
      ? entryOf(amend, fields)
      : freshEntry({
          fields,
          confidentiality: method.defaultConfidentiality,
          lastPlace: facts.lastPlace,
          now,
          link,
          answers: request?.unitId === facts.unit.id ? request.id : undefined,
        }),
    cadres: facts.cadres,
    tasks: facts.tasks,
    observers: people.filter((one) => observers.has(one.value)),
    people,
    units: facts.units.map((one) => ({ value: one.id, label: one.shortName })),
    dimensions: await dimensionWords(),
    conductItems: facts.conductItems,
    recentRecords: amend ? linkable(facts.recentRecords, amend) : facts.recentRecords,
    visitUnits: facts.otherUnits.map((one) => ({ id: one.id, name: one.shortName, cadres: one.cadres })),
    limits: {
      fact: LIMITS.fact,
      judgement: LIMITS.judgement,
      evidenceNote: LIMITS.evidenceNote,
      reason: LIMITS.reason,
    },
    draft: id
      ? {
          id,
          content: draft?.content ?? null,
          savedAt: draft?.updatedAt.toISOString() ?? null,
          version: draft?.version ?? null,
          copyId: draft?.copyId ?? null,
          otherVersionOf: draft?.otherVersionOf ?? null,
        }
      : null,
    amend: amend && { id: amend.id, revisionNo: amend.revisionNo, known: amend.cadres.map(knownCadre) },
    words: await entryWords(amend ? "amendment" : "new", t("toHome")),
    messages: await formMessages("observations"),
    outbox: await outboxWords(locale === "en" ? "en" : "zh-CN"),
    links: {
      back: amend ? `/observations/${amend.id}` : "/observations/new",
      record: "/observations/{id}",
      again: `/observations/new?unit=${facts.unit.id}&method=${method.methodId}`,
      otherMethod: `/observations/new?unit=${facts.unit.id}`,
      home: "/",
      signIn: "/sign-in",
    },
    actions: { log: logObservation, amend: amendObservation, save: saveDraft },
  };
}

/** What an amendment may still be linked to: earlier ones, and not twice. */
const linkable = (records: RecentRecord[], amend: AmendableRecord): RecentRecord[] =>
  records.filter(
    (one) => one.id !== amend.id && !amend.links.includes(one.id) && one.day <= cityDay(amend.startedAt),
  );

/** A cadre of the record who may have left since. */
const knownCadre = (line: AmendableRecord["cadres"][number]): PickCadre => ({
  id: line.cadreId,
  name: line.name,
  title: line.title,
  tier: "STAFF",
  keys: "",
  from: "",
  to: "",
});
