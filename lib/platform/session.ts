/** The session behind a token, looked up on every request: revoked means gone with the next one. */
import { createHash } from "node:crypto";
import { asSystem, asSystemOnce } from "./db";
import { needsSecondStep } from "./env";
import { sql } from "./sql";
import type { Viewer } from "./viewer";

export const IDLE_MINUTES = 15;
export const ABSOLUTE_HOURS = 8;

/** Only the hash is stored: a copy of the table opens no session. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

export type EndReason = "SIGN_OUT" | "NEWER_SIGN_IN" | "REVOKED" | "PASSWORD_CHANGED" | "IDLE" | "EXPIRED";
export type SessionState =
  | { kind: "none" }
  | { kind: "ended"; reason: EndReason }
  | {
      kind: "live";
      sessionId: string;
      mustChangePassword: boolean;
      hasSecondStep: boolean;
      /** what stands before everything else; asked anew on each request, since a role may have come meanwhile */
      duty: Duty | null;
      /** of the newest wording of 德能勤绩廉: what a process remembers of them holds until this is another */
      wordingNo: number;
      viewer: Viewer;
    };
export type Duty = "password" | "secondStep";

type Row = Omit<Viewer, "id"> & {
  id: string | null;
  sessionId: string;
  endReason: EndReason | null;
  mustChangePassword: boolean;
  hasSecondStep: boolean;
  wordingNo: number;
};

/**
 * One round trip; the moment last seen is moved at most once a minute, so that reading stays reading. A request
 * that a page makes by itself is no sign of its person and moves nothing.
 */
export async function findSession(token: string, by: "person" | "page" = "person"): Promise<SessionState> {
  const [row] = await asSystemOnce<Row>(
    "session",
    sql`
    with found as (
      select s.id, s.user_id, coalesce(s.end_reason,
               case when s.expires_at < now() then 'EXPIRED'
                    when s.last_seen_at < now() - make_interval(mins => ${IDLE_MINUTES}::int) then 'IDLE' end) as end_reason,
             s.last_seen_at
      from sessions s where s.token_hash = ${hashToken(token)}
    ), touched as (
      update sessions set last_seen_at = now() from found
      where ${by === "person"}::boolean and sessions.id = found.id and found.end_reason is null and found.last_seen_at < now() - interval '1 minute'
    )
    select f.id as "sessionId", f.end_reason as "endReason", coalesce(c.must_change, false) as "mustChangePassword",
           exists (select from totp_devices d where d.user_id = f.user_id and d.ended_at is null
                   and d.confirmed_at is not null) as "hasSecondStep",
           (select max(w.no) from dimension_wordings w) as "wordingNo",
           e.id, e.account, e.name, e.department, e.roles, e.clearance, e.unit_ids as "unitIds",
           e.own_unit_id as "ownUnitId", e.cadre_id as "cadreId", e.locale
    from found f left join credentials c on c.user_id = f.user_id left join lateral enter(f.user_id) e on true`,
  );
  if (!row) return { kind: "none" };
  if (row.endReason) return { kind: "ended", reason: row.endReason };
  const { sessionId, mustChangePassword, hasSecondStep, wordingNo, endReason: _, ...person } = row;
  if (person.id === null) return { kind: "ended", reason: "REVOKED" };
  const isOpen = hasSecondStep || !needsSecondStep(person);
  const duty = mustChangePassword ? "password" : isOpen ? null : "secondStep";
  const viewer = { ...person, id: person.id };
  return { kind: "live", sessionId, mustChangePassword, hasSecondStep, duty, wordingNo, viewer };
}

export async function endSession(token: string): Promise<void> {
  await asSystem("session", async (db) => {
    const [ended] = await db.rows<{ id: string; userId: string }>(sql`
      update sessions set ended_at = now(), end_reason = 'SIGN_OUT'
      where token_hash = ${hashToken(token)} and ended_at is null returning id, user_id as "userId"`);
    if (!ended) return;
    await db.rows(sql`select id from enter(${ended.userId}::uuid)`);
    await db.rows(sql`select append_audit('signOut', 'session', ${ended.id}, '', '')::text as seq`);
  });
}
