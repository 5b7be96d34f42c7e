import { describe, expect, it } from "vitest";
import { exportSteps } from "@/lib/roster/export/schema";
import { moved } from "@/lib/tables/order/rules";

describe("exportSteps", () => {
  const step = (params: object) => {
    const { column, move } = exportSteps.parse(params);
    return moved(column, move, 0);
  };
  it("moves one column of those that were ticked, in the order in which they came", () => {
    expect(step({ column: ["name", "unit", "level"], move: "level:up" })).toEqual(["name", "level", "unit"]);
    expect(step({ column: ["name", "unit"], move: "name:up" })).toEqual(["name", "unit"]);
    expect(step({ column: "name" })).toEqual(["name"]);
  });
  it("opens with what nobody knows left out", () => {
    expect(step({ column: ["name", "salary", "name"], move: "x" })).toEqual(["name"]);
    expect(exportSteps.parse({ column: {}, move: ["a"], layout: "wide" })).toEqual({ column: [] });
  });
});
