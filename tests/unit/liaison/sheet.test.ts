import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isComing, momentAt, wallClock } from "@/lib/liaison/rules";
import { type MeetingContent, meetingInput, type ProjectContent, projectInput } from "@/lib/liaison/schema";
import { planOf, type SheetFault, sheetsOf } from "@/lib/liaison/sheet/rules";
import { plainText, readWorkbook as readBook, writeWorkbook } from "@/lib/platform/workbook";

const readWorkbook = (bytes: Uint8Array<ArrayBuffer>) => readBook(bytes, 900 * 1024);

const MEETING: MeetingContent = {
  title: "镇党委会",
  kind: "PARTY_COMMITTEE",
  day: "2026-12-01",
  time: "09:00",
  place: "三楼会议室",
  isOpen: true,
};
const PROJECT: ProjectContent = {
  name: "工业园临时堆场",
  kind: "KEY",
  startsOn: "2026-03-01",
  endsOn: "2026-12-31",
  lead: "副镇长",
  state: "UNDERWAY",
};
const HEADINGS = ["会议名称", "类型", "日期", "时间", "地点", "可列席"];
const meetings = (...rows: string[][]) => [{ name: "会议安排", rows: [HEADINGS, ...rows] }];
const faultsOf = (tables: Parameters<typeof planOf>[0]): SheetFault[] => {
  const read = planOf(tables);
  return "faults" in read ? read.faults : [];
};

describe("the workbook", () => {
  it("comes back as it went out, with text in every cell", async () => {
    const book = await writeWorkbook(
      sheetsOf([MEETING], [PROJECT, { ...PROJECT, name: "另一个", endsOn: undefined }]),
    );
    const sheets = await readWorkbook(new Uint8Array(book));
    expect(sheets?.map(({ name }) => name)).toEqual(["会议安排", "重点项目", "填写说明"]);
    expect(planOf(sheets ?? [])).toEqual({
      plan: { meetings: [MEETING], projects: [PROJECT, { ...PROJECT, name: "另一个", endsOn: undefined }] },
    });
  });

  it("neutralises what begins like a formula, and takes it back as it was", async () => {
    expect(plainText("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
    expect(["+1", "-1", "@a", "\tx"].map(plainText)).toEqual(["'+1", "'-1", "'@a", "'\tx"]);
    expect(plainText("2026-12-01")).toBe("2026-12-01");
    const odd = { ...MEETING, title: "=1+1 的会" };
    const sheets = await readWorkbook(new Uint8Array(await writeWorkbook(sheetsOf([odd], []))));
    expect(sheets?.[0]?.rows[1]?.[0]).toBe("'=1+1 的会");
    expect(planOf(sheets ?? [])).toEqual({ plan: { meetings: [odd], projects: [] } });
  });

  it("is refused where it is no workbook, damaged, or cut", async () => {
    const book = new Uint8Array(await writeWorkbook(sheetsOf([MEETING], [])));
    expect(await readWorkbook(new TextEncoder().encode("会议名称,类型"))).toBeNull();
    expect(await readWorkbook(book.slice(0, book.length - 40))).toBeNull();
    expect(
      await readWorkbook(new Uint8Array(book.map((byte, at) => (at > 60 && at < 400 ? byte ^ 0x55 : byte)))),
    ).toBeNull();
    expect(await readWorkbook(zip({ "xl/workbook.xml": "<workbook/>" }))).toBeNull();
  });

  it("is refused where it swells beyond measure, whatever its directory says", async () => {
    const huge = "0".repeat(30 * 1024 * 1024);
    expect(await readWorkbook(zip({ "xl/workbook.xml": huge }))).toBeNull();
    expect(await readWorkbook(zip({ "xl/workbook.xml": huge }, { declared: 1000 }))).toBeNull();
    expect(
      await readWorkbook(zip({ "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' })),
    ).toBeNull();
  });
});

/** A zip as Office writes it, with what the directory says of the size made up where asked. */
function zip(
  files: Record<string, string>,
  { declared }: { declared?: number } = {},
): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(Buffer.from(text));
    const size = declared ?? Buffer.byteLength(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}

describe("planOf", () => {
  it("reads days, times and words as people type them", () => {
    const read = planOf(
      meetings(
        ["镇党委会", "党委会", "2026/12/1", "9:00", "", ""],
        ["办公例会", "办公会", "2026年12月2日", "14：30", "", "否"],
        ["专题", "专题会", "2026-12-03", "1899-12-30 09:05", "", "是"],
      ),
    );
    // 党委会 is no word of the list; the others are read
    expect(read).toEqual({
      faults: [
        { sheet: "会议安排", row: 2, column: "类型", value: "党委会", code: "notAnOption", params: {} },
      ],
    });
    const mended = planOf(
      meetings(
        ["镇党委会", "党委(党组)会", "2026/12/1", "9:00", "", ""],
        ["办公例会", "办公会", "2026年12月2日", "14：30", "", "否"],
        ["专题", "专题会", "2026-12-03", "1899-12-30 09:05", "", "是"],
      ),
    );
    expect(
      "plan" in mended && mended.plan.meetings.map(({ day, time, isOpen }) => [day, time, isOpen]),
    ).toEqual([
      ["2026-12-01", "09:00", true],
      ["2026-12-02", "14:30", false],
      ["2026-12-03", "09:05", true],
    ]);
  });

  it("names row, column, value and rule of each fault, and takes nothing", () => {
    const faults = faultsOf(
      meetings(
        ["", "办公会", "2026-12-01", "09:00", "", ""],
        ["例会", "办公会", "明天", "09:00", "", ""],
        ["例会", "办公会", "2026-02-30", "上午", "", "也许"],
      ),
    );
    expect(faults.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [2, "会议名称", "", "required"],
      [3, "日期", "明天", "notADay"],
      [4, "日期", "2026-02-30", "notADay"],
      [4, "时间", "上午", "notATime"],
      [4, "可列席", "也许", "notAnOption"],
    ]);
  });

  it("tells a sheet, a column that is missing, a line that stands twice, and an end before its start", () => {
    expect(faultsOf([{ name: "Sheet1", rows: [["a"]] }])).toMatchObject([
      { sheet: "Sheet1", code: "noSheet" },
    ]);
    expect(
      faultsOf([{ name: "会议安排", rows: [["会议名称", "类型", "日期", "时间", "地点"]] }]),
    ).toMatchObject([{ row: 1, column: "可列席", code: "noColumn" }]);
    const line = ["例会", "办公会", "2026-12-01", "09:00", "", ""];
    expect(faultsOf(meetings(line, ["", "", "", "", "", ""], line))).toMatchObject([
      { row: 4, column: "会议名称", code: "twice" },
    ]);
    const projects = [
      {
        name: "重点项目",
        rows: [
          ["项目名称", "类型", "开始日期", "结束日期", "负责人", "进展"],
          ["堆场", "重点工程", "2026-12-01", "2026-11-01", "", "进行中"],
        ],
      },
    ];
    expect(faultsOf(projects)).toMatchObject([{ row: 2, column: "结束日期", code: "endBeforeStart" }]);
  });

  it("takes five hundred lines a sheet, and says where it stops", () => {
    const line = (n: number) => [`例会${n}`, "办公会", "2026-12-01", "09:00", "", ""];
    const lines = Array.from({ length: 500 }, (_, n) => line(n));
    expect("plan" in planOf(meetings(...lines))).toBe(true);
    expect(faultsOf(meetings(...lines, line(500)))).toMatchObject([{ row: 502, code: "tooManyRows" }]);
  });
});

describe("the clock on the wall", () => {
  it("is the city's, there and back, also before midnight", () => {
    for (const at of [
      { day: "2026-12-01", time: "09:00" },
      { day: "2026-12-31", time: "23:59" },
      { day: "2027-01-01", time: "00:00" },
    ])
      expect(wallClock(momentAt(at))).toEqual(at);
    const late = { startsAt: momentAt({ day: "2026-12-01", time: "23:30" }) };
    expect(isComing(late, "2026-12-01")).toBe(true);
    expect(isComing(late, "2026-12-02")).toBe(false);
  });
});

describe("what is typed in a form", () => {
  const id = "00000000-0000-4000-8000-000000000001";
  it("is a new line without a version, and not open without its tick", () => {
    const { isOpen: _, ...closed } = MEETING;
    const entered = meetingInput.parse({ id, ...closed });
    expect([entered.isOpen, entered.rowVersion]).toEqual([false, undefined]);
    expect(meetingInput.parse({ id, ...closed, isOpen: "on", rowVersion: "2" })).toMatchObject({
      isOpen: true,
      rowVersion: 2,
    });
    expect(meetingInput.safeParse({ id, ...MEETING, time: "25:00" }).success).toBe(false);
  });
  it("of a project may have no end, and none before its start", () => {
    expect(projectInput.parse({ id, ...PROJECT, endsOn: "" }).endsOn).toBeUndefined();
    expect(projectInput.safeParse({ id, ...PROJECT, endsOn: "2026-02-01" }).success).toBe(false);
  });
});
