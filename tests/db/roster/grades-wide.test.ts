/** A table of grades with one year a column: the same preview, the same faults and the same way back as of one grade a row. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { recordAppraisal } from "@/lib/appraisals/commands";
import { chooseGraded, uploadGrades } from "@/lib/roster/grades/commands";
import { createUnit, type Person } from "@/tests/support/builders";
import { newName } from "@/tests/support/made-names";
import { got } from "@/tests/support/outcomes";
import {
  cadreIn,
  confirm,
  file,
  gradesOf,
  gradesReviewer,
  lastYear,
  look,
  undo,
  verdicts,
} from "./grade-steps";

const [Y, BEFORE, AHEAD] = [lastYear, lastYear - 1, lastYear + 2].map(String) as [string, string, string];
const HEAD = ["序号", "单位", "姓名", BEFORE, `${Y}年度考核结果`, AHEAD];
let reviewer: Person;
beforeAll(async () => {
  reviewer = await gradesReviewer();
});
const upload = async (rows: string[][], head = HEAD) =>
  got(await uploadGrades(reviewer, file([head, ...rows]))).id;

describe("grades with one year a column", () => {
  it("are a grade for each cell, written as a whole, the same file again changes nothing, and go back", async () => {
    const unit = await createUnit();
    const [one, two] = [await cadreIn(unit), await cadreIn(unit)];
    got(
      await recordAppraisal(reviewer, {
        cadreId: two.id,
        period: Y,
        grade: "称职",
        source: "通报",
        reason: "",
      }),
    );
    const rows = [
      ["1", unit.shortName, one.name, "优秀", "称职", ""],
      ["2", unit.shortName, two.name, "", "基本称职", ""],
    ];
    const id = await upload(rows);
    const page = await look(id);
    expect(
      page.rows.map(({ rowNo, columnNo, verdict, taken }) => [
        rowNo,
        columnNo,
        verdict,
        taken.year,
        taken.grade,
      ]),
    ).toEqual([
      [2, 4, "NEW", BEFORE, "优秀"],
      [2, 5, "NEW", Y, "称职"],
      [3, 5, "CHANGED", Y, "基本称职"],
    ]);
    expect(got(await confirm(id, { reason: "通报有误" }))).toEqual({ added: 2, changed: 1 });
    expect((await gradesOf(one)).map(({ year, grade }) => [year, grade])).toEqual([
      [lastYear, "称职"],
      [lastYear - 1, "优秀"],
    ]);
    expect(await verdicts(await upload(rows))).toEqual(["SAME", "SAME", "SAME"]);
    expect(await undo(id)).toEqual({ ok: true, value: { steps: 3 } });
    expect(await gradesOf(one)).toEqual([]);
    expect((await gradesOf(two))[0]).toMatchObject({ grade: "称职", versionNo: 1 });
  });

  it("name what is wrong by row and column, and take the rest of the row", async () => {
    const unit = await createUnit();
    const cadre = await cadreIn(unit);
    const id = await upload([["1", unit.shortName, cadre.name, "优透", "称职", "优秀"]]);
    const { rows, batch } = await look(id);
    expect(
      rows.map(({ columnNo, verdict, faults }) => [batch.header[columnNo - 1], verdict, faults]),
    ).toEqual([
      [BEFORE, "FAULTY", [{ field: "grade", rule: "unknownGrade", params: { nearest: "优秀" } }]],
      [AHEAD, "FAULTY", [{ field: "year", rule: "periodOpen" }]],
      [`${Y}年度考核结果`, "NEW", []],
    ]);
    expect(got(await confirm(id))).toEqual({ added: 1, changed: 0 });
  });

  it("ask once who a row is about, for all of its years", async () => {
    const unit = await createUnit();
    const name = newName();
    const [first] = [await cadreIn(unit, name), await cadreIn(unit, name)];
    const id = await upload([["1", unit.shortName, name, "优秀", "称职", ""]]);
    expect(await verdicts(id)).toEqual(["DOUBTFUL", "DOUBTFUL"]);
    const rowId = (await look(id)).rows[0]?.id;
    got(await chooseGraded(reviewer, { batchId: id, rowId, pick: first.id }));
    expect(await verdicts(id)).toEqual(["NEW", "NEW"]);
    got(await chooseGraded(reviewer, { batchId: id, rowId, pick: "SKIP" }));
    expect(await confirm(id)).toMatchObject({ reason: "grades.reason.nothingToDo" });
  });

  it("stand under a heading of two rows, and need at least one cell", async () => {
    const unit = await createUnit();
    const cadre = await cadreIn(unit);
    const merges = [{ top: 0, left: 1, bottom: 0, right: 2 }];
    const sheet = (grade: string) => ({
      ...file([
        ["", "近两年年度考核结果", ""],
        ["姓名", BEFORE, Y],
        [cadre.name, grade, ""],
      ]),
      id: randomUUID(),
    });
    const given = sheet("优秀");
    given.sheets[0]?.merges.push(...(merges as never[]));
    const { id } = got(await uploadGrades(reviewer, given));
    expect((await look(id)).rows).toMatchObject([{ rowNo: 3, columnNo: 2, taken: { year: BEFORE } }]);
    expect(await uploadGrades(reviewer, sheet(""))).toMatchObject({ reason: "grades.reason.noRows" });
    expect(
      await uploadGrades(
        reviewer,
        file([
          ["姓名", "单位"],
          [cadre.name, unit.shortName],
        ]),
      ),
    ).toMatchObject({
      reason: "grades.reason.noGrades",
    });
  });
});
