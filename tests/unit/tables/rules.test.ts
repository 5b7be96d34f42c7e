import { describe, expect, it } from "vitest";
import { accountFilter } from "@/lib/accounts/schema";
import { achievementFilter } from "@/lib/achievements/schema";
import { cadreFilter } from "@/lib/cadres/schema";
import { followUpFilter } from "@/lib/observations/follow-ups/schema";
import { observationFilter } from "@/lib/observations/schema";
import { inPickingOrder, moved } from "@/lib/tables/order/rules";
import { inOrder, laidOut, namedIds, shareRefusal, toldFilter } from "@/lib/tables/rules";
import { columnsInput, filterOf, saveViewInput, TABLES } from "@/lib/tables/schema";
import { registerFilter } from "@/lib/units/register/schema";

describe("laidOut", () => {
  it("shows the usual columns until somebody chooses", () => {
    expect(laidOut("cadres", null)).toEqual(TABLES.cadres.usual);
  });
  it("keeps the chosen order, with the row's heading in front wherever it was put", () => {
    expect(laidOut("cadres", ["unit", "name", "age"])).toEqual(["name", "unit", "age"]);
  });
  it("leaves out what no version knows any more, and what stands twice", () => {
    expect(laidOut("cadres", ["unit", "shoeSize", "unit"])).toEqual(["name", "unit"]);
  });
});

describe("moved", () => {
  const columns = ["name", "unit", "age", "post"];
  it("takes one step and no more", () => {
    expect(moved(columns, "age:up", 1)).toEqual(["name", "age", "unit", "post"]);
    expect(moved(columns, "age:down", 1)).toEqual(["name", "unit", "post", "age"]);
  });
  it("takes the first one along where nothing leads", () => {
    expect(moved(columns, "unit:up", 0)).toEqual(["unit", "name", "age", "post"]);
    expect(moved(columns, "name:down", 0)).toEqual(["unit", "name", "age", "post"]);
    expect(moved(columns, "name:up", 0)).toEqual(columns);
  });
  it.each(["unit:up", "post:down", "name:down", "nobody:up", "age:sideways", "", undefined])(
    "leaves everything where it is for %s",
    (move) => {
      expect(moved(columns, move, 1)).toEqual(columns);
    },
  );
});

describe("inPickingOrder", () => {
  it("puts what is chosen in front, each once, and the others as they are offered", () => {
    expect(inPickingOrder(["a", "b", "c", "d"], ["d", "b", "d"])).toEqual(["d", "b", "a", "c"]);
  });
  it("leaves out a kept column that this person is not offered", () => {
    expect(inPickingOrder(["a", "b"], ["secret", "b"])).toEqual(["b", "a"]);
  });
});

describe("inOrder", () => {
  it("leaves out a column that this person is not offered", () => {
    expect(inOrder([{ key: "b" }, { key: "a" }], ["a", "secret", "b"])).toEqual([{ key: "a" }, { key: "b" }]);
  });
});

describe("toldFilter and namedIds", () => {
  const unit = "0b3f9c1e-6f0a-4a53-9d57-0f1f4ac0a111";
  it("tell what narrows the list, and which of it are ids with a name", () => {
    const parsed = observationFilter.parse({
      unit,
      state: "accepted",
      polarity: "bogus",
      q: "",
      cursor: "x",
    });
    const told = toldFilter(parsed, TABLES.observations.filters);
    expect(told).toEqual({ unit, state: "accepted" });
    expect(namedIds(told)).toEqual({ unit });
  });
  it.each([
    ["cadres", cadreFilter, ["after"]],
    ["observations", observationFilter, ["cursor"]],
    ["achievements", achievementFilter, ["cursor"]],
    ["followUps", followUpFilter, ["cursor"]],
    ["units", registerFilter, ["unit", "open", "from", "back", "saved"]],
    ["accounts", accountFilter, ["after", "id", "new"]],
  ] as const)(
    "leave no filter of %s out: a kept view and an exported table are as narrow as the list",
    (table, filter, places) => {
      const narrowing = Object.keys(filter.shape).filter((key) => !places.some((one) => one === key));
      expect([...TABLES[table].filters].sort()).toEqual(narrowing.sort());
    },
  );
});

describe("filterOf", () => {
  it("takes what the list's filter knows and nothing else", () => {
    expect(filterOf("cadres", { q: "丁", after: "x", tools: "saved", tier: "team", unit: "" })).toEqual({
      q: "丁",
      tier: "team",
    });
  });
});

describe("shareRefusal", () => {
  it("keeps typed words with who typed them", () => {
    expect(shareRefusal({ q: "丁" })).toBe("tables.reason.typedWords");
    expect(shareRefusal({ tier: "team" })).toBeNull();
  });
});

describe("columnsInput", () => {
  it("knows each list's own columns only, each once", () => {
    const asked = (columns: string[]) => columnsInput.safeParse({ table: "units", columns }).success;
    expect(asked(["shortName", "type"])).toBe(true);
    expect(asked(["shortName", "lastSignIn"])).toBe(false);
    expect(asked(["type", "type"])).toBe(false);
    expect(asked([])).toBe(false);
  });
  it("takes no list that there is not", () => {
    expect(saveViewInput.safeParse({ table: "reviews", columns: ["x"] }).success).toBe(false);
  });
});

describe("TABLES", () => {
  it("begin with the same column in both lists of each", () => {
    for (const { columns, usual } of Object.values(TABLES)) expect(usual[0]).toBe(columns[0]);
  });
});
