import { describe, expect, it } from "vitest";
import { LOCK_AFTER_FAILURES } from "@/lib/accounts/rules";
import {
  beginSecondStep,
  confirmSecondStep,
  resetSecondStep,
  switchOffSecondStep,
} from "@/lib/accounts/second-step/commands";
import { signIn } from "@/lib/accounts/sign-in/commands";
import { env } from "@/lib/platform/env";
import { ROLES, type Role } from "@/lib/platform/rights";
import { findSession } from "@/lib/platform/session";
import { base32, codeAt, stepAt } from "@/lib/platform/totp";
import { createPerson, type Person } from "../../support/builders";
import { asAppRole, owner } from "../../support/owner";
import { auditLinesOf, createSigner, nextAddress, PASSWORD } from "./credentials";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** What an authenticator does with the key. */
function secretOf(key: string): Buffer {
  const bits = [...key].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

async function viewerOf(person: Person, code = "") {
  const result = await signIn({ account: person.account, password: PASSWORD, code }, nextAddress());
  if (!result.ok) throw new Error(result.reason);
  const state = await findSession(result.token);
  if (state.kind !== "live") throw new Error(state.kind);
  return { ...state, token: result.token };
}

/** A person with a device: `code(n)` is the code n half minutes from now. The set-up itself took the present one. */
async function withDevice(roles: Role | Role[] = "OBSERVER") {
  const person = await createSigner(roles);
  const { viewer, token } = await viewerOf(person);
  const begun = await beginSecondStep(viewer, { password: PASSWORD });
  if (!begun.ok) throw new Error(JSON.stringify(begun));
  const secret = secretOf(begun.value.secret);
  expect(base32(secret)).toBe(begun.value.secret);
  // one half minute ago: the tests have the present one and the next
  const code = (steps: number) => codeAt(secret, stepAt(new Date()) + steps);
  const confirmed = await confirmSecondStep(viewer, { code: code(-1) });
  if (!confirmed.ok) throw new Error(JSON.stringify(confirmed));
  return { person, viewer, token, code, codes: confirmed.value.codes };
}
const enter = (person: Person, code: string, address = nextAddress(), password = PASSWORD) =>
  signIn({ account: person.account, password, code }, address);

describe("a second step", () => {
  it("is asked for after the right password, and one code opens one session", async () => {
    const { person, code, viewer } = await withDevice();
    expect(await enter(person, "")).toEqual({ ok: false, reason: "code" });
    const now = code(0);
    const outcomes = await Promise.all([enter(person, now), enter(person, now), enter(person, now)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([
      { ok: false, reason: "codeWrong" },
      { ok: false, reason: "codeWrong" },
    ]);
    expect(await enter(person, code(1))).toMatchObject({ ok: true });
    // older than the last one taken
    expect(await enter(person, now)).toEqual({ ok: false, reason: "codeWrong" });
    expect((await auditLinesOf(viewer.id)).map((line) => line.action)).toContain("setUpSecondStep");
  });
  it("tells nothing to who doesn't know the password, with or without a code", async () => {
    const { person, code } = await withDevice();
    for (const typed of ["", "000000", code(0)])
      expect(await enter(person, typed, nextAddress(), "Falsch#2026")).toEqual({
        ok: false,
        reason: "wrong",
      });
    await owner().query("update users set is_active = false where id = $1", [person.id]);
    expect(await enter(person, "")).toEqual({ ok: false, reason: "wrong" });
    expect(await enter(person, code(1))).toEqual({ ok: false, reason: "wrong" });
  });
  it("counts wrong codes to the lock, and not the password's own step", async () => {
    const { person, code } = await withDevice();
    const address = nextAddress();
    for (let step = 0; step < LOCK_AFTER_FAILURES + 2; step++)
      expect(await enter(person, "", address)).toEqual({ ok: false, reason: "code" });
    for (let failure = 0; failure < LOCK_AFTER_FAILURES; failure++)
      expect(await enter(person, "000000", address)).toMatchObject({ reason: "codeWrong" });
    expect(await enter(person, code(1), address)).toEqual({ ok: false, reason: "locked" });
    expect(await enter(person, code(1))).toMatchObject({ ok: true });
  });
  it("takes each recovery code once, also of two at once", async () => {
    const { person, codes } = await withDevice();
    expect(new Set(codes).size).toBe(10);
    const [one = "", two = ""] = codes;
    const outcomes = await Promise.all([enter(person, one), enter(person, one.toLowerCase())]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await enter(person, one)).toEqual({ ok: false, reason: "codeWrong" });
    expect(await enter(person, two.replaceAll("-", ""))).toMatchObject({ ok: true });
  });
  it("is not in force before a first code proved it", async () => {
    const person = await createSigner();
    const { viewer } = await viewerOf(person);
    await beginSecondStep(viewer, { password: PASSWORD });
    expect(await confirmSecondStep(viewer, { code: "000000" })).toMatchObject({
      reason: "secondStep.reason.codeWrong",
    });
    expect(await enter(person, "")).toMatchObject({ ok: true });
  });
  it("is begun with the password only, and changed or switched off with a code too", async () => {
    const person = await createSigner();
    const { viewer } = await viewerOf(person);
    expect(await beginSecondStep(viewer, { password: "Falsch#2026" })).toMatchObject({
      reason: "accounts.reason.passwordWrong",
    });
    const device = await withDevice();
    expect(await beginSecondStep(device.viewer, { password: PASSWORD })).toMatchObject({
      reason: "secondStep.reason.codeWrong",
    });
    expect(await switchOffSecondStep(device.viewer, { password: PASSWORD, code: "000000" })).toMatchObject({
      reason: "secondStep.reason.codeWrong",
    });
    expect(
      await switchOffSecondStep(device.viewer, { password: PASSWORD, code: device.code(0) }),
    ).toMatchObject({ ok: true });
    expect(await enter(device.person, "")).toMatchObject({ ok: true });
  });
  it("of another telephone ends the first one and its recovery codes", async () => {
    const { person, viewer, code, codes } = await withDevice();
    const begun = await beginSecondStep(viewer, { password: PASSWORD, code: code(0) });
    if (!begun.ok) throw new Error(JSON.stringify(begun));
    const next = secretOf(begun.value.secret);
    // until the new one is proved, the old one holds
    expect(await enter(person, code(1))).toMatchObject({ ok: true });
    const step = stepAt(new Date());
    expect(await confirmSecondStep(viewer, { code: codeAt(next, step - 1) })).toMatchObject({ ok: true });
    expect(await enter(person, codes[5] ?? "")).toEqual({ ok: false, reason: "codeWrong" });
    expect(await enter(person, codeAt(next, step))).toMatchObject({ ok: true });
  });
});

describe("resetSecondStep", () => {
  const reason = "手机丢失，当面核实本人";
  it("ends device and session; the password alone opens again", async () => {
    const { person, token } = await withDevice();
    const secadmin = await createPerson("SECADMIN");
    expect(await resetSecondStep(secadmin, { userId: person.id, reason })).toMatchObject({ ok: true });
    expect(await findSession(token)).toEqual({ kind: "ended", reason: "REVOKED" });
    expect(await enter(person, "")).toMatchObject({ ok: true });
    const { rows } = await owner().query(
      "select sealed_secret, end_reason, reason from totp_devices where user_id = $1",
      [person.id],
    );
    expect(rows).toEqual([{ sealed_secret: null, end_reason: "RESET", reason }]);
    expect(await resetSecondStep(secadmin, { userId: person.id, reason })).toMatchObject({
      reason: "secondStep.reason.none",
    });
  });
  it("asks for a reason, refuses oneself and every other role", async () => {
    const { person } = await withDevice();
    const own = await withDevice("SECADMIN");
    expect(await resetSecondStep(own.person, { userId: own.person.id, reason })).toMatchObject({
      reason: "secondStep.reason.own",
    });
    expect(await resetSecondStep(own.person, { userId: person.id, reason: " " })).toMatchObject({
      kind: "invalid",
    });
    for (const role of ROLES.filter((one) => one !== "SECADMIN"))
      expect(await resetSecondStep(await createPerson(role), { userId: person.id, reason }), role).toEqual({
        ok: false,
        kind: "denied",
      });
    expect(await enter(person, "")).toEqual({ ok: false, reason: "code" });
  });
});

describe("a role that demands it", () => {
  it("leaves a duty open until it is set up, and then can't switch it off", async () => {
    env().TOTP_REQUIRED_ROLES.push("SECADMIN");
    try {
      const person = await createSigner("SECADMIN");
      expect(await viewerOf(person)).toMatchObject({ duty: "secondStep" });
      const { token, viewer, code } = await withDevice("SECADMIN");
      expect(await findSession(token)).toMatchObject({ duty: null });
      expect(await switchOffSecondStep(viewer, { password: PASSWORD, code: code(0) })).toMatchObject({
        reason: "secondStep.reason.demanded",
      });
      expect(await viewerOf(await createSigner("OBSERVER"))).toMatchObject({ duty: null });
    } finally {
      env().TOTP_REQUIRED_ROLES.pop();
    }
  });
});

describe("totp_devices and their codes", () => {
  it("rest sealed and hashed, out of the app role's reach, and a step never goes back", async () => {
    const { person, codes } = await withDevice();
    for (const table of ["totp_devices", "totp_recovery_codes"])
      await expect(asAppRole((client) => client.query(`select * from ${table}`))).rejects.toThrow(
        /permission denied/,
      );
    const { rows } = await owner().query(
      "select string_agg(c::text, '') as kept from totp_recovery_codes c join totp_devices d on d.id = c.device_id where d.user_id = $1",
      [person.id],
    );
    for (const code of codes) expect(rows[0].kept).not.toContain(code.replaceAll("-", ""));
    await expect(
      owner().query("update totp_devices set last_step = 0 where user_id = $1", [person.id]),
    ).rejects.toThrow(/totp_devices_step_once/);
    await expect(owner().query("delete from totp_devices where user_id = $1", [person.id])).rejects.toThrow(
      /append_only/,
    );
  });
  it("don't open under another person's name", async () => {
    const { person, code } = await withDevice();
    const thief = await withDevice();
    const { rows } = await owner().query("select sealed_secret from totp_devices where user_id = $1", [
      thief.person.id,
    ]);
    await owner().query(
      "update totp_devices set sealed_secret = null, ended_at = now(), ended_by = user_id, end_reason = 'REPLACED' where user_id = $1",
      [person.id],
    );
    await owner().query(
      "insert into totp_devices (user_id, sealed_secret, confirmed_at) values ($1, $2, now())",
      [person.id, rows[0].sealed_secret],
    );
    expect(await enter(person, thief.code(1))).toEqual({ ok: false, reason: "codeWrong" });
    expect(await enter(person, code(1))).toEqual({ ok: false, reason: "codeWrong" });
  });
});
