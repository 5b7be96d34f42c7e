import { describe, expect, it } from "vitest";
import * as z from "zod";
import { issuesOf } from "@/lib/platform/issues";

const input = z.object({ unitId: z.uuid({ error: "notAnId" }), title: z.string().trim().min(1) });
const codes = (raw: unknown): string[] => {
  const parsed = input.safeParse(raw, { reportInput: true });
  return parsed.success ? [] : issuesOf(parsed.error).map(({ path, code }) => `${path} ${code}`);
};

describe("issuesOf", () => {
  it("tells a picker in which nothing is chosen from an id that is none", () => {
    expect(codes({ unitId: "", title: "" })).toEqual(["unitId unchosen", "title required"]);
    expect(codes({ unitId: "x", title: "a" })).toEqual(["unitId notAnId"]);
    expect(codes({ unitId: "0a1b2c3d-0000-4000-8000-000000000001", title: "a" })).toEqual([]);
  });
});
