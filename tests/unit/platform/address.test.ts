import { describe, expect, it } from "vitest";
import { addressCursor, addressDay, addressMonth, addressText } from "@/lib/platform/address";

describe("what an address may carry", () => {
  it.each(["1900-01-01", "2026-11-23", "2199-12-31"])("takes the day %s", (day) => {
    expect(addressDay().parse(day)).toBe(day);
  });
  it.each(["0000-01-01", "0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "2026-02-30", ""])(
    "leaves out the day %j",
    (day) => expect(addressDay().safeParse(day).success).toBe(false),
  );

  it("takes months of those years only", () => {
    expect(addressMonth().parse("2026-11")).toBe("2026-11");
    for (const month of ["0000-01", "9999-12", "2026-13"])
      expect(addressMonth().safeParse(month).success).toBe(false);
  });

  it("takes text without the zero byte and without half characters, and no longer than asked", () => {
    expect(addressText(4).parse(" 甲\u0000乙 ")).toBe("甲乙");
    expect(addressText(4).parse("甲\ud83d")).toBe("甲\ufffd");
    expect(addressText(4).safeParse("甲乙丙丁戊").success).toBe(false);
  });

  it("takes a cursor that a list has given, and none that was cut or made up", () => {
    const id = "3f0c9b1e-5d0a-4c1b-9a3e-0123456789ab";
    expect(addressCursor().parse(`1700000000000_${id}`)).toBe(`1700000000000_${id}`);
    for (const cursor of [
      `9999999999999_${id}`,
      `9999999999999999_${id}`,
      `1700000000000_${"-".repeat(36)}`,
      `1700000000000_${id.slice(1)}`,
      `_${id}`,
      "",
    ])
      expect(addressCursor().safeParse(cursor).success, cursor).toBe(false);
  });
});
