/**
 * 报告 (docs/adr/0032): its steps, and what may be written. A mark 【…】 stands for a line of the register that was frozen
 * with the report; each sentence carries one. The database asks all of this again.
 */
import { type Refusal, refuse } from "@/lib/platform/result";
import type { CitationKind, ReportKind, ReportState } from "./schema";

export type ReportReason =
  | "reports.reason.wrongState"
  | "reports.reason.ownReport"
  | "reports.reason.aboveLevel"
  | "reports.reason.nobodyCompared"
  | "reports.reason.periodAhead"
  | "reports.reason.idTaken"
  | "reports.reason.unknownCitation"
  | "reports.reason.bareSentence"
  | "reports.reason.droppedCitation"
  | "reports.reason.exempting"
  | "reports.reason.nothingLeft"
  | "reports.reason.unknownSection";

/** Made of what the page of the same name shows to whoever makes it, not of what all may read. */
export const isBySight = (kind: ReportKind): boolean =>
  kind === "OUTSTANDING" || kind === "TRACE" || kind === "COMPARISON";

type Known = { state: ReportState; madeById: string; finalisedById: string | null };

export type ReportStep = "write" | "finalise" | "discard" | "sign";
export function stepRefusal(
  report: Known,
  step: ReportStep,
  viewer: { id: string },
): Refusal<ReportReason> | null {
  const fits = {
    write: report.state === "DRAFT",
    finalise: report.state === "DRAFT",
    discard: report.state === "DRAFT",
    sign: report.state === "FINAL",
  }[step];
  if (!fits) return refuse("reports.reason.wrongState");
  // two pairs of eyes: who made or finalised it does not sign it
  if (step === "sign" && (report.madeById === viewer.id || report.finalisedById === viewer.id))
    return refuse("reports.reason.ownReport");
  return null;
}

const MARK = /【([^【】]*)】/g;
/** A sentence ends with one of these; what is quoted is part of the sentence around it. */
const STOP = /[。！？!?\n]/;

export const mark = (label: string): string => `【${label}】`;
export const labelsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(MARK)].map(([, label]) => label ?? "")),
];

const withoutQuotes = (text: string): string => text.replace(/“[^”]*”/g, "“”");
export const sentencesOf = (text: string): string[] =>
  withoutQuotes(text)
    .split(STOP)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
export const bareSentences = (text: string): string[] =>
  sentencesOf(text).filter((piece) => !/【[^【】]+】/.test(piece));

export type Piece = { text: string } | { label: string };
/** Text and marks in their order. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index) });
    pieces.push({ label: found[1] ?? "" });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Rule 11: words that would make a 事前报备 read as an exemption. */
const EXEMPTS =
  /免责|豁免|免于|免除|免予|免究|不予追究|不再追究|不追究|不承担责任|无需审批|不用审批|可以不报批|代替审批|exempt|immun|waive/i;
export const readsAsExemption = (text: string): boolean => EXEMPTS.test(text);

/** What may be written instead of `before`. Nothing is written that the register does not hold; a mark goes with a reason. */
export function writeRefusal(
  { before, text, reason }: { before: string; text: string; reason: string },
  register: ReadonlyMap<string, { kind: CitationKind }>,
): Refusal<ReportReason> | null {
  const labels = labelsIn(text);
  const unknown = labels.find((label) => !register.has(label));
  if (unknown !== undefined) return refuse("reports.reason.unknownCitation", { label: unknown });
  const [bare] = bareSentences(text);
  if (bare !== undefined) return refuse("reports.reason.bareSentence", { sentence: bare.slice(0, 30) });
  if (labels.some((label) => register.get(label)?.kind.startsWith("TOLERANCE")) && readsAsExemption(text))
    return refuse("reports.reason.exempting");
  const dropped = labelsIn(before).find((label) => !labels.includes(label));
  if (dropped !== undefined && reason.trim() === "")
    return refuse("reports.reason.droppedCitation", { label: dropped });
  return null;
}

/** The first words of a record, fit to stand in a sentence: one sentence, no marks, no quotation left open. */
export function excerptOf(fact: string, length = 60): string {
  const first = (withoutMarks(fact).split(STOP)[0] ?? "").trim();
  const cut = [...first].slice(0, length).join("");
  const closed = cut.length < first.length ? `${cut}……` : cut;
  const opened = (closed.match(/“/g)?.length ?? 0) - (closed.match(/”/g)?.length ?? 0);
  return opened > 0 ? closed + "”".repeat(opened) : closed;
}
const withoutMarks = (text: string): string => text.replaceAll("【", "〔").replaceAll("】", "〕");
/** Somebody's sentence inside one of ours: its stops become commas, the last one goes. */
export const asClause = (text: string): string =>
  withoutMarks(text)
    .trim()
    .replace(/[。！？!?；;\s]+$/, "")
    .replace(/[。！？!?\n]+/g, "；");
