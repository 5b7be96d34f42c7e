/** A roster as a file, its steps and what they leave; for the tests beside. */

import { randomUUID } from "node:crypto";
import { read } from "@/lib/platform/db";
import { confirmImport, undoImport } from "@/lib/roster/apply/commands";
import { uploadRoster } from "@/lib/roster/commands";
import { getBatch, listMissing, listRows } from "@/lib/roster/queries";
import {
  createCadre,
  createPerson,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { newName } from "@/tests/support/made-names";
import { got } from "@/tests/support/outcomes";
import { owner } from "@/tests/support/owner";

let admin: Person;
/** Who keeps the roster in a file of tests. */
export const rosterAdmin = async () => {
  admin = await createPerson("ADMIN");
  return admin;
};

export const upload = (rows: string[][], person: Person = admin) =>
  uploadRoster(person, {
    id: randomUUID(),
    kind: "CSV",
    fileName: "名册.csv",
    bodyHash: "00".repeat(32),
    sheets: [{ name: "", isHidden: false, rows, merges: [] }],
  });
export async function preview(rows: string[][]) {
  const { id } = got(await upload(rows));
  return { id, ...(await look(id)) };
}
export const look = (id: string) =>
  read(admin, async (db) => ({
    batch: await getBatch(db, id),
    rows: (await listRows(db, id, { view: "ALL", q: "", page: 1 })).rows,
    missing: await listMissing(db, id, today()),
  }));
export async function confirm(id: string) {
  const { batch } = await look(id);
  return confirmImport()(admin, { batchId: id, rowVersion: batch.rowVersion, scope: "ALL", rowIds: [] });
}
export const undo = async (id: string) =>
  undoImport(admin, { batchId: id, rowVersion: (await look(id)).batch.rowVersion });
export const postsOf = async ({ id }: { id: string }) => {
  const { rows } = await owner().query(
    "select title, starts_on::text as starts, ends_on::text as ends from post_holdings where cadre_id = $1 order by starts_on",
    [id],
  );
  return rows;
};
export const cadreNamed = async (name: string): Promise<{ id: string } | undefined> =>
  (await owner().query("select id from cadres where name = $1", [name])).rows[0];

export const HEADER = ["姓名", "单位", "性别", "出生年月", "现任职务", "任现职时间", "民族"];
export const personOf = (unit: TestUnit, over: Partial<Record<string, string>> = {}): string[] => {
  const row: Record<string, string> = {
    姓名: newName(),
    单位: unit.shortName,
    性别: "女",
    出生年月: "1985.03",
    现任职务: "科员",
    任现职时间: "2024.05",
    民族: "汉族",
    ...over,
  };
  return HEADER.map((heading) => row[heading] ?? "");
};
/** A known cadre whom the row agrees with. */
export async function knownCadre(unit: TestUnit): Promise<TestCadre> {
  return createCadre(unit, { name: newName(), title: "副主任" });
}
