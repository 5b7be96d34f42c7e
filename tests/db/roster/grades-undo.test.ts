/** The way back of an import of grades, and whose it is: as who may, and as who may not. */

import { beforeAll, describe, expect, it } from "vitest";
import { recordAppraisal } from "@/lib/appraisals/commands";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { uploadRoster } from "@/lib/roster/commands";
import { undoGrades, uploadGrades } from "@/lib/roster/grades/commands";
import { listBatches } from "@/lib/roster/queries";
import { createPerson, createUnit, type Person } from "@/tests/support/builders";
import { got } from "@/tests/support/outcomes";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview } from "@/tests/support/reviews";
import {
  cadreIn,
  confirm,
  file,
  gradesOf,
  gradesReviewer,
  HEAD,
  look,
  numbered,
  undo,
  upload,
  Y,
} from "./grade-steps";

let reviewer: Person;
beforeAll(async () => {
  reviewer = await gradesReviewer();
});

/** Of these cadres: other tests write to the table meanwhile. */
const tableHash = async (cadres: { id: string }[]) => {
  const { rows } = await owner().query(
    "select md5(string_agg(a::text, '|' order by a.id)) as hash from appraisals a where cadre_id = any($1)",
    [cadres.map(({ id }) => id)],
  );
  return rows[0].hash;
};

describe("the way back", () => {
  it("leaves the table as it was, old grade and all, by another reviewer too", async () => {
    const unit = await createUnit();
    const [fresh, graded] = [await cadreIn(unit), await cadreIn(unit)];
    const old = { cadreId: graded.id, period: Y, grade: "优秀", source: "通报", reason: "" };
    got(await recordAppraisal(reviewer, old));
    const before = await tableHash([fresh, graded]);
    const id = await upload(
      [fresh, graded].map(({ name }) => [unit.shortName, name, "", Y, "", "称职", "通报"]),
    );
    got(await confirm(id, { reason: "通报有误" }));
    expect(await tableHash([fresh, graded])).not.toBe(before);
    const colleague = await createPerson("REVIEWER");
    expect(await undo(id, colleague)).toEqual({ ok: true, value: { steps: 2 } });
    expect(await tableHash([fresh, graded])).toBe(before);
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
