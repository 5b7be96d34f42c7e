/** Rosters that leave: who may take what, what stands in the workbook, and the line that each leaves. */
import { randomUUID } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { takeRoster } from "@/app/_shared/roster-upload";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { readWorkbook, writeWorkbook } from "@/lib/platform/workbook";
import { packedBytes, zipEntries } from "@/lib/platform/zip";
import { exportLrmxFiles, exportRoster } from "@/lib/roster/export/commands";
import { findExportChoice, listExported } from "@/lib/roster/export/queries";
import { rosterSheets } from "@/lib/roster/export/rules";
import { COLUMNS_AT_FIRST, EXPORT_COLUMNS, type ExportColumn } from "@/lib/roster/export/schema";
import { listRows } from "@/lib/roster/queries";
import {
  createCadre,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { newIdNumber, newName } from "@/tests/support/made-names";
import { owner } from "@/tests/support/owner";
import { auditLinesOf } from "../accounts/credentials";
import { exportWorld, MAY, trace, withDocument } from "./export-steps";

let people: Record<Role, Person>;
let unit: TestUnit;
beforeAll(async () => {
  ({ people, unit } = await exportWorld());
});

const columns: ExportColumn[] = ["name", "unit", "title"];

describe("exportRoster", () => {
  it("is for those who keep or judge the roster, and leaves a line with the number of the file", async () => {
    for (const role of ROLES) {
      const person = people[role];
      const outcomes = [
        await exportRoster(person, { columns, trace, unit: unit.id }),
        await exportLrmxFiles(person, { trace, unit: (await createUnit()).id }),
      ];
      if (MAY.includes(role)) {
        expect(outcomes[0]?.ok, role).toBe(true);
        expect(await auditLinesOf(unit.id)).toContainEqual({
          action: "exportRoster",
          actorId: person.id,
          before: "",
          after: trace,
        });
        // a unit without anybody in post
        expect(outcomes[1]).toMatchObject({ kind: "notFound" });
      } else
        for (const outcome of outcomes) expect(outcome, role).toMatchObject({ ok: false, kind: "denied" });
    }
  });

  it("gives identity numbers to whoever keeps the roster, and to nobody else", async () => {
    const asked = { columns: ["name", "idNumber"], trace, unit: unit.id };
    expect(await exportRoster(people.ADMIN, asked)).toMatchObject({ ok: true });
    for (const role of ["REVIEWER", "LEADER"] as const)
      expect(await exportRoster(people[role], asked), role).toMatchObject({ ok: false, kind: "denied" });
    const { cadre } = await withDocument("110101197505123313");
    const numberFor = async (role: Role) =>
      (await read(people[role], (db) => listExported(db, { unit: unit.id }, today()))).find(
        ({ id }) => id === cadre.id,
      )?.idNumber;
    expect(await numberFor("ADMIN")).toBe("110101197505123313");
    expect(await numberFor("REVIEWER")).toBeNull();
    expect(await numberFor("LEADER")).toBeNull();
  });

  it("remembers the columns of a person, for that person alone", async () => {
    const admin = await createPerson("ADMIN");
    expect(await read(admin, (db) => findExportChoice(db, admin.id))).toBeNull();
    await exportRoster(admin, { columns, trace });
    await exportRoster(admin, { columns: ["title", "name"], layout: "grouped", trace });
    expect(await read(admin, (db) => findExportChoice(db, admin.id))).toEqual({
      columns: ["title", "name"],
      layout: "grouped",
    });
    expect(await read(people.ADMIN, (db) => findExportChoice(db, admin.id))).toBeNull();
  });

  it.each([
    ["no column", []],
    ["an unknown one", ["name", "password"]],
    ["one twice", ["name", "name"]],
  ])("refuses %s", async (_, wrong) => {
    expect(await exportRoster(people.ADMIN, { columns: wrong, trace })).toMatchObject({
      ok: false,
      kind: "invalid",
    });
  });
});

describe("the workbook", () => {
  it("holds people in post today in the order of the columns, as text, and no formula", async () => {
    const own = await createUnit();
    const past = await createCadre(own, { name: "已离任", endsOn: daysAgo(1) });
    await createCadre(own, { name: "=1+1", title: "主任", tier: "TEAM" });
    const second = await createCadre(own, { name: "何某", title: "科员", tier: "STAFF" });
    await createPost(second, unit, { title: "挂职副镇长", isPrimary: false });
    const cadres = await read(people.REVIEWER, (db) => listExported(db, { unit: own.id }, today()));
    expect(cadres.map(({ id }) => id)).not.toContain(past.id);
    const note = { name: people.REVIEWER.name, day: today(), trace, scope: own.shortName };
    const flat = rosterSheets(
      cadres,
      { columns: ["title", "name", "bornOn", "otherPosts"], layout: "flat" },
      today(),
      note,
    );
    const bytes = new Uint8Array(await writeWorkbook(flat));
    const [sheet, about] = (await readWorkbook(bytes, 1_000_000)) ?? [];
    expect(sheet).toEqual({
      name: "干部名册",
      rows: [
        ["现任职务", "姓名", "出生年月", "兼任职务"],
        ["主任", "'=1+1", "1985.03", ""],
        ["科员", "何某", "1985.03", `${unit.shortName}挂职副镇长`],
      ],
    });
    expect(about?.rows).toContainEqual(["导出编号", trace]);
    // text cells: a number or a day stays as it was typed
    const entry = zipEntries(bytes, 50)?.find(({ name }) => name === "xl/worksheets/sheet1.xml");
    const xml = entry ? inflateRawSync(packedBytes(bytes, entry)).toString() : "";
    expect(xml).not.toMatch(/<f>|t="n"/);
    expect(xml).toMatch(/t="(s|inlineStr)"/);
  });

  it.each(["flat", "grouped"] as const)("comes in again without a change (%s)", async (layout) => {
    const own = await createUnit();
    const admin = await createPerson("ADMIN");
    for (const tier of ["TEAM", "MIDDLE", "STAFF"] as const) {
      const cadre = await createCadre(own, {
        title: `主任${tier.length}`,
        tier,
        startsOn: "2021-05-17",
        name: `再${newName()}`,
      });
      await owner().query("update post_holdings set level = '乡科级正职' where cadre_id = $1", [cadre.id]);
      await owner().query(
        "update cadres set education = '大学本科', joined_party_on = '2009-06-20' where id = $1",
        [cadre.id],
      );
      await owner().query("insert into cadre_sheets (cadre_id, resume, rewards) values ($1, $2, '=1+1')", [
        cadre.id,
        "2009.08--2012.03  学习\n2012.03--         主任",
      ]);
      await owner().query("insert into cadre_identities (cadre_id, id_number) values ($1, $2)", [
        cadre.id,
        newIdNumber(),
      ]);
    }
    const cadres = await read(admin, (db) => listExported(db, { unit: own.id }, today()));
    const note = { name: "", day: today(), trace, scope: "" };
    const bytes = new Uint8Array(
      await writeWorkbook(rosterSheets(cadres, { columns: [...EXPORT_COLUMNS], layout }, today(), note)),
    );
    const outcome = await takeRoster(admin, { id: randomUUID(), fileName: "名册.xlsx", bytes });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    const { rows } = await read(admin, (db) =>
      listRows(db, outcome.value.id, { view: "ALL", q: "", page: 1 }),
    );
    expect(rows.map(({ verdict, differences, faults }) => ({ verdict, differences, faults }))).toEqual(
      Array(3).fill({ verdict: "SAME", differences: [], faults: [] }),
    );
  });

  it("grouped, a unit's name heads its people and needs no column", async () => {
    const [first, second] = [await createUnit({ type: "群团" }), await createUnit({ type: "群团" })];
    const names = ["甲某", "乙某", "丙某"];
    for (const [at, name] of names.entries())
      await createCadre(at < 2 ? first : second, { name, title: "干事" });
    const cadres = (await read(people.ADMIN, (db) => listExported(db, { type: "群团" }, today()))).filter(
      ({ name }) => names.includes(name),
    );
    const note = { name: "", day: today(), trace, scope: "" };
    const [sheet] = rosterSheets(
      cadres,
      { columns: [...COLUMNS_AT_FIRST], layout: "grouped" },
      today(),
      note,
    );
    expect(sheet?.rows[0]).not.toContain("单位");
    const heads = sheet?.rows.slice(1).filter((row) => row.slice(1).every((cell) => cell === "")) ?? [];
    expect(heads.map(([name]) => name)).toEqual([first.shortName, second.shortName]);
  });
});
