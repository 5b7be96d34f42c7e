import decodeQr from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { drawQr } from "@/lib/platform/qr";
import { base32, codeAt, matchingStep, otpauthAddress, stepAt } from "@/lib/platform/totp";

const SECRET = Buffer.from("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

describe("codeAt", () => {
  // RFC 6238, appendix B, SHA-1
  it.each([
    [59, "94287082"],
    [1111111109, "07081804"],
    [1111111111, "14050471"],
    [1234567890, "89005924"],
    [2000000000, "69279037"],
    [20000000000, "65353130"],
  ])("agrees with the RFC at %d s", (seconds, code) => {
    expect(codeAt(SECRET, stepAt(at(seconds)), 8)).toBe(code);
    expect(codeAt(SECRET, stepAt(at(seconds)))).toBe(code.slice(2));
  });
});

describe("matchingStep", () => {
  const now = at(1_700_000_010);
  const step = stepAt(now);
  it("takes the present half minute and one before and after", () => {
    for (const near of [step - 1, step, step + 1])
      expect(matchingStep(SECRET, codeAt(SECRET, near), now, 0)).toBe(near);
    for (const far of [step - 2, step + 2])
      expect(matchingStep(SECRET, codeAt(SECRET, far), now, 0)).toBeNull();
  });
  it("takes no code a second time, nor an older one after a newer", () => {
    expect(matchingStep(SECRET, codeAt(SECRET, step), now, step)).toBeNull();
    expect(matchingStep(SECRET, codeAt(SECRET, step - 1), now, step)).toBeNull();
    expect(matchingStep(SECRET, codeAt(SECRET, step + 1), now, step)).toBe(step + 1);
  });
  it("refuses another secret's code and what is no code", () => {
    expect(matchingStep(SECRET, codeAt(Buffer.from("another secret of 20"), step), now, 0)).toBeNull();
    for (const typed of ["", "12345", "1234567", "abcdef"])
      expect(matchingStep(SECRET, typed, now, 0)).toBeNull();
  });
});

describe("base32", () => {
  // RFC 4648, section 10, without padding
  it.each([
    ["", ""],
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ])("writes %j as the RFC does", (text, code) => expect(base32(Buffer.from(text))).toBe(code));
});

describe("drawQr", () => {
  it("draws what a camera reads back", () => {
    const text = otpauthAddress("一线观察员", "wang.li", base32(SECRET));
    const { size, path } = drawQr(text);
    const scale = 4;
    const side = size * scale;
    const data = new Uint8Array(side * side * 4).fill(255);
    for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
      for (let dy = 0; dy < scale; dy++)
        for (let dx = 0; dx < scale; dx++) {
          const pixel = ((Number(y) * scale + dy) * side + Number(x) * scale + dx) * 4;
          data.fill(0, pixel, pixel + 3);
        }
    expect(decodeQr({ width: side, height: side, data })).toBe(text);
    expect(new URL(text).searchParams.get("secret")).toBe(base32(SECRET));
  });
});
