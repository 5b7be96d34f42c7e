import { describe, expect, it } from "vitest";
import { readAccounts } from "@/lib/accounts/account-command";
import { activate, CODE_LENGTH, WRONG_CODES_AN_ADDRESS } from "@/lib/accounts/activation/commands";
import { createAccount, createAccounts, resetPassword } from "@/lib/accounts/administration/commands";
import { checkPeople } from "@/lib/accounts/bulk/queries";
import { tableOf } from "@/lib/accounts/bulk/rules";
import { findAccount } from "@/lib/accounts/queries";
import { signIn } from "@/lib/accounts/sign-in/commands";
import { codeHash, newCode } from "@/lib/platform/codes";
import { createCadre, createPerson, createUnit } from "../../support/builders";
import { asAppRole, owner } from "../../support/owner";
import { auditLinesOf, createSigner, nextAddress } from "./credentials";

const NEXT = "Xinmima#2026";
let counter = 0;
const nextName = () => `a${process.pid}.${++counter}`;

async function newSlip(over: object = {}) {
  const sysadmin = await createPerson("SYSADMIN");
  const outcome = await createAccount(sysadmin, {
    account: nextName(),
    name: "新来的人",
    department: "干部一科",
    ...over,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return { sysadmin, ...outcome.value };
}
const use = (code: string, address = nextAddress(), next = NEXT) =>
  activate({ code, next, repeated: next }, address);
const UNKNOWN = { ok: false, kind: "refused", reason: "activation.reason.unknown" };

describe("activate", () => {
  it("takes a code once, also of two at once", async () => {
    const { slip, id } = await newSlip();
    const outcomes = await Promise.all([use(slip.code), use(slip.code), use(slip.code)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([UNKNOWN, UNKNOWN]);
    const lines = await auditLinesOf(id);
    expect(lines.filter((line) => line.action === "activateAccount")).toHaveLength(1);
  });
  it("gives one answer for unknown, used, voided, expired, and an account that was disabled", async () => {
    const [used, voided, late, disabled] = [
      await newSlip(),
      await newSlip(),
      await newSlip(),
      await newSlip(),
    ];
    await use(used.slip.code);
    await resetPassword(voided.sysadmin, { userId: voided.id });
    const expired = newCode(CODE_LENGTH);
    await owner().query("update activation_slips set voided_at = now() where user_id = $1", [late.id]);
    await owner().query(
      "insert into activation_slips (user_id, token_hash, made_at, expires_at) values ($1, $2, now() - interval '7 days', now())",
      [late.id, codeHash(expired)],
    );
    await owner().query("update users set is_active = false where id = $1", [disabled.id]);
    for (const code of [
      "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG",
      "no code",
      used.slip.code,
      voided.slip.code,
      late.slip.code,
      expired,
      disabled.slip.code,
    ])
      expect(await use(code), code).toEqual(UNKNOWN);
  });
  it("asks the same of a password as its change does, and a mended one goes through", async () => {
    const { slip } = await newSlip();
    const address = nextAddress();
    expect(await use(slip.code, address, "short")).toMatchObject({ reason: "accounts.reason.passwordShort" });
    expect(await use(slip.code, address, `${slip.account}#A1`)).toMatchObject({
      reason: "accounts.reason.passwordHasAccount",
    });
    expect(await activate({ code: slip.code, next: NEXT, repeated: "other" }, address)).toMatchObject({
      reason: "accounts.reason.passwordsDiffer",
    });
    expect(await use(slip.code.toLowerCase().replaceAll("-", " "), address)).toMatchObject({ ok: true });
  });
  it("stops an address that tries codes, and nobody elsewhere", async () => {
    const { slip } = await newSlip();
    const address = nextAddress();
    const wrong = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG";
    const outcomes = await Promise.all(
      Array.from({ length: WRONG_CODES_AN_ADDRESS + 4 }, () => use(wrong, address)),
    );
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.kind === "tooMany")).toHaveLength(4);
    expect(await use(slip.code, address)).toEqual({ ok: false, kind: "tooMany" });
    expect(await use(slip.code)).toMatchObject({ ok: true });
  });
});

describe("activation_slips", () => {
  it("hold a hash only, and are out of the app role's reach", async () => {
    const { slip, id } = await newSlip();
    const { rows } = await owner().query(
      "select row_to_json(s)::text as row from activation_slips s where user_id = $1",
      [id],
    );
    expect(rows[0].row).not.toContain(slip.code.replaceAll("-", ""));
    await expect(asAppRole((client) => client.query("select * from activation_slips"))).rejects.toThrow(
      /permission denied/,
    );
  });
  it("can't be prolonged, used again or taken away, even by the owner's own SQL", async () => {
    const { slip, id } = await newSlip();
    await expect(
      owner().query(
        "update activation_slips set expires_at = expires_at + interval '1 hour' where user_id = $1",
        [id],
      ),
    ).rejects.toThrow(/activation_slips_in_place/);
    await use(slip.code);
    await expect(
      owner().query("update activation_slips set used_at = null where user_id = $1", [id]),
    ).rejects.toThrow(/activation_slips_in_place/);
    await expect(owner().query("delete from activation_slips where user_id = $1", [id])).rejects.toThrow(
      /append_only/,
    );
  });
});

describe("checkPeople and createAccounts", () => {
  const check = (sysadmin: { id: string }, text: string) =>
    readAccounts(sysadmin, (db) => checkPeople(db, tableOf(text)));

  it("make all of a list with their links, and a slip each that works", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const [first, second] = [nextName(), nextName()];
    const text = `姓名\t账号\t科室\t联络单位\t干部单位\n钱一\t${first}\t党政办公室\t${unit.shortName}\t\n${cadre.name}\t${second}\t${unit.shortName}\t\t${unit.shortName}`;
    const checked = await check(sysadmin, text);
    if (!("people" in checked)) throw new Error(JSON.stringify(checked));
    const made = await createAccounts(sysadmin, { people: checked.people });
    if (!made.ok) throw new Error(JSON.stringify(made));
    expect(made.value.slips.map(({ account }) => account)).toEqual([first, second]);
    const { rows } = await owner().query(
      `select account, unit_id as "unitId", cadre_id as "cadreId" from users where account = any($1) order by account`,
      [[first, second]],
    );
    expect(rows).toEqual(
      [
        { account: first, unitId: unit.id, cadreId: null },
        { account: second, unitId: null, cadreId: cadre.id },
      ].sort((a, b) => (a.account < b.account ? -1 : 1)),
    );
    for (const slip of made.value.slips) {
      expect(await use(slip.code)).toMatchObject({ ok: true });
      expect(await signIn({ account: slip.account, password: NEXT }, nextAddress())).toMatchObject({
        ok: true,
      });
    }
  });
  it("name what the database knows better, and write nothing in the dry run", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const unit = await createUnit();
    const linked = await createCadre(unit);
    await createPerson("CADRE", { cadreId: linked.id });
    const twin = await createCadre(unit);
    await createCadre(unit, { name: twin.name });
    const { account } = await createSigner();
    const free = nextName();
    const lines = [
      "姓名,账号,科室,联络单位,干部单位",
      `钱一,${account},一科,,`,
      `钱二,${nextName()},一科,没有的单位,`,
      `钱三,${nextName()},一科,,${unit.shortName}`,
      `${linked.name},${nextName()},一科,,${unit.shortName}`,
      `${twin.name},${nextName()},一科,,${unit.shortName}`,
      `钱四,${free},一科,,`,
    ];
    expect(await check(sysadmin, lines.join("\n"))).toMatchObject({
      faults: [
        { row: 2, column: "账号", code: "accountTaken" },
        { row: 3, column: "联络单位", code: "unknownUnit" },
        { row: 4, column: "姓名", code: "unknownCadre" },
        { row: 5, column: "姓名", code: "cadreTaken" },
        { row: 6, column: "姓名", code: "severalCadres" },
      ],
    });
    const { rows } = await owner().query("select from users where account = $1", [free]);
    expect(rows).toEqual([]);
  });
  it("make none where one fails, though the check was passed before", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const [first, second] = [nextName(), nextName()];
    const person = (account: string) => ({ account, name: "钱五", department: "一科" });
    await createAccount(sysadmin, person(second));
    expect(await createAccounts(sysadmin, { people: [person(first), person(second)] })).toMatchObject({
      reason: "bulk.reason.changedMeanwhile",
    });
    const { rows } = await owner().query("select from users where account = $1", [first]);
    expect(rows).toEqual([]);
  });
  it("are denied to everybody but SYSADMIN", async () => {
    for (const role of ["SECADMIN", "ADMIN", "LEADER", "AUDITOR"] as const)
      expect(
        await createAccounts(await createPerson(role), {
          people: [{ account: nextName(), name: "钱六", department: "一科" }],
        }),
        role,
      ).toEqual({ ok: false, kind: "denied" });
  });
  it("propose a free account from a name's pinyin", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const first = await check(sysadmin, "姓名,科室\n阙珩屿,一科");
    if (!("people" in first)) throw new Error("faults");
    await createAccounts(sysadmin, first);
    const again = await check(sysadmin, "姓名,科室\n阙珩屿,一科");
    if (!("people" in again)) throw new Error("faults");
    const [one, other] = [first.people[0]?.account, again.people[0]?.account];
    expect(one).toMatch(/^quehengyu\d*$/);
    expect(other).toMatch(/^quehengyu\d+$/);
    expect(other).not.toBe(one);
  });
});

describe("findAccount", () => {
  it("tells who waits for their activation, and until when", async () => {
    const { sysadmin, id, slip } = await newSlip();
    const look = () => readAccounts(sysadmin, (db) => findAccount(db, id));
    expect(await look()).toMatchObject({ hasPassword: false, slipExpiresAt: new Date(slip.expiresAt) });
    await use(slip.code);
    expect(await look()).toMatchObject({ hasPassword: true, slipExpiresAt: null });
  });
});
