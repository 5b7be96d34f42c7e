/** Forms of cadres that leave, as lrmx and as a paper: the document that came in, who may take it, and the line that it leaves. */
import { inflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { packedBytes, zipEntries } from "@/lib/platform/zip";
import { appointmentForm, appointmentFormDocx } from "@/lib/roster/appointment-form/rules";
import { exportAppointmentForm, exportLrmx } from "@/lib/roster/export/commands";
import { getForForm, listForForms } from "@/lib/roster/export/queries";
import { cadreLrmx } from "@/lib/roster/lrmx/cadre/rules";
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
import { PIXEL_PNG } from "@/tests/support/lrmx";
import { owner } from "@/tests/support/owner";
import { auditLinesOf } from "../accounts/credentials";
import { exportWorld, MAY, opened, trace, withDocument } from "./export-steps";

let people: Record<Role, Person>;
let unit: TestUnit;
beforeAll(async () => {
  ({ people, unit } = await exportWorld());
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
