/**
 * The audit chain (rule 6): each line's hash covers its fields and the hash of the line before. Says the same as
 * audit_canonical() and append_audit() in the migrations, so that a check needs no trust in the database's code.
 */
import { sha256Hex } from "@/lib/platform/digest";

export type AuditLine = {
  seq: number;
  /** UTC with microseconds, as it was hashed: 2026-01-31T08:15:30.123456Z */
  at: string;
  actorId: string | null;
  action: string;
  entity: string;
  entityId: string;
  before: string;
  after: string;
  prevHash: string;
  hash: string;
};

/** The end of a chain, or of a checked part of it. */
export type Head = { seq: number; hash: string };

/** What stands before the first line. */
export const GENESIS: Head = { seq: 0, hash: sha256Hex("一线观察员") };

const SEPARATOR = "\u001f";

export const canonicalText = (line: AuditLine): string =>
  [
    "v1",
    line.seq,
    line.at,
    line.actorId ?? "",
    line.action,
    line.entity,
    line.entityId,
    line.before,
    line.after,
    line.prevHash,
  ].join(SEPARATOR);

export const hashOf = (line: AuditLine): string => sha256Hex(canonicalText(line));

/**
 * changed: the fields are not those that were hashed. deleted: this number is missing. inserted: this number came
 * before, or lies behind the head. unlinked: it does not follow the line before it (reordered or put in its place).
 * cut: lines up to the head are missing. replaced: the chain is whole but is not the one that was noted.
 */
export type Fault = "changed" | "deleted" | "inserted" | "unlinked" | "cut" | "replaced";
export type Verdict = { ok: true; end: Head } | { ok: false; fault: Fault; seq: number };

/** Lines in the order of their numbers, following `from`. Names the first bad one. */
export function verifyLines(lines: Iterable<AuditLine>, from: Head): Verdict {
  let last = from;
  for (const line of lines) {
    const expected = last.seq + 1;
    if (line.seq > expected) return { ok: false, fault: "deleted", seq: expected };
    if (line.seq < expected) return { ok: false, fault: "inserted", seq: line.seq };
    if (line.prevHash !== last.hash) return { ok: false, fault: "unlinked", seq: line.seq };
    if (hashOf(line) !== line.hash) return { ok: false, fault: "changed", seq: line.seq };
    last = { seq: line.seq, hash: line.hash };
  }
  return { ok: true, end: last };
}

/** A chain without its last lines is a valid chain: only the head tells. */
export function verifyHead(end: Head, head: Head): Verdict {
  if (end.seq < head.seq) return { ok: false, fault: "cut", seq: end.seq + 1 };
  if (end.seq > head.seq) return { ok: false, fault: "inserted", seq: head.seq + 1 };
  return end.hash === head.hash ? { ok: true, end } : { ok: false, fault: "replaced", seq: end.seq };
}

/** Against heads noted outside the database: who recomputes every hash can't change those. */
export function verifyNoted(noted: readonly Head[], hashAt: ReadonlyMap<number, string>, end: Head): Verdict {
  for (const head of noted.toSorted((a, b) => a.seq - b.seq)) {
    if (head.seq > end.seq) return { ok: false, fault: "cut", seq: end.seq + 1 };
    if (hashAt.get(head.seq) !== head.hash) return { ok: false, fault: "replaced", seq: head.seq };
  }
  return { ok: true, end };
}
