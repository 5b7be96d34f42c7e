/** lrmx come in: previewed, answered, confirmed, undone; and what went out changes nothing when it comes back. */

import { randomUUID } from "node:crypto";
import { zipSync } from "fflate";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { takeRoster } from "@/app/_shared/roster-upload";
import { read } from "@/lib/platform/db";
import { confirmImport, undoImport } from "@/lib/roster/apply/commands";
import { chooseCadre, correctCell } from "@/lib/roster/commands";
import { getForForm } from "@/lib/roster/export/queries";
import { cadreLrmx } from "@/lib/roster/lrmx/cadre/rules";
import { getBatch, listRows } from "@/lib/roster/queries";
import {
  createCadre,
  createPerson,
  createUnit,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { lrmxFile, relatives } from "@/tests/support/lrmx";
import { newIdNumber, newName } from "@/tests/support/made-names";
import { got } from "@/tests/support/outcomes";
import { owner } from "@/tests/support/owner";

let admin: Person;
let unit: TestUnit;
beforeAll(async () => {
  [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
});

const photo = async (seed: number): Promise<string> =>
  (
    await sharp({
      create: { width: 120, height: 160, channels: 3, background: { r: seed % 255, g: 90, b: 120 } },
    })
      .jpeg()
      .toBuffer()
  ).toString("base64");

type Values = Parameters<typeof lrmxFile>[0];
const personFile = (over: { name?: string; number?: string; shape?: Values } = {}) => {
  const { name = newName(), number = newIdNumber(1982), shape } = over;
  return lrmxFile({
    ...shape,
    values: {
      XingMing: name,
      ShenFenZheng: number,
      XianRenZhiWu: `${unit.shortName}副主任`,
      ...shape?.values,
    },
  });
};

const upload = (bytes: Uint8Array, person: Person = admin, fileName = "任免审批表.lrmx") =>
  takeRoster(person, { id: randomUUID(), fileName, bytes: new Uint8Array(bytes) });
async function preview(...files: (string | Uint8Array)[]) {
  const all = files.map((file) => (typeof file === "string" ? Buffer.from(file) : file));
  const [only] = all;
  const bytes =
    all.length === 1 && only
      ? only
      : zipSync(Object.fromEntries(all.map((file, at) => [`${at}.lrmx`, new Uint8Array(file)])));
  return look(got(await upload(bytes)).id);
}
const look = async (id: string) => {
  const view = { view: "ALL", q: "", page: 1 } as const;
  return read(admin, async (db) => ({
    id,
    batch: await getBatch(db, id),
    rows: (await listRows(db, id, view)).rows,
  }));
};
const confirm = async (id: string) =>
  confirmImport()(admin, {
    batchId: id,
    rowVersion: (await look(id)).batch.rowVersion,
    scope: "ALL",
    rowIds: [],
  });
const exported = async (cadreId: string, person: Person = admin): Promise<string> => {
  const cadre = await read(person, (db) => getForForm(db, cadreId, today()));
  return cadreLrmx(cadre, today(), { name: person.name, day: today(), trace: "0a1b2c3d4e5f" });
};
const stored = async (
  table: "cadres" | "cadre_sheets" | "cadre_identities" | "post_holdings",
  cadreId: string,
) => {
  const key = table === "cadres" ? "id" : "cadre_id";
  return (await owner().query(`select * from ${table} where ${key} = $1 order by 1`, [cadreId])).rows;
};
const imported = async (file: string): Promise<string> => {
  const { id } = await preview(file);
  got(await confirm(id));
  const cadreId = (await look(id)).rows[0]?.cadreId;
  if (!cadreId) throw new Error("nobody was entered");
  return cadreId;
};

describe("a new person", () => {
  it("comes with unit, number, relatives, photo and the document, and goes again by an undo", async () => {
    const number = newIdNumber(1982);
    const shape = {
      raw: { JiaTingChengYuan: relatives(3), ZhaoPian: await photo(1) },
      values: { NiRenZhiWu: "某局局长", RenMianLiYou: "工作需要", JiangChengQingKuang: "无" },
      after: { MinZu: "<KuoZhan>甲</KuoZhan>" },
    };
    const { id, batch, rows } = await preview(personFile({ number, shape }));
    expect(batch).toMatchObject({ kind: "LRMX", counts: { NEW: 1 } });
    expect(rows[0]).toMatchObject({ unitName: unit.shortName, taken: { title: "副主任", rewards: "无" } });
    // nothing of a plan is kept, not even in the preview
    const waiting = (await owner().query("select * from import_rows where batch_id = $1", [id])).rows[0];
    expect(JSON.stringify(waiting)).not.toMatch(/某局局长|工作需要/);

    expect(got(await confirm(id))).toMatchObject({ added: 1 });
    const cadreId = (await look(id)).rows[0]?.cadreId ?? "";
    const [sheet] = await stored("cadre_sheets", cadreId);
    expect(sheet).toMatchObject({
      rewards: "无",
      full_time_degree: "工学学士",
      appraisal_text: "2023年优秀；2024年称职；2025年称职",
    });
    expect(sheet.family).toHaveLength(3);
    expect(sheet.lrmx_source).toContain("<KuoZhan>甲</KuoZhan>");
    expect(sheet.lrmx_source).not.toContain(number);
    expect((await sharp(sheet.photo).metadata()).width).toBe(120);
    expect(await stored("cadre_identities", cadreId)).toMatchObject([{ id_number: number }]);
    expect(await stored("post_holdings", cadreId)).toMatchObject([{ unit_id: unit.id, title: "副主任" }]);
    // 大学 of the form is 大学本科 in the roster
    expect(await stored("cadres", cadreId)).toMatchObject([{ education: "大学本科" }]);

    got(await undoImport(admin, { batchId: id, rowVersion: (await look(id)).batch.rowVersion }));
    for (const table of ["cadres", "cadre_sheets", "cadre_identities", "post_holdings"] as const)
      expect(await stored(table, cadreId), table).toEqual([]);
  });

  it("whose unit the post does not name waits until somebody says it", async () => {
    const { id, rows } = await preview(personFile({ shape: { values: { XianRenZhiWu: "副主任" } } }));
    expect(rows[0]).toMatchObject({ verdict: "FAULTY", faults: [{ field: "unit", rule: "required" }] });
    got(await correctCell(admin, { batchId: id, rowId: rows[0]?.id, field: "unit", value: unit.shortName }));
    expect((await look(id)).rows[0]).toMatchObject({ verdict: "NEW", unitName: unit.shortName });
    expect(got(await confirm(id))).toMatchObject({ added: 1 });
  });
});

describe("what went out", () => {
  it("changes nothing when it comes back, with a document behind it", async () => {
    const shape = {
      newline: "\r\n",
      raw: { JiaTingChengYuan: relatives(2), ZhaoPian: await photo(2) },
      after: { Version: "<DaoLingNianYue>204203</DaoLingNianYue>" },
      values: { JiangChengQingKuang: "无", RuDangShiJian: "民盟 2010.05", MinZu: "汉" },
    };
    const file = personFile({ shape });
    const cadreId = await imported(file);
    // the very same file, and the one that we make of it
    for (const again of [file, await exported(cadreId)]) {
      const { id, rows } = await preview(again);
      expect(rows[0]).toMatchObject({ verdict: "SAME", differences: [], cadreId });
      expect(await confirm(id)).toMatchObject({ ok: false, reason: "roster.reason.nothingToDo" });
    }
    // and what comes out is what went in, but for plans, the photo drawn anew and the note
    const photoIn = (text: string) => text.replace(/<ZhaoPian>[^<]*/, "<ZhaoPian>");
    expect(photoIn(await exported(cadreId)).split("\n<!--")[0]).toBe(photoIn(file));
  });

  it("changes nothing when it comes back, where it was written anew", async () => {
    const cadre = await createCadre(unit, { name: newName(), title: "科员", startsOn: "2022-05-01" });
    await owner().query("insert into cadre_identities (cadre_id, id_number) values ($1, $2)", [
      cadre.id,
      newIdNumber(1982),
    ]);
    await owner().query(
      "update cadres set born_on = '1982-03-01', joined_party_on = '2010-06-15' where id = $1",
      [cadre.id],
    );
    const { rows } = await preview(await exported(cadre.id));
    expect(rows[0]).toMatchObject({ verdict: "SAME", differences: [], cadreId: cadre.id });
  });

  it("of a thing that somebody changed, tells that and nothing else", async () => {
    const cadreId = await imported(personFile({ shape: { raw: { ZhaoPian: await photo(3) } } }));
    const changed = (await exported(cadreId))
      .replace(/<JiGuan>[^<]*/, "<JiGuan>江临石桥")
      .replace(/<ZhaoPian>[^<]*/, `<ZhaoPian>${await photo(200)}`)
      .replace("<Version></Version>", "<Version>4</Version><KuoZhan/>")
      .replace("</JiaTingChengYuan>", `${relatives(1)}</JiaTingChengYuan>`);
    const { id, rows } = await preview(changed);
    expect(rows[0]?.verdict).toBe("CHANGED");
    expect(rows[0]?.differences.map(({ field }) => field)).toEqual([
      "nativePlace",
      "family",
      "photo",
      "document",
    ]);
    expect(rows[0]?.differences).toContainEqual({ field: "nativePlace", old: "江临赤岸", new: "江临石桥" });
    const before = await stored("cadre_sheets", cadreId);
    got(await confirm(id));
    expect((await stored("cadre_sheets", cadreId))[0].lrmx_source).toContain(
      "<Version>4</Version><KuoZhan/>",
    );
    expect((await preview(await exported(cadreId))).rows[0]?.verdict).toBe("SAME");
    got(await undoImport(admin, { batchId: id, rowVersion: (await look(id)).batch.rowVersion }));
    expect(await stored("cadre_sheets", cadreId)).toEqual(before);
  });

  it("with another post is told of it, and moves nobody", async () => {
    const cadreId = await imported(personFile());
    const before = await stored("post_holdings", cadreId);
    const moved = (await exported(cadreId)).replace(
      /<XianRenZhiWu>[^<]*/,
      `<XianRenZhiWu>${unit.shortName}主任`,
    );
    const { rows } = await preview(moved);
    expect(rows[0]).toMatchObject({
      verdict: "SAME",
      differences: [{ field: "title", isNoted: true, new: `${unit.shortName}主任` }],
    });
    // with something else that changes, the post still stays
    const both = await preview(moved.replace(/<JiGuan>[^<]*/, "<JiGuan>江临石桥"));
    expect(both.rows[0]?.verdict).toBe("CHANGED");
    got(await confirm(both.id));
    expect(await stored("post_holdings", cadreId)).toEqual(before);
  });
});

describe("by name alone", () => {
  it("somebody is asked, and the answer counts", async () => {
    const cadre = await createCadre(unit, { name: newName() });
    const file = personFile({ name: cadre.name, number: "" });
    const { id, rows } = await preview(file);
    expect(rows[0]).toMatchObject({ verdict: "DOUBTFUL", candidates: [{ id: cadre.id }] });
    expect(await confirm(id)).toMatchObject({ ok: false, reason: "roster.reason.nothingToDo" });
    got(await chooseCadre(admin, { batchId: id, rowId: rows[0]?.id, pick: cadre.id }));
    expect((await look(id)).rows[0]).toMatchObject({ verdict: "CHANGED", cadreId: cadre.id });
    got(await confirm(id));
    expect(await stored("cadre_sheets", cadre.id)).toMatchObject([{ health: "健康" }]);
    expect(await stored("post_holdings", cadre.id)).toHaveLength(1);
  });
});

describe("plans of appointment", () => {
  it("hidden in another element or a comment are found, and the file is not taken", async () => {
    for (const hidden of [
      "<KuoZhan><NiRenZhiWu>某局局长</NiRenZhiWu></KuoZhan>",
      "<!-- <RenMianLiYou>工作需要</RenMianLiYou> -->",
    ]) {
      const { rows } = await preview(personFile({ shape: { after: { MinZu: hidden } } }));
      expect(rows[0]).toMatchObject({ verdict: "FAULTY", faults: [{ rule: "documentTwice" }] });
    }
  });

  it.each([
    ["<Person><NiRenZhiWu>某局局长</NiRenZhiWu></Person>", false],
    ['<Person><NiMianZhiWu a="1">副镇长</NiMianZhiWu></Person>', false],
    ["<Person><RenMianLiYou><![CDATA[工作需要]]></RenMianLiYou></Person>", false],
    ["<Person><ShenFenZheng >110101198203077627</ShenFenZheng></Person>", false],
    [
      "<Person><NiRenZhiWu></NiRenZhiWu><NiMianZhiWu/><RenMianLiYou a='1' /><ZhaoPian a='1'></ZhaoPian></Person>",
      true,
    ],
  ])("the database itself: %s", async (source, isKept) => {
    const cadre = await createCadre(unit);
    const written = owner().query("insert into cadre_sheets (cadre_id, lrmx_source) values ($1, $2)", [
      cadre.id,
      source,
    ]);
    if (isKept) await expect(written).resolves.toBeDefined();
    else await expect(written).rejects.toThrow(/cadre_sheets_document_kept/);
  });
});

describe("a zip", () => {
  it("takes what can be read, and gives every other file its reason", async () => {
    const bomb = '<!DOCTYPE Person [<!ENTITY a "啊">]><Person><XingMing>&a;</XingMing></Person>';
    const files = [
      personFile(),
      bomb,
      Buffer.from(personFile(), "utf16le"),
      "不是 XML",
      lrmxFile({ raw: { JiaTingChengYuan: relatives(11) } }),
      personFile({ shape: { raw: { ZhaoPian: Buffer.from("<svg/>").toString("base64") } } }),
      personFile(),
    ];
    const { id, rows } = await preview(...files);
    expect(rows.map(({ verdict, faults }) => faults[0]?.rule ?? verdict).toSorted()).toEqual(
      [
        "NEW",
        "NEW",
        "documentBroken",
        "documentDoctype",
        "documentRelatives",
        "documentUtf16",
        "photoKind",
      ].toSorted(),
    );
    // nothing more is said of what can't be read
    expect(rows.filter(({ verdict }) => verdict === "FAULTY").map(({ faults }) => faults.length)).toEqual(
      Array(5).fill(1),
    );
    expect(got(await confirm(id))).toMatchObject({ added: 2 });
  });

  it("beyond measure, or no zip at all, is refused as a whole", async () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}.lrmx`, new Uint8Array(1)])),
    );
    expect(await upload(many)).toMatchObject({ kind: "refused", reason: "roster.reason.tooMuchArchive" });
    const swollen = zipSync({ "a.lrmx": new Uint8Array(6 * 1024 * 1024) });
    expect(await upload(swollen)).toMatchObject({ kind: "refused", reason: "roster.reason.tooMuchArchive" });
    const torn = zipSync({ "a.lrmx": new Uint8Array(100) }).subarray(0, 90);
    expect(await upload(torn)).toMatchObject({ kind: "refused", reason: "roster.reason.brokenArchive" });
  });

  it("is for whoever keeps the roster alone", async () => {
    for (const role of ["REVIEWER", "LEADER", "OBSERVER", "SYSADMIN"] as const)
      expect(await upload(Buffer.from(personFile()), await createPerson(role)), role).toMatchObject({
        kind: "denied",
      });
  });
});
