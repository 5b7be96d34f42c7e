import { describe, expect, it } from "vitest";
import { gradesText } from "@/lib/roster/lrmx/cadre/rules";

const text = (appraisalText: string | null, grades: [number, string][]) =>
  gradesText({
    sheet: appraisalText === null ? null : { appraisalText },
    grades: grades.map(([year, grade]) => ({ year, grade })),
  } as unknown as Parameters<typeof gradesText>[0]);

describe("gradesText", () => {
  it("keeps what a form brought to the letter where the house knows nothing else", () => {
    expect(text("2023年优秀，2024年称职", [])).toBe("2023年优秀，2024年称职");
    expect(text("2023年优秀，2024年称职", [[2024, "称职"]])).toBe("2023年优秀，2024年称职");
    expect(text("近三年均为称职以上", [])).toBe("近三年均为称职以上");
    expect(text(null, [[2024, "称职"]])).toBe("2024年称职");
  });

  it("lets a grade recorded since stand, in the form's own order", () => {
    expect(text("2023年优秀，2024年称职", [[2025, "优秀"]])).toBe("2023年优秀；2024年称职；2025年优秀");
    expect(text("2024年度考核结果为称职、2023年优秀", [[2025, "优秀"]])).toBe(
      "2025年优秀；2024年称职；2023年优秀",
    );
    expect(text("2023年优秀；2024年称职", [[2024, "基本称职"]])).toBe("2023年优秀；2024年基本称职");
  });

  it("adds to words that are no list of grades only the years that they do not speak of", () => {
    expect(
      text("2022、2023年均为称职。", [
        [2023, "称职"],
        [2024, "优秀"],
      ]),
    ).toBe("2022、2023年均为称职；2024年优秀");
  });
});
