import { describe, expect, it } from "vitest";
import { columnOrder } from "@/lib/comparison/rules";
import { comparisonFilter, pickedFilter } from "@/lib/comparison/schema";

const ids = ["a", "b", "c"].map((letter) => `0000000${letter}-0000-4000-8000-000000000000`);
const viewer = (at: number) => `viewer-${at}`;

describe("columnOrder", () => {
  it("is the same for one viewer, however the people were named", () => {
    const [a, b, c] = ids as [string, string, string];
    const order = columnOrder("reviewer", ids);
    expect(columnOrder("reviewer", [c, a, b])).toEqual(order);
    expect(columnOrder("reviewer", [b, b, c, a])).toEqual(order);
    expect([...order].sort()).toEqual(ids);
  });

  it("differs from viewer to viewer, and puts everybody first about as often", () => {
    const firsts = Array.from({ length: 600 }, (_, at) => columnOrder(viewer(at), ids)[0]);
    for (const id of ids) {
      const share = firsts.filter((first) => first === id).length / firsts.length;
      // a third, give or take four standard deviations
      expect(share).toBeGreaterThan(0.256);
      expect(share).toBeLessThan(0.41);
    }
  });

  it("changes with the set of people: nobody learns it from another comparison", () => {
    const together = Array.from({ length: 60 }, (_, at) => {
      const pair = ids.slice(0, 2);
      return (
        columnOrder(viewer(at), pair).join() ===
        columnOrder(viewer(at), ids)
          .filter((id) => pair.includes(id))
          .join()
      );
    });
    expect(new Set(together).size).toBe(2);
  });
});

describe("comparisonFilter", () => {
  const parse = (cadres: unknown) => comparisonFilter.parse({ cadres }).cadres;
  it("takes two to five different people, in one parameter or in several", () => {
    expect(parse(ids.join(","))).toEqual(ids);
    expect(parse(ids)).toEqual(ids);
    expect(parse([ids[0], `${ids[0]},${ids[1]}`])).toEqual(ids.slice(0, 2));
    expect(parse([ids[0]?.toUpperCase(), ids[1]])).toEqual(ids.slice(0, 2));
  });

  it("takes nobody where they are too few, too many or no ids", () => {
    expect(parse(undefined)).toEqual([]);
    expect(parse(ids[0])).toEqual([]);
    expect(parse(`${ids[0]},x`)).toEqual([]);
    const six = "abcdef".split("").map((letter) => `0000000${letter}-0000-4000-8000-000000000000`);
    expect(parse(six)).toEqual([]);
    expect(parse(six.slice(0, 5))).toHaveLength(5);
  });

  it("keeps what is ticked so far, also one or none", () => {
    expect(pickedFilter.parse({ picked: ids[0] }).picked).toEqual([ids[0]]);
    expect(pickedFilter.parse({ picked: "x" }).picked).toEqual([]);
    expect(pickedFilter.parse({}).picked).toEqual([]);
  });
});
