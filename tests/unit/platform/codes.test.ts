import { describe, expect, it } from "vitest";
import { groupedCode, newCode, typedCode } from "@/lib/platform/codes";
import { openSecret, sealSecret } from "@/lib/platform/secret-box";

describe("typedCode", () => {
  it("reads what was printed, in any case, with gaps, dashes of any width and look-alikes", () => {
    const code = "0123456789ABCDEFGHJKMNPQRSTV";
    for (const typed of [
      code,
      groupedCode(code),
      groupedCode(code).toLowerCase(),
      "O1 23 4567—89AB CDEF ghjk mnpq rstv",
      "oL23-4567-89AB-CDEF-GHJK-MNPQ-RSTV",
    ])
      expect(typedCode(typed, 28), typed).toBe(code);
  });
  it("reads nothing else", () => {
    for (const typed of ["", "0123", "U".repeat(28), "0".repeat(29), "激活".repeat(14)])
      expect(typedCode(typed, 28), typed).toBeNull();
  });
});

describe("newCode", () => {
  it("is of the alphabet and never the same", () => {
    const codes = Array.from({ length: 200 }, () => newCode(28));
    for (const code of codes) expect(typedCode(groupedCode(code), 28)).toBe(code);
    expect(new Set(codes).size).toBe(200);
  });
});

describe("sealSecret", () => {
  const secret = Buffer.from("twenty secret bytes.");
  it("opens for its owner and its purpose", () => {
    expect(openSecret("second step", "wang", sealSecret("second step", "wang", secret))).toEqual(secret);
  });
  it("stays shut for another owner, another purpose, and damaged", () => {
    const box = sealSecret("second step", "wang", secret);
    expect(openSecret("second step", "li", box)).toBeUndefined();
    expect(openSecret("another", "wang", box)).toBeUndefined();
    const damaged = Buffer.from(box);
    damaged[20] = (damaged[20] ?? 0) ^ 1;
    expect(openSecret("second step", "wang", damaged)).toBeUndefined();
    expect(openSecret("second step", "wang", Buffer.from("short"))).toBeUndefined();
  });
  it("looks different each time", () => {
    expect(sealSecret("second step", "wang", secret)).not.toEqual(sealSecret("second step", "wang", secret));
  });
});
