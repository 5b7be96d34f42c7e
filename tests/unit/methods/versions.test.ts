import { describe, expect, it } from "vitest";
import { parseFields } from "@/lib/methods/schema";
import { fieldChanges, freeKey, publishRefusal } from "@/lib/methods/versions/rules";
import { type MethodContent, methodContent, saveDraftInput } from "@/lib/methods/versions/schema";
import methods from "@/prisma/seed/reference/methods.json";

const [first] = methods;
const buildContent = (over: Partial<MethodContent> = {}): MethodContent =>
  methodContent.parse({
    ...first,
    minimumCount: 3,
    minimumPeriod: "quarter",
    minimumText: "每季度 3 次",
    fields: parseFields(first?.fields),
    ...over,
  });
const last = { effectiveFrom: "2026-06-01", content: buildContent() };
const today = "2026-11-30";
const renamed = buildContent({ name: "谈心谈话" });

describe("publishRefusal", () => {
  it("takes a change from today on", () => {
    expect(publishRefusal(renamed, last, today, today)).toBeNull();
    expect(publishRefusal(renamed, last, "2026-11-29", today)).toBe("methods.reason.inThePast");
  });
  it("keeps the order of versions", () => {
    const ahead = { ...last, effectiveFrom: "2027-01-01" };
    expect(publishRefusal(renamed, ahead, "2026-12-31", today)).toBe("methods.reason.beforeTheLast");
    expect(publishRefusal(renamed, ahead, "2027-01-01", today)).toBeNull();
  });
  it("wants something to have changed", () => {
    expect(publishRefusal(buildContent(), last, today, today)).toBe("methods.reason.unchanged");
  });
  it("lets a question of one's own go, and none that belongs to what all records share", () => {
    const without = (key: string) =>
      buildContent({ fields: last.content.fields.filter((field) => field.key !== key) });
    expect(publishRefusal(without("requests"), last, today, today)).toBeNull();
    expect(publishRefusal(without("keyPoints"), last, today, today)).toBe("methods.reason.boundFieldGone");
  });
  it("keeps the kind of answer under one name", () => {
    const fields = last.content.fields.map((field) =>
      field.key === "requests" ? { ...field, type: "text" as const } : field,
    );
    expect(publishRefusal(buildContent({ fields }), last, today, today)).toBe("methods.reason.typeChanged");
  });
});

describe("fieldChanges", () => {
  it("tells what came, went and changed", () => {
    const fields = last.content.fields
      .filter(({ key }) => key !== "requests")
      .map((field) => (field.key === "place" ? { ...field, label: "在哪里谈" } : field));
    const fresh = { key: "own1", label: "时段", labelEn: "Time", type: "text" as const, required: false };
    expect(fieldChanges([...fields, fresh], last.content.fields).map(({ key, kind }) => [key, kind])).toEqual(
      [
        ["place", "changed"],
        ["own1", "added"],
        ["requests", "removed"],
      ],
    );
  });
});

describe("freeKey", () => {
  it("never takes a name twice", () => {
    expect(freeKey([])).toBe("own1");
    expect(freeKey([{ key: "own1" }, { key: "own3" }])).toBe("own2");
  });
});

describe("saveDraftInput", () => {
  const read = (content: unknown) =>
    saveDraftInput.safeParse({ methodId: crypto.randomUUID(), rowVersion: "", content });
  it("reads what a form sends, and names what is wrong in it", () => {
    expect(read(JSON.stringify(buildContent())).success).toBe(true);
    expect(read("{").success).toBe(false);
    const parsed = read(JSON.stringify({ ...buildContent(), name: "" }));
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))).toEqual([
      "content.name",
    ]);
  });
});
