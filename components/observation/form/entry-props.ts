/** What an entry page hands to the form, on the desk and on the phone. */
import type { OutboxWords } from "@/components/field/outbox-words";
import type { FormMessages } from "@/components/form/messages";
import type { ConductItem } from "@/lib/conduct/queries";
import type { DimensionWords } from "@/lib/dimensions/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { PickCadre, PickTask, RecentRecord, VisitUnit } from "@/lib/observations/form/choice/rules";
import type { EntryState } from "@/lib/observations/form/rules";
import type { Outcome } from "@/lib/platform/result";
import type { Choice, EntryWords } from "./entry-words";
import type { SaveDraft } from "./keep-aside";

/** Handed over: received for somebody else, to whom the unit had gone by that day. */
export type Stored = { id: string; isRepeat: boolean; state: "SUBMITTED" | "HANDED_OVER" };
type Send = (authorId: string, input: Record<string, unknown>) => Promise<Outcome<Stored>>;

export type EntryFormProps = {
  layout: "desk" | "phone";
  locale: string;
  viewerId: string;
  unit: { id: string; name: string };
  method: {
    id: string;
    versionId: string;
    name: string;
    fields: MethodField[];
    asksEvidence: boolean;
  };
  /** what an untouched form says */
  fresh: EntryState;
  cadres: PickCadre[];
  tasks: PickTask[];
  observers: Choice[];
  people: Choice[];
  units: Choice[];
  /** 德能勤绩廉 as they are called today, in the form's language */
  dimensions: DimensionWords;
  /** 双十条 */
  conductItems: ConductItem[];
  /** of this unit, newest first, with those that the form is linked to from the start */
  recentRecords: RecentRecord[];
  /** the viewer's other units, for a visit that touches several */
  visitUnits: VisitUnit[];
  limits: { fact: number; judgement: number; evidenceNote: number; reason: number };
  /** the draft of the address, as the server has it; its text may be only on this device */
  draft: {
    id: string;
    content: unknown;
    savedAt: string | null;
    version: number | null;
    /** the copy on a device that wrote last */
    copyId: string | null;
    /** 另一版本 of that draft */
    otherVersionOf: string | null;
  } | null;
  /** an existing record that is being rewritten */
  amend: { id: string; revisionNo: number; known: PickCadre[] } | null;
  words: EntryWords;
  messages: FormMessages;
  /** of what is still on its way: entries of the phone, files of both */
  outbox: OutboxWords;
  links: { back: string; record: string; again: string; otherMethod: string; home: string; signIn: string };
  actions: { log: Send; amend: Send; save: SaveDraft };
};
