import { describe, expect, it } from "vitest";
import { differences } from "@/lib/observations/rules";

describe("differences", () => {
  it("finds parts that were added or taken away, and opens the answers", () => {
    const before = { fact: "一", conductItemIds: ["a"], details: { progress: 40 } };
    const after = { fact: "一", evidence: [{ id: "f" }], details: { progress: 60 } };
    expect(differences(before, after)).toEqual([
      { field: "evidence", before: undefined, after: [{ id: "f" }] },
      { field: "details.progress", before: 40, after: 60 },
      { field: "conductItemIds", before: ["a"], after: undefined },
    ]);
  });

  it("takes an empty part for one that is not there", () => {
    expect(differences({ place: null }, {})).toEqual([]);
  });
});
