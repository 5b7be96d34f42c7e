import { describe, expect, it } from "vitest";
import type { PoolPerson } from "@/lib/reviews/pool/rules";
import { changedFacts, fieldsOf, type PositionFacts, poolChanges } from "@/lib/reviews/position/rules";
import { requirementsOf } from "@/lib/reviews/rules";
import { positionInput } from "@/lib/reviews/schema";

const facts: PositionFacts = {
  unitId: "u1",
  title: "副局长",
  level: "乡科级副职",
  tier: "TEAM",
  places: 1,
  requirements: {
    countedOn: "2026-11-30",
    levels: ["股所级正职", "一级科员"],
    maxAge: 45,
    education: null,
    workYears: null,
    levelYears: null,
    experience: [],
  },
};
const person = (id: string, bornOn: string): PoolPerson => ({
  id,
  name: id,
  bornOn,
  education: "本科",
  startedWorkOn: null,
  stints: [],
  posts: [
    {
      unitId: "u2",
      unitName: "水利局",
      unitType: "政府部门",
      title: "科长",
      level: "股所级正职",
      tier: "MIDDLE",
      isPrimary: true,
      startsOn: "2020-01-01",
      endsOn: null,
    },
  ],
});
const withRule = (over: Partial<PositionFacts["requirements"]>): PositionFacts => ({
  ...facts,
  requirements: { ...facts.requirements, ...over },
});

describe("changedFacts", () => {
  it("names what is different, and takes no order of levels for a difference", () => {
    expect(changedFacts(facts, withRule({ levels: ["一级科员", "股所级正职"] }))).toEqual([]);
    expect(changedFacts(facts, { ...withRule({ maxAge: 40 }), places: 2 })).toEqual([
      "places",
      "requirements",
    ]);
  });
});

describe("poolChanges", () => {
  it("tells who fits only now and who no longer does, with what is missing", () => {
    const people = [
      person("young", "1990-01-01"),
      person("older", "1983-01-01"),
      person("old", "1979-01-01"),
    ];
    const narrower = poolChanges(people, facts, withRule({ maxAge: 40 }));
    expect(narrower.joins).toEqual([]);
    expect(narrower.leaves.map(({ person: { id }, verdict }) => [id, verdict.missing[0]?.code])).toEqual([
      ["older", "age"],
    ]);
    expect(narrower.stay).toBe(1);
    const wider = poolChanges(people, facts, withRule({ maxAge: 50 }));
    expect(wider.joins.map(({ person: { id } }) => id)).toEqual(["old"]);
    expect(wider.stay).toBe(2);
  });
});

describe("fieldsOf", () => {
  it("is the way back from the form to the rule, experience included", () => {
    const id = "01890a5d-ac96-774b-bcce-b302099a8057";
    const sent = positionInput.parse({
      ...{ id, batchId: id, unitId: id, title: "副局长", level: "乡科级副职", tier: "TEAM", places: "2" },
      ...{ countedOn: "2026-11-30", levels: ["股所级正职"], maxAge: "45", education: "", workYears: "5" },
      ...{ battlefieldMonths: "6", unitType: "政府部门", unitTypeMonths: "12" },
      ...{ heldTier: "MIDDLE", heldTierMonths: "24" },
    });
    const rule = requirementsOf(sent);
    expect(rule.experience).toHaveLength(3);
    const { id: _, title, level, tier, places, unitId } = sent;
    const again = positionInput.parse({
      id,
      batchId: id,
      title,
      level,
      tier,
      places,
      unitId,
      ...fieldsOf(rule),
    });
    expect(requirementsOf(again)).toEqual(rule);
  });
});
