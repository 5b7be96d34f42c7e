import { describe, expect, it } from "vitest";
import { bulkTable } from "@/app/_shared/bulk-upload";
import { peopleOf } from "@/lib/accounts/bulk/rules";
import { writeWorkbook } from "@/lib/platform/workbook";

const form = (fields: Record<string, string | File>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe("bulkTable", () => {
  it("reads the first sheet of a workbook, before what was pasted", async () => {
    const bytes = await writeWorkbook([
      {
        name: "名单",
        rows: [
          ["姓名", "账号", "科室", "出生年月"],
          ["王伟", "wangwei", "一科", "198503"],
        ],
        widths: [10, 10, 10, 10],
      },
      { name: "说明", rows: [["不读"]], widths: [10] },
    ]);
    const file = new File([new Uint8Array(bytes)], "名单.xlsx");
    const table = await bulkTable(form({ file, text: "别人,other,二科" }));
    if (!table.ok) throw new Error(JSON.stringify(table));
    expect(peopleOf(table.value, () => "x")).toEqual({
      people: [{ row: 2, name: "王伟", account: "wangwei", department: "一科", bornIn: "1985-03" }],
    });
  });
  it("takes a pasted list where no file is chosen, and refuses neither, and what is no workbook", async () => {
    const none = new File([], "");
    expect(await bulkTable(form({ file: none, text: "王伟\twangwei\t一科" }))).toEqual({
      ok: true,
      value: [["王伟", "wangwei", "一科"]],
    });
    expect(await bulkTable(form({ file: none, text: " " }))).toMatchObject({ kind: "invalid" });
    const text = new File(["王伟,wangwei,一科"], "名单.xlsx");
    expect(await bulkTable(form({ file: text }))).toMatchObject({ reason: "bulk.reason.notABook" });
  });
});
