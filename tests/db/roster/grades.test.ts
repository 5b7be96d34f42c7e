/** Grades of many come in as a file: looked at, answered, written as a whole and taken back; as who may, and as who may not. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { recordAppraisal } from "@/lib/appraisals/commands";
import { listAppraisals } from "@/lib/appraisals/queries";
import { read } from "@/lib/platform/db";
import { NotFound, type Outcome } from "@/lib/platform/result";
import { uploadRoster } from "@/lib/roster/commands";
import {
  chooseGraded,
  confirmGrades,
  discardGrades,
  undoGrades,
  uploadGrades,
} from "@/lib/roster/grades/commands";
import type { GradePreview } from "@/lib/roster/grades/queries";
import { getBatch, listBatches, listRows, listUndoBlocks } from "@/lib/roster/queries";
import {
  createCadre,
  createPerson,
  createUnit,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview } from "@/tests/support/reviews";

const lastYear = Number(today().slice(0, 4)) - 1;
const HEAD = ["单位", "姓名", "身份证号", "年度", "季度", "考核等次", "依据"];
let reviewer: Person;
beforeAll(async () => {
  reviewer = await createPerson("REVIEWER");
});

const got = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome));
};
const file = (rows: string[][]) => ({
  id: randomUUID(),
  kind: "CSV" as const,
  fileName: "考核等次.csv",
  bodyHash: "11".repeat(32),
  sheets: [{ name: "", isHidden: false, rows, merges: [] }],
});
const upload = async (rows: string[][], person: Person = reviewer) =>
  got(await uploadGrades(person, file([HEAD, ...rows]))).id;
const look = (id: string, person: Person = reviewer) =>
  read(person, async (db) => ({
    batch: await getBatch(db, id, "GRADES"),
    rows: (await listRows<GradePreview>(db, id, { view: "ALL", q: "", page: 1 })).rows.toSorted(
      (a, b) => a.rowNo - b.rowNo,
    ),
    blocks: await listUndoBlocks(db, id),
  }));
const verdicts = async (id: string) => (await look(id)).rows.map(({ verdict }) => verdict);
const confirm = async (id: string, over: object = {}, person: Person = reviewer) =>
  confirmGrades(person, {
    batchId: id,
    rowVersion: (await look(id)).batch.rowVersion,
    scope: "ALL",
    source: "组通〔2026〕3 号",
    ...over,
  });
const undo = async (id: string, person: Person = reviewer) =>
  undoGrades(person, { batchId: id, rowVersion: (await look(id, person)).batch.rowVersion });
const gradesOf = async (cadre: { id: string }) =>
  (await read(reviewer, (db) => listAppraisals(db, cadre.id, today()))).map(
    ({ year, quarter, grade, versionNo, source, reason }) => ({
      year,
      quarter,
      grade,
      versionNo,
      source,
      reason,
    }),
  );
const tableHash = async () => {
  const { rows } = await owner().query(
    "select md5(string_agg(a::text, '|' order by a.id)) as hash from appraisals a",
  );
  return rows[0].hash;
};
const DIGITS = "澄岚沐汀筠甫恺砚弘彦";
let made = 0;
/** A name as people have them, each once. */
const aName = () => `鄢${[...String(100 + made++)].map((digit) => DIGITS[Number(digit)]).join("")}`;
const cadreIn = (unit: TestUnit, name = aName()) => createCadre(unit, { name, startsOn: "2015-01-01" });
const names = (at: number) => `郁${"澄岚沐汀筠"[at]}${"甫恺砚弘"[at % 4]}`;
async function numbered(cadre: { id: string }, serial: number): Promise<string> {
  const digits = `33079919850301${String(serial).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const number = digits + "10X98765432".charAt(sum % 11);
  await owner().query("insert into cadre_identities (cadre_id, id_number) values ($1, $2)", [
    cadre.id,
    number,
  ]);
  return number;
}
const Y = String(lastYear);

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
    const [good, late] = [await cadreIn(unit), await createCadre(unit, { name: aName(), startsOn: today() })];
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

describe("the way back", () => {
  it("leaves the table as it was, old grade and all, by another reviewer too", async () => {
    const unit = await createUnit();
    const [fresh, graded] = [await cadreIn(unit), await cadreIn(unit)];
    const old = { cadreId: graded.id, period: Y, grade: "优秀", source: "通报", reason: "" };
    got(await recordAppraisal(reviewer, old));
    const before = await tableHash();
    const id = await upload(
      [fresh, graded].map(({ name }) => [unit.shortName, name, "", Y, "", "称职", "通报"]),
    );
    got(await confirm(id, { reason: "通报有误" }));
    expect(await tableHash()).not.toBe(before);
    const colleague = await createPerson("REVIEWER");
    expect(await undo(id, colleague)).toEqual({ ok: true, value: { steps: 2 } });
    expect(await tableHash()).toBe(before);
    expect((await gradesOf(graded))[0]).toMatchObject({ grade: "优秀", versionNo: 1 });
    expect(await undo(id)).toMatchObject({ reason: "roster.reason.wrongState" });
    // what was there is not forgotten
    const { rows } = await owner().query(
      "select count(*)::int as gone from roster_changes where table_name = 'appraisals' and after is null and cadre_id = any($1)",
      [[fresh.id, graded.id]],
    );
    expect(rows).toEqual([{ gone: 2 }]);
  });

  it("is closed once a later grade or a decision leans on it, and after thirty days", async () => {
    const unit = await createUnit();
    const cadre = await cadreIn(unit);
    const line = (name: string) => [unit.shortName, name, "", Y, "", "称职", "通报"];
    const id = await upload([line(cadre.name)]);
    got(await confirm(id));
    got(
      await recordAppraisal(reviewer, {
        cadreId: cadre.id,
        period: Y,
        grade: "优秀",
        source: "复核",
        reason: "复核更正",
      }),
    );
    expect((await look(id)).blocks).toEqual([{ cadreId: cadre.id, name: cadre.name, why: "CHANGED" }]);
    expect(await undo(id)).toMatchObject({ reason: "roster.reason.undoBlocked" });

    const leans = [await cadreIn(unit), await cadreIn(unit)];
    const used = await upload(leans.map(({ name }) => line(name)));
    got(await confirm(used));
    const review = await createReview({ unit, cadres: leans });
    await decideReview(review, 0);
    expect((await look(used)).blocks).toMatchObject([{ cadreId: leans[0]?.id, why: "USED" }]);
    expect(await undo(used)).toMatchObject({ reason: "roster.reason.undoBlocked" });

    const late = await cadreIn(unit);
    const old = await upload([line(late.name)]);
    got(await confirm(old));
    await owner().query("alter table import_batches disable trigger keep");
    await owner().query("update import_batches set confirmed_at = now() - interval '31 days' where id = $1", [
      old,
    ]);
    await owner().query("alter table import_batches enable trigger keep");
    expect(await undo(old)).toMatchObject({ reason: "roster.reason.undoTooLate" });
  });
});

describe("whose an import of grades is", () => {
  it("its rows are the uploader's, itself the reviewers', and neither is anybody else's", async () => {
    const unit = await createUnit();
    const cadre = await cadreIn(unit);
    const number = await numbered(cadre, 13);
    const id = await upload([["", cadre.name, number, Y, "", "称职", "通报"]]);
    const colleague = await look(id, await createPerson("REVIEWER"));
    expect([colleague.batch.id, colleague.rows]).toEqual([id, []]);
    for (const role of ["ADMIN", "LEADER", "OBSERVER", "CADRE", "SYSADMIN"] as const) {
      const person = await createPerson(role);
      expect(await uploadGrades(person, file([HEAD, ["", "", "", "", "", "", ""]])), role).toMatchObject({
        kind: "denied",
      });
      await expect(look(id, person), role).rejects.toThrow(NotFound);
    }
    // neither kind is met among the other, by somebody who has both roles either
    const both = await createPerson(["ADMIN", "REVIEWER"]);
    const roster = got(
      await uploadRoster(
        both,
        file([
          ["姓名", "单位"],
          [cadre.name, unit.shortName],
        ]),
      ),
    ).id;
    const lists = await read(both, async (db) => [
      (await listBatches(db)).map((one) => one.id),
      (await listBatches(db, "GRADES")).map((one) => one.id),
    ]);
    expect(lists.map((list) => [list.includes(roster), list.includes(id)])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(await undoGrades(both, { batchId: roster, rowVersion: 1 })).toMatchObject({ kind: "notFound" });
  });

  it("nobody grades themselves, and a number is told to nobody", async () => {
    const unit = await createUnit();
    const cadre = await cadreIn(unit);
    const number = await numbered(cadre, 14);
    const self = await createPerson("REVIEWER", { cadreId: cadre.id });
    const id = await upload([["", cadre.name, number, Y, "", "优秀", "通报"]], self);
    expect((await look(id, self)).rows.map(({ faults }) => faults)).toEqual([
      [{ field: "name", rule: "ownGrade" }],
    ]);
    await asAppRole(async (client) => {
      for (const [person, many] of [
        [reviewer, 1],
        [await createPerson("LEADER"), 0],
        [await createPerson("OBSERVER", { units: [unit] }), 0],
      ] as const) {
        await client.query("begin");
        await client.query("select id from enter($1)", [person.id]);
        const { rowCount } = await client.query("select * from cadres_of_numbers($1)", [[number]]);
        expect(rowCount).toBe(many);
        expect((await client.query("select * from cadre_identities")).rowCount).toBe(0);
        await client.query("rollback");
      }
    });
  });

  it("a grade goes by the undo alone: the owner cannot delete it beside", async () => {
    const cadre = await cadreIn(await createUnit());
    got(
      await recordAppraisal(reviewer, {
        cadreId: cadre.id,
        period: Y,
        grade: "优秀",
        source: "通报",
        reason: "",
      }),
    );
    for (const statement of [
      "delete from appraisals where cadre_id = $1",
      "update appraisals set grade = '称职' where cadre_id = $1",
    ])
      await expect(owner().query(statement, [cadre.id])).rejects.toThrow("append_only");
  });
});
