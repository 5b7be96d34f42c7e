/** Grades of many come in as a file: looked at, answered and written as a whole. */

import { beforeAll, describe, expect, it } from "vitest";
import { recordAppraisal } from "@/lib/appraisals/commands";
import { chooseGraded, discardGrades, uploadGrades } from "@/lib/roster/grades/commands";
import { createCadre, createUnit, type Person, today } from "@/tests/support/builders";
import { newName } from "@/tests/support/made-names";
import { got } from "@/tests/support/outcomes";
import { owner } from "@/tests/support/owner";
import {
  cadreIn,
  confirm,
  file,
  gradesOf,
  gradesReviewer,
  lastYear,
  look,
  numbered,
  upload,
  verdicts,
  Y,
} from "./grade-steps";

let reviewer: Person;
beforeAll(async () => {
  reviewer = await gradesReviewer();
});

const names = (at: number) => `郁${"澄岚沐汀筠"[at]}${"甫恺砚弘"[at % 4]}`;

describe("grades as a file", () => {
  it("shows what each row would do, writes what is clear, and the same file again changes nothing", async () => {
    const [unit, other] = [await createUnit(), await createUnit()];
    const [byNumber, byUnit, standing, wrong] = [
      await cadreIn(other, names(0)),
      await cadreIn(unit, names(1)),
      await cadreIn(unit, names(2)),
      await cadreIn(unit, names(3)),
    ];
    await cadreIn(other, names(1));
    const number = await numbered(byNumber, 11);
    const grade = { cadreId: standing.id, period: Y, grade: "称职", source: "年度考核通报", reason: "" };
    got(await recordAppraisal(reviewer, grade));
    got(await recordAppraisal(reviewer, { ...grade, cadreId: wrong.id, grade: "优秀" }));
    const rows = [
      ["", names(0), number, Y, "", "优秀", "府发〔2026〕1 号"],
      [unit.shortName, names(1), "", Y, "第三季度", "较好", ""],
      [unit.shortName, names(2), "", `${Y}年`, "", "称职", ""],
      [unit.shortName, names(3), "", Y, "年度", "称职", ""],
    ];
    const id = await upload(rows);
    const { rows: seen } = await look(id);
    expect(seen.map(({ verdict, cadreId }) => [verdict, cadreId])).toEqual([
      ["NEW", byNumber.id],
      ["NEW", byUnit.id],
      ["SAME", standing.id],
      ["CHANGED", wrong.id],
    ]);
    expect(seen[3]?.differences).toEqual([{ field: "grade", old: "优秀", new: "称职" }]);
    expect(await gradesOf(byNumber)).toEqual([]);

    expect(await confirm(id, { source: "" })).toMatchObject({ reason: "grades.reason.needsSource" });
    expect(await confirm(id)).toMatchObject({ reason: "grades.reason.needsReason" });
    expect(await confirm(id, { reason: "通报有误" })).toEqual({ ok: true, value: { added: 2, changed: 1 } });
    const line = { year: lastYear, quarter: null, versionNo: 1, reason: "" };
    expect(await gradesOf(byNumber)).toEqual([{ ...line, grade: "优秀", source: "府发〔2026〕1 号" }]);
    expect(await gradesOf(byUnit)).toEqual([
      { ...line, quarter: 3, grade: "较好", source: "组通〔2026〕3 号" },
    ]);
    expect(await gradesOf(wrong)).toEqual([
      { ...line, grade: "称职", versionNo: 2, source: "组通〔2026〕3 号", reason: "通报有误" },
    ]);
    const { rows: told } = await owner().query(
      "select action, after from audit_events where entity_id = $1 order by seq",
      [id],
    );
    expect(told).toEqual([
      { action: "uploadGrades", after: "PREVIEWED 4" },
      { action: "confirmGrades", after: "CONFIRMED 2 1" },
    ]);

    const again = await upload(rows);
    expect(await verdicts(again)).toEqual(["SAME", "SAME", "SAME", "SAME"]);
    expect((await look(again)).batch.sameFileAt).not.toBeNull();
    expect(await confirm(again)).toMatchObject({ reason: "grades.reason.nothingToDo" });
    expect(
      await discardGrades(reviewer, { batchId: again, rowVersion: (await look(again)).batch.rowVersion }),
    ).toMatchObject({ ok: true });
  });

  it("names what is wrong by row, column, value and rule, and takes the rest", async () => {
    const unit = await createUnit();
    const [good, late] = [
      await cadreIn(unit),
      await createCadre(unit, { name: newName(), startsOn: today() }),
    ];
    const year = today().slice(0, 4);
    const base = [unit.shortName, good.name, "", Y, "", "称职", "通报"];
    const wrong = (at: number, text: string) => base.map((cell, column) => (column === at ? text : cell));
    const id = await upload([
      wrong(1, ""),
      wrong(0, "没有这个单位某某某"),
      wrong(2, "330799198503010"),
      wrong(3, "去年"),
      wrong(3, String(Number(year) + 1)),
      wrong(4, "第五季度"),
      wrong(5, "称积"),
      wrong(5, "较好"),
      wrong(5, ""),
      wrong(1, "查无此人"),
      wrong(1, late.name),
      wrong(5, "#REF!"),
      base,
      base,
    ]);
    const { rows } = await look(id);
    const faults = rows.map(({ rowNo, faults }) => [
      rowNo,
      faults.map(({ field, rule }) => `${field} ${rule}`),
    ]);
    expect(faults).toEqual([
      [2, ["name required"]],
      [3, ["unit unknownUnit"]],
      [4, ["idNumber identityForm"]],
      [5, ["year periodForm"]],
      [6, ["year periodOpen"]],
      [7, ["quarter periodForm"]],
      [8, ["grade unknownGrade"]],
      [9, ["grade gradeOfOtherKind"]],
      [10, ["grade required"]],
      [11, ["name unknownPerson"]],
      [12, ["year notInOffice"]],
      [13, ["grade cellError"]],
      [14, []],
      [15, ["year periodTwice"]],
    ]);
    expect(rows[6]?.faults[0]?.params).toEqual({ nearest: "称职" });
    expect(await confirm(id)).toEqual({ ok: true, value: { added: 1, changed: 0 } });
    for (const [head, reason] of [
      [["单位", "职务"], "noHeading"],
      [["姓名", "单位"], "noGrades"],
      [["姓名", "等次"], "noGrades"],
    ] as const)
      expect(await uploadGrades(reviewer, file([[...head], ["甲某某", "优秀"]]))).toMatchObject({
        reason: `grades.reason.${reason}`,
      });
  });

  it("asks a person where name, unit and number do not settle who it is", async () => {
    const [unit, far] = [await createUnit(), await createUnit()];
    const [one, two] = [await cadreIn(unit, names(4)), await cadreIn(unit, names(4))];
    const moved = await cadreIn(far, "郁远行");
    const number = await numbered(moved, 12);
    const id = await upload([
      [unit.shortName, names(4), "", Y, "", "优秀", "通报"],
      [unit.shortName, "郁远行", "", Y, "", "优秀", "通报"],
      ["", "郁别名", number, Y, "", "优秀", "通报"],
    ]);
    const { rows } = await look(id);
    expect(rows.map(({ verdict }) => verdict)).toEqual(["DOUBTFUL", "DOUBTFUL", "DOUBTFUL"]);
    expect(rows.map(({ candidates }) => candidates.map((who) => who.id).sort())).toEqual([
      [one.id, two.id].sort(),
      [moved.id],
      [moved.id],
    ]);
    expect(await confirm(id)).toMatchObject({ reason: "grades.reason.nothingToDo" });
    const pick = (at: number, who: string) =>
      chooseGraded(reviewer, { batchId: id, rowId: rows[at]?.id, pick: who });
    expect(await pick(0, two.id)).toMatchObject({ ok: true });
    expect(await pick(1, "SKIP")).toMatchObject({ ok: true });
    expect(await pick(2, moved.id)).toMatchObject({ ok: true });
    expect(await verdicts(id)).toEqual(["NEW", "DOUBTFUL", "NEW"]);
    expect(await pick(2, "OPEN")).toMatchObject({ ok: true });
    expect(await confirm(id)).toEqual({ ok: true, value: { added: 1, changed: 0 } });
    expect(await gradesOf(two)).toHaveLength(1);
    expect(await gradesOf(one)).toEqual([]);
  });

  it("writes nothing at all where something has changed since it was looked at", async () => {
    const unit = await createUnit();
    const [first, second] = [await cadreIn(unit), await cadreIn(unit)];
    const id = await upload(
      [first, second].map(({ name }) => [unit.shortName, name, "", Y, "", "称职", "通报"]),
    );
    got(
      await recordAppraisal(reviewer, {
        cadreId: second.id,
        period: Y,
        grade: "优秀",
        source: "通报",
        reason: "",
      }),
    );
    expect(await confirm(id)).toEqual({ ok: false, kind: "stale" });
    expect(await gradesOf(first)).toEqual([]);
  });
});
