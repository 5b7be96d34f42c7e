import { describe, expect, it } from "vitest";
import { minutesPaper } from "@/lib/meetings/minutes/rules";
import type { MeetingPage } from "@/lib/meetings/queries";
import { gongwenDocx } from "@/lib/platform/gongwen";
import words from "@/messages/zh-CN/meetings.json";

/** As the translator does it, for plain placeholders. */
const say = (key: string, values: Record<string, string | number> = {}): string => {
  const found = key.split(".").reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), words);
  return String(found).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
};
const party = (unitName: string, over: Partial<MeetingPage["parties"][number]> = {}) => ({
  unitId: unitName,
  unitName,
  contact: "",
  isPresent: true,
  attendees: "两人",
  position: "同意",
  signatures: [],
  ...over,
});
const meeting: MeetingPage = {
  id: "m",
  caseId: "c",
  caseNumber: "SX-2026-0001",
  caseTitle: "临时堆场用地",
  unitId: "赤岸镇",
  unitName: "赤岸镇",
  title: "临时堆场协调会",
  startsAt: new Date("2026-07-13T01:30:00Z"),
  endsAt: new Date("2026-07-13T03:30:00Z"),
  place: "三楼会议室",
  state: "SIGNING",
  minutesVersion: 2,
  why: "",
  agenda: ["选址", "条件"],
  chair: "副镇长",
  stateReason: "",
  invitationNo: 0,
  rowVersion: 9,
  isKeeper: true,
  ownParty: null,
  parties: [
    party("赤岸镇", {
      signatures: [{ version: 2, verdict: "SIGNED", note: "", signerName: "甲", at: "2026-07-14T02:00:00Z" }],
    }),
    // signed the version before, and did not come
    party("建设局", {
      isPresent: false,
      position: "",
      signatures: [{ version: 1, verdict: "SIGNED", note: "", signerName: "乙", at: "2026-07-14T02:00:00Z" }],
    }),
  ],
  decisions: [
    {
      id: "d",
      text: "审批与平整并行。",
      conditions: ["不硬化", "不建固定设施；"],
      ownerUnitId: "赤岸镇",
      ownerUnitName: "赤岸镇",
      owner: "副镇长",
      dueOn: "2026-09-11",
      followUpId: null,
      isWithdrawn: false,
      withdrawReason: null,
    },
    {
      id: "w",
      text: "每日报进度",
      conditions: [],
      ownerUnitId: "赤岸镇",
      ownerUnitName: "赤岸镇",
      owner: "",
      dueOn: null,
      followUpId: null,
      isWithdrawn: true,
      withdrawReason: "会上没有议定",
    },
  ],
  witnesses: [
    {
      id: "x",
      observerId: "o",
      observerName: "程砚禾",
      from: "2026-07-13T01:30:00Z",
      until: "2026-07-13T03:30:00Z",
      isWithdrawn: false,
      withdrawReason: null,
      note: { text: "程序没有绕开", observationId: null },
    },
  ],
  addenda: [],
  events: [],
};
const by = { name: "褚攸", on: "2026-11-27" };
const textOf = (over: Partial<MeetingPage> = {}): string =>
  JSON.stringify(minutesPaper({ meeting: { ...meeting, ...over }, isEnglish: false, by }, say));

describe("minutesPaper", () => {
  it("says when, who, what was decided on which conditions, and who answers for it", () => {
    const text = textOf();
    expect(text).toContain("2026年7月13日09:30—11:30");
    expect(text).toContain(
      "1. 审批与平整并行。条件：不硬化；不建固定设施。责任单位：赤岸镇（副镇长）。期限：2026年9月11日。",
    );
    expect(text).toContain("观察员程砚禾（09:30—11:30）到场见证会议过程。见证不代替任何法定程序和审批。");
    expect(text).toContain("未到会");
    expect(text).not.toContain("每日报进度");
  });
  it("names as signed only what was signed in this version, and says that it is a draft until all have", () => {
    const text = textOf();
    expect(text).toContain("本稿为第 2 稿，尚未经各方签认。");
    expect(text).toContain('"甲"');
    expect(text).not.toContain('"乙"');
    expect(textOf({ state: "HELD" })).toContain("本稿尚在整理，未送签认。");
  });
  it("holds what the witness saw only where the reader sees it", () => {
    expect(textOf()).toContain("程砚禾：程序没有绕开");
    const [witness] = meeting.witnesses;
    if (!witness) throw new Error("no witness");
    const units = textOf({ witnesses: [{ ...witness, note: null }] });
    expect(units).not.toContain("程序没有绕开");
    expect(units).not.toContain("见证情况");
  });
  it("keeps addenda behind the signatures, each with its reason and author", () => {
    const text = textOf({
      state: "SIGNED",
      addenda: [
        {
          id: "a",
          text: "面积应为 38 亩",
          reason: "笔误。",
          authorName: "程砚禾",
          at: "2026-07-20T02:00:00Z",
        },
      ],
    });
    expect(text.indexOf("六、补充更正")).toBeGreaterThan(text.indexOf("五、签认"));
    expect(text).toContain("1. 面积应为 38 亩（理由：笔误。程砚禾，2026年7月20日）");
  });
  it("is the same file for the same content", async () => {
    const file = () => gongwenDocx(minutesPaper({ meeting, isEnglish: false, by }, say));
    expect(Buffer.from(await file()).equals(Buffer.from(await file()))).toBe(true);
  });
});
