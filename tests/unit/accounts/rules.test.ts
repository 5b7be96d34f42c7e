import { describe, expect, it } from "vitest";
import {
  grantRefusal,
  isLocked,
  LOCK_ACCOUNT_AFTER,
  passwordRefusal,
  takeBackRefusal,
} from "@/lib/accounts/rules";
import { ADMINISTRATOR_ROLES, ROLES } from "@/lib/platform/rights";

describe("passwordRefusal", () => {
  it("takes ten characters of three classes", () => {
    expect(passwordRefusal("Guancha2026", "wang")).toBeNull();
    expect(passwordRefusal("guancha#2026", "wang")).toBeNull();
    expect(passwordRefusal("GUANCHA#2026", "wang")).toBeNull();
  });
  it("refuses nine characters, counted as a person counts", () => {
    expect(passwordRefusal("Abc#12345", "wang")).toBe("accounts.reason.passwordShort");
    expect(passwordRefusal("Aa1😀😀😀😀😀", "wang")).toBe("accounts.reason.passwordShort");
  });
  it("refuses two classes", () => {
    expect(passwordRefusal("guancha2026", "wang")).toBe("accounts.reason.passwordSimple");
  });
  it("refuses the account inside, in any case", () => {
    expect(passwordRefusal("Wang.Li#2026", "wang.li")).toBe("accounts.reason.passwordHasAccount");
  });
});

describe("isLocked", () => {
  const five = [0, 1, 2, 3, 4];
  it("leaves four failures open", () => expect(isLocked([0, 1, 2, 3], [0, 1, 2, 3])).toBe(false));
  it("locks with the fifth", () => expect(isLocked(five, five)).toBe(true));
  it("stays locked for half an hour after the fifth, not after the first", () => {
    const slow = [29, 35, 42, 50, 58];
    expect(isLocked(slow, slow)).toBe(true);
  });
  it("opens half an hour after the fifth", () => {
    const over = five.map((age) => age + 30);
    expect(isLocked(over, over)).toBe(false);
  });
  it("does not add up failures of different half hours", () => {
    const spread = [1, 20, 25, 28, 33];
    expect(isLocked(spread, spread)).toBe(false);
  });
  it("is not moved by failures elsewhere below the account's own limit", () => {
    const elsewhere = Array.from({ length: LOCK_ACCOUNT_AFTER - 1 }, () => 1);
    expect(isLocked([], elsewhere)).toBe(false);
    expect(isLocked([], [...elsewhere, 1])).toBe(true);
  });
});

describe("grantRefusal", () => {
  it("lets an administrator role stand alone only", () => {
    for (const administrator of ADMINISTRATOR_ROLES) {
      expect(grantRefusal([], administrator, false)).toBeNull();
      for (const other of ROLES.filter((role) => role !== administrator)) {
        expect(grantRefusal([other], administrator, false)).toBe("accounts.reason.rolesKeepApart");
        expect(grantRefusal([administrator], other, false)).toBe("accounts.reason.rolesKeepApart");
      }
    }
  });
  it("lets business roles stand together", () => {
    const business = ROLES.filter((role) => !ADMINISTRATOR_ROLES.includes(role));
    for (const role of business) {
      const others = business.filter((other) => other !== role);
      expect(grantRefusal(others, role, false)).toBeNull();
    }
  });
  it("refuses oneself and what is held", () => {
    expect(grantRefusal([], "OBSERVER", true)).toBe("accounts.reason.ownRoles");
    expect(grantRefusal(["OBSERVER"], "OBSERVER", false)).toBe("accounts.reason.roleHeld");
  });
});

describe("takeBackRefusal", () => {
  it("takes back what is held, from another", () => {
    expect(takeBackRefusal(["OBSERVER"], "OBSERVER", false)).toBeNull();
    expect(takeBackRefusal(["OBSERVER"], "LEADER", false)).toBe("accounts.reason.roleNotHeld");
    expect(takeBackRefusal(["SECADMIN"], "SECADMIN", true)).toBe("accounts.reason.ownRoles");
  });
});
