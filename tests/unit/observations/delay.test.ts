import { describe, expect, it } from "vitest";
import { entryDelayDays } from "@/lib/observations/rules";

const at = (text: string) => new Date(`${text}:00+08:00`);

describe("entryDelayDays", () => {
  it.each([
    ["2026-11-24T09:00", "2026-11-24T23:59", 0],
    // less than 24 hours, and yet the next day
    ["2026-11-23T17:30", "2026-11-24T08:00", 1],
    ["2026-11-20T23:00", "2026-11-24T00:10", 4],
    // a phone's clock a little ahead
    ["2026-11-24T09:00", "2026-11-23T23:59", 0],
  ])("from %s to %s", (endedAt, enteredAt, days) => {
    expect(entryDelayDays(at(endedAt), at(enteredAt))).toBe(days);
  });
});
