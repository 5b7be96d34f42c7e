import { describe, expect, it } from "vitest";
import {
  type ChangedLine,
  judgeAccounts,
  judgeClearances,
  judgeRoles,
  lineBlock,
  undoRefusal,
} from "@/lib/accounts/changes/rules";
import { ACCOUNT_DEEDS, accountLookFilter, changeAccountsInput } from "@/lib/accounts/changes/schema";
import { countsOf } from "@/lib/platform/many";
import { ADMINISTRATOR_ROLES, ROLES } from "@/lib/platform/rights";

const ME = "me";
const account = (over = {}) => ({
  id: "a",
  account: "zhang",
  name: "张三",
  department: "干部科",
  isActive: true,
  validUntil: null,
  isOver: false,
  hasPassword: true,
  hasSlip: false,
  isLocked: false,
  ...over,
});
const person = (over = {}) => ({
  id: "a",
  account: "zhang",
  name: "张三",
  department: "干部科",
  isActive: true,
  hasUnit: true,
  hasCadre: true,
  clearance: 1,
  roles: [],
  ...over,
});
const of = (over: object, deed: (typeof ACCOUNT_DEEDS)[number], day?: string) =>
  judgeAccounts([account(over)], deed, day, ME).lines[0]?.verdict;

describe("judgeAccounts", () => {
  it("tells what changes, what stays and what cannot", () => {
    expect(of({}, "DISABLE")).toEqual({ kind: "change" });
    expect(of({ isActive: false }, "DISABLE")).toEqual({ kind: "same" });
    expect(of({ id: ME }, "DISABLE")).toEqual({ kind: "refused", reason: "accounts.reason.ownAccount" });
    expect(of({}, "ENABLE")).toEqual({ kind: "same" });
    expect(of({ isActive: false, isOver: true }, "ENABLE")).toMatchObject({
      reason: "accounts.reason.validityOver",
    });
    expect(of({ isLocked: true }, "UNLOCK")).toEqual({ kind: "change" });
    expect(of({ validUntil: "2027-01-01" }, "VALIDITY", "2027-01-01")).toEqual({ kind: "same" });
    expect(of({ validUntil: "2027-01-01" }, "VALIDITY")).toEqual({ kind: "change" });
    expect(of({ isActive: false }, "SLIPS")).toMatchObject({ reason: "accounts.reason.isDisabled" });
  });
  it("never changes one's own account, whatever the deed, but a lock", () => {
    for (const deed of ACCOUNT_DEEDS)
      expect(of({ id: ME, isLocked: true }, deed)?.kind, deed).toBe(
        { DISABLE: "refused", ENABLE: "same", UNLOCK: "change", VALIDITY: "refused", SLIPS: "refused" }[deed],
      );
  });
  it("counts lines, and another fact makes another digest", () => {
    const people = [account(), account({ id: "b", isActive: false }), account({ id: ME })];
    const { lines, seen } = judgeAccounts(people, "DISABLE", undefined, ME);
    expect(countsOf(lines)).toEqual({ change: 1, same: 1, refused: 1 });
    expect(judgeAccounts(people.slice(0, 2), "DISABLE", undefined, ME).seen).not.toBe(seen);
    expect(judgeAccounts([account({ validUntil: "2027-01-01" })], "VALIDITY", undefined, ME).seen).not.toBe(
      judgeAccounts([account({ validUntil: "2027-01-02" })], "VALIDITY", undefined, ME).seen,
    );
  });
});

describe("judgeRoles", () => {
  it("keeps the three administrators apart, of every pair", () => {
    for (const held of ROLES)
      for (const added of ROLES) {
        const kind = judgeRoles([person({ roles: [held] })], "GRANT", added, ME).lines[0]?.verdict.kind;
        const isApart = [held, added].some((one) => ADMINISTRATOR_ROLES.includes(one));
        expect(kind, `${held} ${added}`).toBe(held === added ? "same" : isApart ? "refused" : "change");
      }
  });
  it("grants no role that is nothing without its link, and none to who is disabled", () => {
    const reasonOf = (over: object, role: (typeof ROLES)[number]) =>
      judgeRoles([person(over)], "GRANT", role, ME).lines[0]?.verdict;
    expect(reasonOf({ hasUnit: false }, "LIAISON")).toMatchObject({ reason: "accounts.reason.noUnitLinked" });
    expect(reasonOf({ hasCadre: false }, "CADRE")).toMatchObject({ reason: "accounts.reason.noCadreLinked" });
    expect(reasonOf({ isActive: false }, "OBSERVER")).toMatchObject({ reason: "accounts.reason.isDisabled" });
    expect(reasonOf({ id: ME }, "OBSERVER")).toMatchObject({ reason: "accounts.reason.ownRoles" });
  });
});

describe("undoRefusal", () => {
  const NOW = new Date("2026-06-15T04:00:00Z");
  const line = (over: Partial<ChangedLine> = {}): ChangedLine => ({
    userId: "a",
    name: "张三",
    account: "zhang",
    before: "active",
    after: "disabled",
    present: "disabled",
    isLeanedOn: false,
    ...over,
  });
  const change = (over = {}) => ({ deed: "DISABLE" as const, madeAt: NOW, undoneAt: null, ...over });

  it("lets a change go back within thirty days, once", () => {
    expect(undoRefusal(change(), [line()], ME, NOW)).toBeNull();
    expect(undoRefusal(change({ undoneAt: NOW }), [line()], ME, NOW)).toBe("accounts.reason.undoneAlready");
    const late = new Date("2026-07-16T04:00:00Z");
    expect(undoRefusal(change(), [line()], ME, late)).toBe("accounts.reason.undoLate");
    expect(undoRefusal(change(), [line()], ME, new Date("2026-07-15T04:00:00Z"))).toBeNull();
  });
  it("is blocked by what was changed since or leans on it, and by one's own line", () => {
    expect(lineBlock(line({ present: "active" }))).toBe("accounts.reason.changedSince");
    expect(lineBlock(line({ isLeanedOn: true }))).toBe("accounts.reason.leanedOn");
    expect(undoRefusal(change(), [line(), line({ present: "active" })], ME, NOW)).toBe(
      "accounts.reason.undoBlocked",
    );
    expect(undoRefusal(change(), [line({ userId: ME })], ME, NOW)).toBe("accounts.reason.undoOwn");
  });
  it("has nothing to go back to where a password or a lock is gone", () => {
    for (const deed of ["SLIPS", "UNLOCK"] as const)
      expect(undoRefusal({ ...change(), deed }, [line()], ME, NOW)).toBe("accounts.reason.undoNothing");
  });
});

describe("the address and the form", () => {
  const id = "0b7c1f0e-5b1e-4c0a-9d2f-0a1b2c3d4e5f";
  it("take one ticked account like many, and leave out what cannot be read", () => {
    expect(accountLookFilter.parse({ accounts: id }).accounts).toEqual([id]);
    expect(accountLookFilter.parse({ accounts: ["x"], deed: "SHOUT", day: "0000-01-01" })).toMatchObject({
      accounts: [],
    });
  });
  it("read an empty day as no end and want a reason", () => {
    const given = { id, accounts: id, seen: "", deed: "VALIDITY", day: "", reason: "年度清理" };
    expect(changeAccountsInput.parse(given).day).toBeUndefined();
    expect(changeAccountsInput.safeParse({ ...given, reason: " " }).success).toBe(false);
    expect(changeAccountsInput.safeParse({ ...given, day: "0000-01-01" }).success).toBe(false);
  });
});

describe("judgeClearances", () => {
  it("changes who has another level, and nobody's own, up or down", () => {
    const people = [person(), person({ id: "b", clearance: 2 }), person({ id: ME, clearance: 3 })];
    const kinds = (level: number) =>
      judgeClearances(people, level, ME).lines.map(({ verdict }) =>
        verdict.kind === "refused" ? verdict.reason : verdict.kind,
      );
    expect(kinds(2)).toEqual(["change", "same", "accounts.reason.ownClearance"]);
    expect(kinds(3)).toEqual(["change", "change", "accounts.reason.ownClearance"]);
  });
  it("shows another digest where somebody has another level by now", () => {
    const seen = (clearance: number, level = 3) => judgeClearances([person({ clearance })], level, ME).seen;
    expect(seen(1)).not.toBe(seen(2));
    expect(seen(1)).not.toBe(seen(1, 2));
  });
});
