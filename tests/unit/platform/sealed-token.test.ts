import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { openSealedToken } from "@/lib/platform/sealed-token";

const secret = "a secret of the tests, long enough to pass";
const seal = (over: Parameters<typeof encode>[0]["token"] = {}, maxAge = 60) =>
  encode({ token: { token: "abc", ...over }, secret, maxAge });

describe("openSealedToken", () => {
  it("opens what next-auth sealed", async () => {
    expect(openSealedToken(await seal(), secret)).toBe("abc");
  });

  it("opens nothing sealed with another secret", async () => {
    expect(openSealedToken(await seal(), `${secret}!`)).toBeUndefined();
    expect(openSealedToken(await seal(), secret)).toBe("abc");
  });

  it("refuses a cookie of which any part was changed", async () => {
    const parts = (await seal()).split(".");
    for (const at of [0, 2, 3, 4]) {
      const changed = parts.map((part, index) =>
        index === at ? (part.startsWith("A") ? "B" : "A") + part.slice(1) : part,
      );
      expect(openSealedToken(changed.join("."), secret)).toBeUndefined();
    }
    expect(openSealedToken(parts.with(1, "AAAA").join("."), secret)).toBeUndefined();
    expect(openSealedToken(parts.with(4, parts[4]?.slice(0, 8) ?? "").join("."), secret)).toBeUndefined();
  });

  it("refuses one that is out of date, but for a clock a little behind", async () => {
    expect(openSealedToken(await seal({}, -60), secret)).toBeUndefined();
    expect(openSealedToken(await seal({}, -5), secret)).toBe("abc");
  });

  it("refuses what is no sealed cookie or holds no token", async () => {
    for (const text of ["", "a.b.c", "....", "e30....", "{}.{}.{}.{}.{}"]) {
      expect(openSealedToken(text, secret)).toBeUndefined();
    }
    expect(openSealedToken(await seal({ token: 7 }), secret)).toBeUndefined();
  });
});
