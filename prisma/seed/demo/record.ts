/** One observation of the generated world with all that hangs on it. */
import type { Answers, TableRow } from "../../../lib/methods/answers/schema";
import type { MethodCode } from "../../../lib/methods/schema";
import type { Dimension } from "./texts/phrases";

export type RecordCadre = { cadreId: string; name: string; roleInEvent: string; details: TableRow };
export type RecordReview = {
  revisionNo: number;
  reviewerId: string;
  decision: "ACCEPT" | "RETURN";
  reason: string;
  decidedAt: string;
};
export type RecordFollowUp = {
  ownerId: string;
  title: string;
  dueOn: string;
  doneAt: string | null;
  outcome: string;
};

/** Announced with the text, as lib/observations/schema.ts has it. */
export type DemoFile = { id: string; name: string; size: number; sha256: string; captureSha256: string };

export type DemoRecord = {
  id: string;
  unitId: string;
  observerId: string;
  secondObserverId: string | null;
  method: MethodCode;
  centralTaskId: string | null;
  visitId: string | null;
  startedAt: string;
  endedAt: string;
  place: string;
  fact: string;
  judgement: string;
  dimensions: Dimension[];
  polarity: "POSITIVE" | "NEUTRAL" | "ATTENTION";
  confidentiality: 1 | 2 | 3;
  details: Answers;
  evidenceNote: string;
  evidence?: DemoFile[];
  conductItemIds: string[];
  /** earlier records that it goes on from */
  links: string[];
  state: "SUBMITTED" | "RETURNED" | "ACCEPTED";
  /** becomes true by a concern that is decided, never here */
  isCorroborated: boolean;
  cadres: RecordCadre[];
  reviews: RecordReview[];
  followUps: RecordFollowUp[];
  firstSubmittedAt: string;
  /** present where a returned record was written anew */
  amended: { at: string; reason: string; firstFact: string } | null;
};
