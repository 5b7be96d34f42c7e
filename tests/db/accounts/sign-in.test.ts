import { verify } from "@node-rs/argon2";
import { describe, expect, it, vi } from "vitest";
import { changePassword } from "@/lib/accounts/commands";
import { LOCK_ADDRESS_AFTER, LOCK_AFTER_FAILURES } from "@/lib/accounts/rules";
import { signIn } from "@/lib/accounts/sign-in/commands";
import { endSession, findSession, hashToken } from "@/lib/platform/session";
import { owner } from "../../support/owner";
import { auditLinesOf, createSigner, nextAddress, PASSWORD } from "./credentials";

// the real thing, only watched
vi.mock("@node-rs/argon2", { spy: true });

const wrong = (account: string, address: string) => signIn({ account, password: "Falsch#2026" }, address);
const right = (account: string, address: string) => signIn({ account, password: PASSWORD }, address);
async function tokenOf(account: string, address = nextAddress()): Promise<string> {
  const result = await right(account, address);
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}
const age = (account: string, minutes: number) =>
  owner().query("update sign_in_attempts set at = at - make_interval(mins => $2::int) where account = $1", [
    account,
    minutes,
  ]);

describe("signIn", () => {
  it("opens a session with the right password and names it in the audit log", async () => {
    const person = await createSigner();
    const state = await findSession(await tokenOf(person.account));
    expect(state).toMatchObject({ kind: "live", viewer: { id: person.id, roles: ["OBSERVER"] } });
    if (state.kind !== "live") return;
    expect(await auditLinesOf(state.sessionId)).toMatchObject([{ action: "signIn", actorId: person.id }]);
  });
  it("stores no token, only its hash", async () => {
    const token = await tokenOf((await createSigner()).account);
    const { rows } = await owner().query("select 1 from sessions where token_hash = $1", [hashToken(token)]);
    expect(rows).toHaveLength(1);
    expect(
      (await owner().query("select 1 from sessions where token_hash = $1", [Buffer.from(token)])).rows,
    ).toEqual([]);
  });
  it("answers alike for a wrong password, an unknown name and a disabled account", async () => {
    const [known, disabled] = [await createSigner(), await createSigner("OBSERVER", { isActive: false })];
    const answers = [
      await wrong(known.account, nextAddress()),
      await wrong(`nobody${process.pid}`, nextAddress()),
      await right(disabled.account, nextAddress()),
    ];
    for (const answer of answers) expect(answer).toEqual({ ok: false, reason: "wrong" });
  });
  it("does the same work for an unknown name as for a known one", async () => {
    const known = await createSigner();
    const hashesTried = async (account: string) => {
      vi.mocked(verify).mockClear();
      await wrong(account, nextAddress());
      return vi.mocked(verify).mock.calls.map(([stored]) => String(stored).split("$").slice(1, 4));
    };
    // one hash of the same cost: how long it takes cannot tell the two apart
    const same = [["argon2id", "v=19", "m=19456,t=2,p=1"]];
    expect(await hashesTried(known.account)).toEqual(same);
    expect(await hashesTried(`nobody${process.pid}`)).toEqual(same);
  });
  it.each(["known", "unknown"])("locks a %s account for this address after five failures", async (kind) => {
    const account = kind === "known" ? (await createSigner()).account : `ghost${process.pid}`;
    const address = nextAddress();
    for (let failure = 0; failure < LOCK_AFTER_FAILURES; failure++) {
      expect(await wrong(account, address)).toEqual({ ok: false, reason: "wrong" });
    }
    expect(await right(account, address)).toEqual({ ok: false, reason: "locked" });
  });
  it("leaves another address open, and does not count the tries made while locked", async () => {
    const person = await createSigner();
    const address = nextAddress();
    for (let failure = 0; failure < 120; failure++) await wrong(person.account, address);
    expect(await right(person.account, address)).toEqual({ ok: false, reason: "locked" });
    // 120 tries from one place must not shut the account's other doors
    expect(await right(person.account, nextAddress())).toMatchObject({ ok: true });
  });
  it("opens again after half an hour, and the success clears the failures", async () => {
    const person = await createSigner();
    const address = nextAddress();
    for (let failure = 0; failure < LOCK_AFTER_FAILURES; failure++) await wrong(person.account, address);
    await age(person.account, 29);
    expect(await right(person.account, address)).toMatchObject({ ok: false, reason: "locked" });
    await age(person.account, 2);
    expect(await right(person.account, address)).toMatchObject({ ok: true });
    for (let failure = 1; failure < LOCK_AFTER_FAILURES; failure++) await wrong(person.account, address);
    expect(await right(person.account, address)).toMatchObject({ ok: true });
  });
  it("checks no more than five of forty guesses made at once", async () => {
    const person = await createSigner();
    const address = nextAddress();
    const answers = await Promise.all(Array.from({ length: 40 }, () => wrong(person.account, address)));
    const reasons = answers.map((answer) => (answer.ok ? "ok" : answer.reason));
    expect(reasons.filter((reason) => reason === "wrong")).toHaveLength(LOCK_AFTER_FAILURES);
    expect(reasons.filter((reason) => reason === "locked")).toHaveLength(40 - LOCK_AFTER_FAILURES);
  });
  it("says tooMany to an address that tries many names, and to nobody else", async () => {
    const person = await createSigner();
    const address = nextAddress();
    await owner().query(
      "insert into sign_in_attempts (account, address) select 'name' || n, $1 from generate_series(1, $2::int) n",
      [address, LOCK_ADDRESS_AFTER],
    );
    expect(await right(person.account, address)).toEqual({ ok: false, reason: "tooMany" });
    expect(await right(person.account, nextAddress())).toMatchObject({ ok: true });
  });
  it("leaves one live session of ten sign-ins at once", async () => {
    const person = await createSigner();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => tokenOf(person.account)));
    const states = await Promise.all(tokens.map((token) => findSession(token)));
    expect(states.filter((state) => state.kind === "live")).toHaveLength(1);
    const { rows } = await owner().query("select id from sessions where user_id = $1 and ended_at is null", [
      person.id,
    ]);
    expect(rows).toHaveLength(1);
  });
});

describe("session", () => {
  it("ends where a newer one begins, and says so", async () => {
    const person = await createSigner();
    const older = await tokenOf(person.account);
    const newer = await tokenOf(person.account);
    expect(await findSession(older)).toEqual({ kind: "ended", reason: "NEWER_SIGN_IN" });
    expect(await findSession(newer)).toMatchObject({ kind: "live" });
  });
  it.each([
    ["idle for more than 15 minutes", "last_seen_at = now() - interval '16 minutes'", "IDLE"],
    ["older than 8 hours", "expires_at = now() - interval '1 second'", "EXPIRED"],
    ["revoked", "ended_at = now(), end_reason = 'REVOKED'", "REVOKED"],
  ])("is over when %s", async (_, change, reason) => {
    const token = await tokenOf((await createSigner()).account);
    await owner().query(`update sessions set ${change} where token_hash = $1`, [hashToken(token)]);
    expect(await findSession(token)).toEqual({ kind: "ended", reason });
  });
  it("is over when the account is disabled", async () => {
    const person = await createSigner();
    const token = await tokenOf(person.account);
    await owner().query("update users set is_active = false where id = $1", [person.id]);
    expect(await findSession(token)).toEqual({ kind: "ended", reason: "REVOKED" });
  });
  it("lives on while it is used, up to the eighth hour", async () => {
    const token = await tokenOf((await createSigner()).account);
    await owner().query(
      "update sessions set last_seen_at = now() - interval '14 minutes' where token_hash = $1",
      [hashToken(token)],
    );
    expect(await findSession(token)).toMatchObject({ kind: "live" });
    const { rows } = await owner().query(
      "select last_seen_at > now() - interval '1 minute' as moved from sessions where token_hash = $1",
      [hashToken(token)],
    );
    expect(rows).toEqual([{ moved: true }]);
  });
  it("says that the password must be changed first", async () => {
    const token = await tokenOf((await createSigner("OBSERVER", { mustChange: true })).account);
    expect(await findSession(token)).toMatchObject({ kind: "live", mustChangePassword: true });
  });
  it("ends at sign-out, once, with a line in the audit log", async () => {
    const person = await createSigner();
    const token = await tokenOf(person.account);
    const state = await findSession(token);
    await endSession(token);
    await endSession(token);
    expect(await findSession(token)).toEqual({ kind: "ended", reason: "SIGN_OUT" });
    if (state.kind !== "live") throw new Error("no session");
    expect((await auditLinesOf(state.sessionId)).map((line) => line.action)).toEqual(["signIn", "signOut"]);
  });
  it("knows nothing of a made-up token", async () => {
    expect(await findSession("made up")).toEqual({ kind: "none" });
  });
});

describe("changePassword", () => {
  const next = "Guancha#2027";
  const change = { current: PASSWORD, next, repeated: next };
  async function signedIn() {
    const person = await createSigner("OBSERVER", { mustChange: true });
    const token = await tokenOf(person.account);
    const state = await findSession(token);
    if (state.kind !== "live") throw new Error("no session");
    return { person, token, ...state };
  }

  it("changes it, keeps this session, lifts the first-login duty", async () => {
    const { person, token, viewer, sessionId } = await signedIn();
    expect(await changePassword(viewer, sessionId, change)).toMatchObject({ ok: true });
    expect(await findSession(token)).toMatchObject({ kind: "live", mustChangePassword: false });
    expect(await signIn({ account: person.account, password: next }, nextAddress())).toMatchObject({
      ok: true,
    });
    expect(await right(person.account, nextAddress())).toMatchObject({ ok: false });
  });
  it("refuses a wrong present password, and after five shuts this door", async () => {
    const { person, viewer, sessionId } = await signedIn();
    for (let failure = 0; failure < LOCK_AFTER_FAILURES; failure++) {
      expect(await changePassword(viewer, sessionId, { ...change, current: "Falsch#2026" })).toMatchObject({
        reason: "accounts.reason.passwordWrong",
      });
    }
    expect(await changePassword(viewer, sessionId, change)).toMatchObject({
      reason: "accounts.reason.locked",
    });
    // the door of the sign-in page stays open
    expect(await right(person.account, nextAddress())).toMatchObject({ ok: true });
  });
  it("does nothing in a session that was revoked meanwhile", async () => {
    const { person, viewer, sessionId } = await signedIn();
    await owner().query("update sessions set ended_at = now(), end_reason = 'REVOKED' where id = $1", [
      sessionId,
    ]);
    expect(await changePassword(viewer, sessionId, change)).toEqual({ ok: false, kind: "signedOut" });
    expect(await right(person.account, nextAddress())).toMatchObject({ ok: true });
  });
});
