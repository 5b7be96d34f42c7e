import { describe, expect, it } from "vitest";
import { withheldMark } from "@/lib/platform/withheld";

const [one, two] = ["0b0e3c4e-0000-4000-8000-000000000001", "0b0e3c4e-0000-4000-8000-000000000002"];
const hex = (mark: Uint8Array): string => Buffer.from(mark).toString("hex");

describe("withheldMark", () => {
  it("is a person's own, and the same each time", () => {
    expect(hex(withheldMark(one))).toBe(hex(withheldMark(one)));
    expect(hex(withheldMark(one))).not.toBe(hex(withheldMark(two)));
    expect(withheldMark(one)).toHaveLength(32);
  });
  it("of a day joins neither the days of a person nor the person", () => {
    const marks = [withheldMark(one), withheldMark(one, "2026-11-27"), withheldMark(one, "2026-11-28")].map(
      hex,
    );
    expect(new Set(marks).size).toBe(3);
  });
});
