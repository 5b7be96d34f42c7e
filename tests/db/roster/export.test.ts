/** Rosters and forms that leave: who may take what, what stands in them, and the line that each leaves. */
import { randomUUID } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { takeRoster } from "@/app/_shared/roster-upload";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { readWorkbook, writeWorkbook } from "@/lib/platform/workbook";
import { packedBytes, zipEntries } from "@/lib/platform/zip";
import { appointmentForm, appointmentFormDocx } from "@/lib/roster/appointment-form/rules";
import {
  exportAppointmentForm,
  exportLrmx,
  exportLrmxFiles,
  exportRoster,
} from "@/lib/roster/export/commands";
import { findExportChoice, getForForm, listExported, listForForms } from "@/lib/roster/export/queries";
import { rosterSheets } from "@/lib/roster/export/rules";
import { COLUMNS_AT_FIRST, EXPORT_COLUMNS, type ExportColumn } from "@/lib/roster/export/schema";
import { cadreLrmx, keptSource } from "@/lib/roster/lrmx/cadre/rules";
import { readLrmx } from "@/lib/roster/lrmx/file/rules";
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
import { lrmxFile, PIXEL_PNG, relatives } from "@/tests/support/lrmx";
import { owner } from "@/tests/support/owner";
import { auditLinesOf } from "../accounts/credentials";

const trace = "0a1b2c3d4e5f";
const columns: ExportColumn[] = ["name", "unit", "title"];
let people: Record<Role, Person>;
let unit: TestUnit;

beforeAll(async () => {
  unit = await createUnit();
  const entries = ROLES.map(async (role) => {
    const over = {
      units: role === "OBSERVER" ? [unit] : [],
      unitId: role === "LIAISON" ? unit.id : undefined,
    };
    return [role, await createPerson(role, over)] as const;
  });
  people = Object.fromEntries(await Promise.all(entries)) as Record<Role, Person>;
});

let counter = 0;
/** Of a woman born in March 1985; an area that exists nowhere. */
function newNumber(): string {
  const digits = `339601198503${String(1 + (++counter % 28)).padStart(2, "0")}${String(2 * (100 + (process.pid % 300)))}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return (
    digits +
    "10X98765432".charAt(weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11)
  );
}
const nameOf = (): string =>
  [...`${Date.now() % 100_000}${++counter}`]
    .map((digit) => "甲乙丙丁戊己庚辛壬癸".charAt(Number(digit)))
    .join("");

const MAY: Role[] = ["REVIEWER", "LEADER", "ADMIN"];

function opened(source: string) {
  const result = readLrmx(Buffer.from(source));
  if ("fault" in result) throw new Error(result.fault);
  return result.document;
}

/** A cadre whose document came in some day: with unknown elements, plans, a number and a photo. */
async function withDocument(idNumber: string) {
  const source = lrmxFile({
    newline: "\r\n",
    values: {
      NiRenZhiWu: "某局局长",
      NiMianZhiWu: "副镇长",
      RenMianLiYou: "工作需要",
      ShenFenZheng: idNumber,
      TianBiaoShiJian: "20240105",
    },
    after: {
      XingMing: '<KuoZhan a="1">甲<Zi/></KuoZhan>',
      Version: "<DaoLingNianYue>204203</DaoLingNianYue>",
    },
    raw: { JiaTingChengYuan: relatives(2), ZhaoPian: PIXEL_PNG },
  });
  const { sheet } = opened(source);
  const cadre = await createCadre(unit, { name: sheet.name, title: "党委委员、副镇长" });
  await owner().query(
    `update cadres set born_on = $2, native_place = $3, joined_party_on = $4, started_work_on = $5 where id = $1`,
    [cadre.id, sheet.bornOn, sheet.nativePlace, sheet.joinedPartyOn, sheet.startedWorkOn],
  );
  await owner().query("insert into cadre_identities (cadre_id, id_number) values ($1, $2)", [
    cadre.id,
    idNumber,
  ]);
  await owner().query(
    `insert into cadre_sheets (cadre_id, birth_place, health, technical_title, skills, full_time_education, full_time_degree,
       full_time_education_school, resume, appraisal_text, family, lrmx_source, photo)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'base64'))`,
    [
      cadre.id,
      sheet.birthPlace,
      sheet.health,
      sheet.technicalTitle,
      sheet.skills,
      sheet.fullTimeEducation,
      sheet.fullTimeDegree,
      sheet.fullTimeEducationSchool,
      sheet.resume,
      sheet.appraisalText,
      JSON.stringify(sheet.family),
      keptSource(opened(source)),
      PIXEL_PNG,
    ],
  );
  return { cadre, source, sheet };
}

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
        name: `再${nameOf()}`,
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
        newNumber(),
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

describe("lrmx of a cadre", () => {
  it("goes out on the document that came in: same elements, same order, unknown ones as they were", async () => {
    const { cadre, source } = await withDocument("110101198203077627");
    const stored = await read(people.ADMIN, (db) => getForForm(db, cadre.id, today()));
    // what is kept of it holds no plan, no number and no photo
    expect(stored.lrmxSource).not.toMatch(/某局局长|工作需要|110101198203077627|iVBORw0/);
    const note = { name: people.ADMIN.name, day: today(), trace };
    const file = cadreLrmx(stored, today(), note);
    // the only difference: three plans that are kept nowhere, and the note behind the root
    const expected = source
      .replace(">某局局长<", "><")
      .replace(/<NiMianZhiWu>[^<]*/, "<NiMianZhiWu>")
      .replace(">工作需要<", "><");
    expect(file).toBe(`${expected}\n<!-- 一线观察员导出 ${note.name} ${note.day} ${trace} -->\n`);
    // out again, the note is the newest one alone
    const again = cadreLrmx({ ...stored, lrmxSource: file }, today(), { ...note, trace: "ffffffffffff" });
    expect(again.match(/一线观察员导出/g)).toHaveLength(1);
  });

  it("holds no identity number for whoever may not know it", async () => {
    const { cadre } = await withDocument("330788198503010029");
    const stored = await read(people.REVIEWER, (db) => getForForm(db, cadre.id, today()));
    const file = cadreLrmx(stored, today(), { name: "", day: today(), trace });
    expect(file).toContain("<ShenFenZheng></ShenFenZheng>");
    expect(file).not.toContain("330788198503010029");
  });

  it("says the post in the house's words once somebody has moved since it was filled in", async () => {
    const { cadre, sheet } = await withDocument("330788198604120016");
    const other = await createUnit();
    const before = await read(people.ADMIN, (db) => getForForm(db, cadre.id, today()));
    const postOf = (stored: typeof before) =>
      opened(cadreLrmx(stored, today(), { name: "", day: today(), trace })).sheet.currentPost;
    expect(postOf(before)).toBe(sheet.currentPost);
    await owner().query("update post_holdings set ends_on = $2 where cadre_id = $1", [cadre.id, daysAgo(1)]);
    await createPost(cadre, other, { title: "局长", startsOn: today() });
    const after = await read(people.ADMIN, (db) => getForForm(db, cadre.id, today()));
    expect(postOf(after)).toBe(`${other.shortName}局长`);
  });

  it("is written anew, with all 34 elements, where no document came in", async () => {
    const cadre = await createCadre(unit, { title: "主任", startsOn: "2020-05-01" });
    const stored = await read(people.LEADER, (db) => getForForm(db, cadre.id, today()));
    const document = opened(cadreLrmx(stored, today(), { name: "", day: today(), trace }));
    expect(document.elements).toHaveLength(34);
    expect(document.sheet).toMatchObject({
      name: cadre.name,
      bornOn: "1985-03-01",
      currentPost: `${unit.shortName}主任`,
      resume: `2020.05--${" ".repeat(7)}  ${unit.shortName}主任`,
    });
  });

  it("and the form leave a line each, for the same people, and nobody takes their own", async () => {
    const cadre = await createCadre(unit);
    for (const role of ROLES)
      for (const command of [exportLrmx, exportAppointmentForm]) {
        const outcome = await command(people[role], { id: cadre.id, trace });
        if (MAY.includes(role)) {
          expect(outcome.ok, role).toBe(true);
          const line = { action: command.commandName, actorId: people[role].id, before: "", after: trace };
          expect(await auditLinesOf(cadre.id)).toContainEqual(line);
        } else expect(outcome, role).toMatchObject({ ok: false, kind: "denied" });
      }
    const officer = await createPerson(["REVIEWER", "CADRE"], { cadreId: cadre.id });
    expect(await exportLrmx(officer, { id: cadre.id, trace })).toMatchObject({ kind: "notFound" });
    expect(await exportAppointmentForm(officer, { id: cadre.id, trace })).toMatchObject({ kind: "notFound" });
  });

  it("of a unit come together, with photos", async () => {
    const { cadre } = await withDocument("330788198701010011");
    const all = await read(people.ADMIN, (db) => listForForms(db, { unit: unit.id }, today(), 500));
    expect(all.find(({ id }) => id === cadre.id)?.photo).toBe(PIXEL_PNG);
  });
});

describe("任免审批表", () => {
  it("holds what the form asks for, the photo and its number, and leaves posts to come empty", async () => {
    const { cadre } = await withDocument("330788198801010019");
    const stored = await read(people.LEADER, (db) => getForForm(db, cadre.id, today()));
    const bytes = await appointmentFormDocx(await appointmentForm(stored, today(), `编号 ${trace}`));
    const entries = zipEntries(bytes, 100) ?? [];
    const text = (name: string) => {
      const entry = entries.find((one) => one.name === name);
      return entry ? inflateRawSync(packedBytes(bytes, entry)).toString() : "";
    };
    const page = text("word/document.xml");
    for (const words of [
      "林晚舟",
      "1982.03",
      "江临大学城市规划专业",
      "赤岸镇党委委员、副镇长",
      "2004.07--2012.03",
      "林某0",
    ])
      expect(page).toContain(words);
    expect(page).not.toMatch(/某局局长|330788198801010019/);
    expect(text("word/footer1.xml")).toContain(trace);
    expect(entries.some(({ name }) => /^word\/media\/.*\.png$/.test(name))).toBe(true);
    // the same content gives the same bytes
    expect(await appointmentFormDocx(await appointmentForm(stored, today(), `编号 ${trace}`))).toEqual(bytes);
  });
});
