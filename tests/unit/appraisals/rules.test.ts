import { describe, expect, it } from "vitest";
import { appraisalRefusal } from "@/lib/appraisals/rules";
import { appraisalInput } from "@/lib/appraisals/schema";

const today = "2026-11-27";
const wanted = (over: object) => ({
  grade: "好" as const,
  reason: "",
  period: { year: 2026, quarter: 3 },
  ...over,
});

describe("appraisalRefusal", () => {
  it("grades what is over, and what ends within the month", () => {
    expect(appraisalRefusal(null, wanted({}), today)).toBeNull();
    expect(appraisalRefusal(null, wanted({ period: { year: 2026, quarter: 4 } }), today)?.refused).toBe(
      "appraisals.reason.periodOpen",
    );
    expect(appraisalRefusal(null, wanted({ period: { year: 2026, quarter: 4 } }), "2026-12-01")).toBeNull();
    expect(
      appraisalRefusal(null, wanted({ grade: "优秀", period: { year: 2026, quarter: null } }), today)
        ?.refused,
    ).toBe("appraisals.reason.periodOpen");
  });

  it("corrects with a reason, and never to the same grade", () => {
    const standing = { grade: "较好" as const };
    expect(appraisalRefusal(standing, wanted({}), today)?.refused).toBe("appraisals.reason.needsReason");
    expect(appraisalRefusal(standing, wanted({ reason: "登记有误" }), today)).toBeNull();
    expect(appraisalRefusal(standing, wanted({ grade: "较好", reason: "登记有误" }), today)?.refused).toBe(
      "appraisals.reason.sameGrade",
    );
  });
});

describe("appraisalInput", () => {
  const parse = (over: object) =>
    appraisalInput.safeParse({
      cadreId: "0b6cf8a2-6d0e-4d5e-9d4f-1f2a3b4c5d6e",
      period: "2025",
      grade: "称职",
      source: "通报",
      ...over,
    });

  it("reads a year and a quarter", () => {
    expect(parse({}).data?.period).toEqual({ year: 2025, quarter: null });
    expect(parse({ period: "2025-3", grade: "好" }).data?.period).toEqual({ year: 2025, quarter: 3 });
    for (const period of ["2025-5", "25", "2025-0", "1989", "2025/3", ""])
      expect(parse({ period }).success, period).toBe(false);
  });

  it("takes a grade of the period's own kind only", () => {
    expect(parse({ grade: "好" }).success).toBe(false);
    expect(parse({ period: "2025-3" }).success).toBe(false);
  });
});
