import { describe, expect, it } from "vitest";
import {
  type FieldKit,
  isStale,
  KIT_VERSION,
  type KitMethod,
  type KitUnit,
  methodRows,
  unitTiles,
  usableKit,
} from "@/lib/field/kit/rules";

const method = (id: string, over: Partial<KitMethod> = {}): KitMethod => ({
  id,
  versionId: `${id}-1`,
  name: id,
  nameEn: id,
  definition: "",
  definitionEn: "",
  minimumText: "",
  isSample: false,
  isEvidenceAsked: false,
  defaultConfidentiality: 1,
  fields: [],
  ...over,
});
const unit = (id: string, over: Partial<KitUnit> = {}): KitUnit => ({
  id,
  name: id,
  shortName: id,
  until: null,
  lastOn: "2026-09-20",
  silentDays: 10,
  due: ["talk", "survey"].map((methodId) => ({
    methodId,
    count: methodId === "talk" ? 1 : 0,
    minimum: 1,
    period: "quarter" as const,
    from: "2026-07-01",
    to: "2026-09-30",
  })),
  lastUsed: { survey: "2026-09-20" },
  followUps: [],
  lastPlace: "",
  cadres: [],
  tasks: [],
  recentRecords: [],
  ...over,
});
const kit = (over: Partial<FieldKit> = {}): FieldKit => ({
  version: KIT_VERSION,
  takenAt: "2026-09-30T02:00:00.000Z",
  takenOn: "2026-09-30",
  viewer: { id: "me", account: "me", name: "我", department: "科", locale: "zh-CN" },
  units: [unit("a"), unit("b", { until: "2026-09-30" })],
  methods: [method("talk"), method("survey")],
  people: [{ id: "p", name: "某", department: "科", isObserver: true }],
  allUnits: [{ id: "a", shortName: "a" }],
  conductItems: [],
  limits: { fact: 1, judgement: 1, evidenceNote: 1, reason: 1, outcome: 1 },
  drafts: [],
  returned: [],
  notices: [],
  unread: 2,
  ...over,
});
const at = (text: string) => ({ at: new Date(text), day: text.slice(0, 10) });

describe("usableKit", () => {
  it("drops a unit on the day after its assignment ended, and not before", () => {
    expect(usableKit(kit(), at("2026-09-30T09:00:00Z")).units.map((one) => one.id)).toEqual(["a", "b"]);
    expect(usableKit(kit(), at("2026-10-01T09:00:00Z")).units.map((one) => one.id)).toEqual(["a"]);
  });

  it("keeps nothing but the person of a kit older than seven days", () => {
    expect(usableKit(kit(), at("2026-10-07T01:59:00Z")).units).toHaveLength(1);
    const old = usableKit(kit(), at("2026-10-07T02:01:00Z"));
    expect(old).toMatchObject({ units: [], methods: [], people: [], allUnits: [], returned: [], drafts: [] });
    expect(old.viewer.id).toBe("me");
  });

  it("trusts neither a clock set back nor another version", () => {
    expect(isStale(kit(), new Date("2026-09-28T00:00:00Z"))).toBe(true);
    expect(isStale(kit({ takenAt: "nonsense" }), new Date("2026-09-30T02:00:00Z"))).toBe(true);
    const later = { ...kit(), version: KIT_VERSION + 1 } as unknown as FieldKit;
    expect(isStale(later, new Date("2026-09-30T02:00:00Z"))).toBe(true);
    expect(isStale(kit(), new Date("2026-09-30T02:00:00Z"))).toBe(false);
  });
});

describe("views of a kit", () => {
  it("shows a unit's gaps, and counts its silence up to today", () => {
    const [tile] = unitTiles(kit(), "2026-09-30");
    expect(tile).toMatchObject({ silentDays: 10 });
    expect(tile?.gaps).toMatchObject([{ methodId: "survey", missing: 1 }]);
    expect(unitTiles(kit({ takenOn: "2026-09-28" }), "2026-09-30")[0]?.silentDays).toBe(12);
  });

  it("begins to count anew with a new quarter", () => {
    const [tile] = unitTiles(kit(), "2026-10-02");
    expect(tile?.gaps).toMatchObject([
      { methodId: "talk", missing: 1, count: 0, from: "2026-10-01", to: "2026-12-31" },
      { methodId: "survey", missing: 1 },
    ]);
  });

  it("lists methods last used first, then in the order of the ten", () => {
    expect(methodRows(kit(), unit("a"), "2026-09-30").map((row) => row.methodId)).toEqual(["survey", "talk"]);
    expect(methodRows(kit(), unit("a", { lastUsed: {} }), "2026-09-30").map((row) => row.methodId)).toEqual([
      "talk",
      "survey",
    ]);
  });
});
